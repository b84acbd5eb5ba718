using Gail.Graphs;
using Gail.Graphs.Plans;
using Gail.Numerics;

namespace Gail.Execution;

/// <summary>
/// A graph to be evaluated many times over buffers that stay the same: nothing is allocated or looked up by name in
/// between. For one caller at a time; disposing of it gives its memory to the next.
/// </summary>
internal sealed class PreparedGraph : IDisposable
{
    private readonly Executor _executor;
    private readonly Graph _graph;
    private readonly Plan? _plan;
    private PlanBinding? _binding;

    internal PreparedGraph(Executor executor, Graph graph)
    {
        _executor = executor;
        _graph = graph;
        _plan = executor.Engine == Engine.Plans ? Plan.Of(graph) : null;
        _binding = _plan?.RentBinding();
        Inputs = new ReadOnlyMemory<float>[graph.Inputs.Length];
        Outputs = new Memory<float>[graph.Outputs.Length];
    }

    /// <summary>The buffer of each input, in the graph's order.</summary>
    internal ReadOnlyMemory<float>[] Inputs { get; }

    /// <summary>The buffer of each output, in the graph's order.</summary>
    internal Memory<float>[] Outputs { get; }

    /// <summary>The place of an input.</summary>
    internal int Input(string name)
    {
        for (var i = 0; i < Inputs.Length; i++)
        {
            if (_graph.Inputs[i].Name == name)
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>Sets an input, if the graph has it.</summary>
    internal void Set(string name, ReadOnlyMemory<float> value)
    {
        if (Input(name) is >= 0 and var place)
        {
            Inputs[place] = value;
        }
    }

    /// <summary>Sets an input to a batch of just so many rows, if the graph has it.</summary>
    internal void SetBatch(string name, ReadOnlyMemory<float> value, int rows)
    {
        if (Input(name) is >= 0 and var place)
        {
            Inputs[place] =
                value.Length == rows * _graph.Inputs[place].Columns ? value : throw Misfit(place, rows, value.Length);
        }
    }

    /// <summary>Sets the inputs named prefix + path to the arrays of a tree.</summary>
    internal void Set(string prefix, StateTree tree)
    {
        for (var i = 0; i < Inputs.Length; i++)
        {
            if (IsBelow(prefix, _graph.Inputs[i].Name, out var path) && tree.FindArray(path) is NdArray<float> array)
            {
                Inputs[i] = array.Memory;
            }
        }
    }

    /// <summary>
    /// Sets the inputs named prefix + path, for the paths of a tree, to the parts of one array, each as long as the
    /// tree's array.
    /// </summary>
    internal void SetParts(string prefix, StateTree like, ReadOnlyMemory<float> all)
    {
        for (var i = 0; i < Inputs.Length; i++)
        {
            if (IsBelow(prefix, _graph.Inputs[i].Name, out var path) && like.Locate(path) is { } part)
            {
                Inputs[i] = all[part];
            }
        }
    }

    /// <summary>The same for outputs.</summary>
    internal void SetOutputParts(string prefix, StateTree like, Memory<float> all)
    {
        for (var i = 0; i < Outputs.Length; i++)
        {
            if (IsBelow(prefix, _graph.Outputs[i].Name, out var path) && like.Locate(path) is { } part)
            {
                Outputs[i] = all[part];
            }
        }
    }

    /// <summary>Takes over the fixed inputs: after every change of their buffers' contents.</summary>
    internal void Bind()
    {
        for (var i = 0; i < Inputs.Length; i++)
        {
            var input = _graph.Inputs[i];
            if (!input.Rows.IsBatch && Inputs[i].Length != input.Rows.Resolve(0) * input.Columns)
            {
                throw Misfit(i, 0, Inputs[i].Length);
            }
        }
        if (_plan is not null)
        {
            ObjectDisposedException.ThrowIf(_binding is null, this);
            _binding.Bind(Inputs);
        }
    }

    private ArgumentException Misfit(int place, int rows, int length)
    {
        var input = _graph.Inputs[place];
        return new ArgumentException(
            $"Input '{input.Name}' should be [{input.Rows.Resolve(rows)}, {input.Columns}] but has {length} elements."
        );
    }

    private static bool IsBelow(string prefix, string name, out ReadOnlySpan<char> path)
    {
        var below = name.StartsWith(prefix, StringComparison.Ordinal);
        path = below ? name.AsSpan(prefix.Length) : default;
        return below;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_binding is not null)
        {
            _plan!.Return(_binding);
            _binding = null;
        }
    }

    /// <summary>Evaluates the graph; the outputs' buffers have room for it.</summary>
    /// <param name="rows">The rows of the batch.</param>
    internal void Run(int rows)
    {
        _executor.Cancellation.ThrowIfCancellationRequested();
        for (var i = 0; i < Inputs.Length; i++)
        {
            // Buffers may be longer: the last minibatch of an epoch is shorter than the others.
            if (_graph.Inputs[i].Rows.IsBatch && Inputs[i].Length < rows * _graph.Inputs[i].Columns)
            {
                throw Misfit(i, rows, Inputs[i].Length);
            }
        }
        if (_plan is not null)
        {
            ObjectDisposedException.ThrowIf(_binding is null, this);
            _binding.Run(_executor, rows, Inputs, Outputs);
            return;
        }
        var feed = Feed<float>.Empty;
        for (var i = 0; i < Inputs.Length; i++)
        {
            var input = _graph.Inputs[i];
            var shape = new Shape(input.Rows.Resolve(rows), input.Columns);
            feed = feed.With(input.Name, NdArray<float>.Own(shape, Inputs[i].Span[..shape.Length].ToArray()));
        }
        var result = Interpreter.Evaluate(_executor, _graph, feed);
        for (var i = 0; i < Outputs.Length; i++)
        {
            result[_graph.Outputs[i].Name].Span.CopyTo(Outputs[i].Span);
        }
    }
}
