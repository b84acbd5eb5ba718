using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>
/// A policy's network with the weights of one state in place, so that a few rows are evaluated in microseconds. For
/// one caller at a time.
/// </summary>
internal sealed class PolicyEvaluator : IDisposable
{
    private readonly PreparedGraph _graph;
    private readonly int _observations;
    private float[] _standardized = [];
    private NormalizationStatistics.AffineMap _standardize = NormalizationStatistics.AffineMap.Identity;

    internal PolicyEvaluator(Executor executor, Graph act)
    {
        Executor = executor;
        _graph = new PreparedGraph(executor, act);
        _observations = _graph.Input("observations");
    }

    internal Executor Executor { get; }

    /// <summary>Whose weights are in place.</summary>
    internal StateTree? State { get; private set; }

    internal void Bind(StateTree state, NormalizationStatistics.AffineMap standardize)
    {
        State = null;
        _graph.Set("parameters/", state.Child("parameters"));
        _graph.Bind();
        _standardize = standardize;
        State = state;
    }

    /// <summary>The distribution's parameters of raw observations, row after row.</summary>
    internal void Evaluate(ReadOnlySpan<float> observations, int rows, Memory<float> distribution)
    {
        if (_standardized.Length < observations.Length)
        {
            _standardized = new float[observations.Length];
            _graph.Set(_observations, _standardized);
        }
        _standardize.Apply(observations, _standardized);
        _graph.SetOutput(0, distribution);
        _graph.Run(rows);
        _graph.SetOutput(0, default);
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();
}
