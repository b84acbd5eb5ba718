using System.Collections.Immutable;
using System.Numerics.Tensors;
using Gail.Execution;
using Gail.Networks;
using Gail.Numerics;

namespace Gail.Optimizers;

/// <summary>
/// Steps of <see cref="Adam"/> against the sum of some losses, each over a batch of its own, on private buffers: taken
/// over from trees at the beginning, published as trees at the end, nothing allocated in between.
/// </summary>
public sealed class OptimizerLoop : IDisposable
{
    private readonly AdamOptions _options;
    private readonly StateTree _like;
    private readonly ImmutableArray<Term> _terms;
    private readonly PooledBuffer<float> _parameters;
    private readonly PooledBuffer<float> _mean;
    private readonly PooledBuffer<float> _square;
    private long _step;

    /// <summary>A loop that has not taken a step.</summary>
    /// <param name="options">The step.</param>
    /// <param name="parameters">The initial parameters: a tree whose arrays are those of the losses' parameters.</param>
    /// <param name="optimizer">The state of <see cref="Adam.Init"/> or of an earlier loop.</param>
    /// <param name="losses">The losses to decrease, at least one.</param>
    public OptimizerLoop(
        Executor executor,
        AdamOptions options,
        StateTree parameters,
        StateTree optimizer,
        params ReadOnlySpan<LossGraph> losses
    )
    {
        _options = options;
        LearningRate = options.LearningRate;
        _like = parameters;
        var length = parameters.ElementCount;
        _parameters = executor.Rent<float>(length);
        _mean = executor.Rent<float>(length);
        _square = executor.Rent<float>(length);
        ParameterVector.Flatten(parameters, _parameters);
        ParameterVector.Flatten(optimizer.Child("mean"), _mean);
        ParameterVector.Flatten(optimizer.Child("square"), _square);
        _step = optimizer.Get<long>("step")[0];
        var terms = ImmutableArray.CreateBuilder<Term>(losses.Length);
        foreach (var loss in losses)
        {
            terms.Add(new Term(executor, loss, parameters, _parameters.Memory));
        }
        _terms = terms.MoveToImmutable();
    }

    /// <summary>The sum of the losses before the latest step.</summary>
    public float Loss
    {
        get
        {
            var sum = 0f;
            foreach (var term in _terms)
            {
                sum += term.Loss.Span[0];
            }
            return sum;
        }
    }

    /// <summary>The step size; the options' where a schedule does not say otherwise.</summary>
    public double LearningRate { get; init; }

    /// <summary>The greatest Euclidean norm of a gradient, longer ones are shortened to it; 0 for no limit.</summary>
    public double MaxGradientNorm { get; init; }

    /// <summary>Sets where an input is read from, for all steps to come.</summary>
    /// <param name="name">The input's name; losses without such an input do not mind.</param>
    /// <param name="batch">Row after row; read at every step.</param>
    public void Set(string name, ReadOnlyMemory<float> batch)
    {
        foreach (var term in _terms)
        {
            term.Graph.Set(name, batch);
        }
    }

    /// <summary>Sets where another output of the first loss's graph is written to.</summary>
    /// <param name="place">Its place among the graph's outputs, see <see cref="LossGraph.LossOutput"/>.</param>
    /// <param name="buffer">Receives it at every step.</param>
    public void SetOutput(int place, Memory<float> buffer) => _terms[0].Graph.SetOutput(place, buffer);

    /// <summary>Takes one step.</summary>
    /// <param name="rows">The rows of each loss's batch.</param>
    public void Step(params ReadOnlySpan<int> rows)
    {
        var gradient = _terms[0].Gradient.Span;
        for (var i = 0; i < _terms.Length; i++)
        {
            _terms[i].Graph.Bind();
            _terms[i].Graph.Run(rows[i]);
            if (i > 0)
            {
                TensorPrimitives.Add<float>(gradient, _terms[i].Gradient, gradient);
            }
        }
        GradientNorm.Limit(gradient, MaxGradientNorm);
        _step++;
        new AdamKernel(_options, LearningRate, _step).Apply(gradient, _parameters, _mean, _square);
    }

    /// <summary>Parameters and moments after the steps taken.</summary>
    public AdamUpdate Publish() =>
        new(
            StateTree
                .Empty.With("step", NdArray.Scalar(_step))
                .With("mean", ParameterVector.Unflatten(_mean.Span, _like))
                .With("square", ParameterVector.Unflatten(_square.Span, _like)),
            ParameterVector.Unflatten(_parameters.Span, _like)
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var term in _terms)
        {
            term.Dispose();
        }
        _square.Dispose();
        _mean.Dispose();
        _parameters.Dispose();
    }

    private sealed class Term : IDisposable
    {
        internal Term(Executor executor, LossGraph loss, StateTree like, ReadOnlyMemory<float> parameters)
        {
            Graph = new PreparedGraph(executor, loss.Graph);
            Gradient = executor.Rent<float>(parameters.Length);
            Loss = executor.Rent<float>(1);
            Graph.SetParts(LossGraph.Prefix, like, parameters);
            Graph.SetOutputParts(LossGraph.GradientPrefix, like, Gradient.Memory);
            Graph.SetOutput(loss.LossOutput, Loss.Memory);
        }

        internal PreparedGraph Graph { get; }

        internal PooledBuffer<float> Gradient { get; }

        internal PooledBuffer<float> Loss { get; }

        public void Dispose()
        {
            Graph.Dispose();
            Gradient.Dispose();
            Loss.Dispose();
        }
    }
}
