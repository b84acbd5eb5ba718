using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Execution;

/// <summary>
/// A graph prepared for many evaluations over the same buffers: nothing is allocated or looked up by name in
/// between. For one caller at a time; disposing of it gives its memory to the next.
/// </summary>
public sealed class PreparedGraph : IDisposable
{
    private readonly Executor _executor;
    private readonly Graph _graph;
    private readonly ReadOnlyMemory<float>[] _inputs;
    private readonly Memory<float>[] _outputs;
    private IGraphProgram? _program;

    /// <summary>Prepares a graph; its buffers are set afterwards.</summary>
    /// <param name="executor">Evaluates it, by its engine.</param>
    public PreparedGraph(Executor executor, Graph graph)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(graph);
        _executor = executor;
        _graph = graph;
        _program = executor.Engine.Rent(graph);
        _inputs = new ReadOnlyMemory<float>[graph.Inputs.Length];
        _outputs = new Memory<float>[graph.Outputs.Length];
    }

    /// <summary>The index of an input in <see cref="Graph.Inputs"/>; -1 where the graph has none of that name.</summary>
    /// <param name="name">The input's name.</param>
    public int Input(string name)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (_graph.Inputs[i].Name == name)
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>Sets where an input is read from.</summary>
    /// <param name="place">Its index in <see cref="Graph.Inputs"/>.</param>
    /// <param name="value">Row after row; read whenever the graph is bound or run.</param>
    public void Set(int place, ReadOnlyMemory<float> value) => _inputs[place] = value;

    /// <summary>Sets where an output is written to.</summary>
    /// <param name="place">Its index in <see cref="Graph.Outputs"/>.</param>
    /// <param name="value">Receives it row after row; with room for the rows of every run.</param>
    public void SetOutput(int place, Memory<float> value) => _outputs[place] = value;

    /// <summary>Sets where an input is read from, if the graph has it.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="value">Row after row; read whenever the graph is bound or run.</param>
    public void Set(string name, ReadOnlyMemory<float> value)
    {
        if (Input(name) is >= 0 and var place)
        {
            _inputs[place] = value;
        }
    }

    /// <summary>Sets an input to a batch of just so many rows, if the graph has it.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="value">Row after row.</param>
    /// <param name="rows">The number of rows that it must have.</param>
    /// <exception cref="ArgumentException">It has more or fewer.</exception>
    public void SetBatch(string name, ReadOnlyMemory<float> value, int rows)
    {
        if (Input(name) is >= 0 and var place)
        {
            _inputs[place] =
                value.Length == rows * _graph.Inputs[place].Columns ? value : throw Misfit(place, rows, value.Length);
        }
    }

    /// <summary>Sets the inputs named prefix + path to the arrays of a tree.</summary>
    /// <param name="prefix">As in "parameters/".</param>
    /// <param name="tree">Its paths follow the prefix.</param>
    public void Set(string prefix, StateTree tree)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (IsBelow(prefix, _graph.Inputs[i].Name, out var path) && tree.FindArray(path) is NdArray<float> array)
            {
                _inputs[i] = array.Memory;
            }
        }
    }

    /// <summary>
    /// Sets the inputs named prefix + path, for the paths of a tree, to the parts of one array, each as long as the
    /// tree's array.
    /// </summary>
    /// <param name="prefix">As in "parameters/".</param>
    /// <param name="like">Its paths follow the prefix.</param>
    /// <param name="all">One array after the other, in the tree's order.</param>
    public void SetParts(string prefix, StateTree like, ReadOnlyMemory<float> all)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (IsBelow(prefix, _graph.Inputs[i].Name, out var path) && like.Locate(path) is { } part)
            {
                _inputs[i] = all[part];
            }
        }
    }

    /// <summary>Sets the outputs named prefix + path to the parts of one array, as <see cref="SetParts"/> does inputs.</summary>
    /// <param name="prefix">As in "gradient/".</param>
    /// <param name="like">Its paths follow the prefix.</param>
    /// <param name="all">One array after the other, in the tree's order.</param>
    public void SetOutputParts(string prefix, StateTree like, Memory<float> all)
    {
        for (var i = 0; i < _outputs.Length; i++)
        {
            if (IsBelow(prefix, _graph.Outputs[i].Name, out var path) && like.Locate(path) is { } part)
            {
                _outputs[i] = all[part];
            }
        }
    }

    /// <summary>Takes over the inputs of fixed shape: after every change of their buffers' contents.</summary>
    /// <exception cref="ArgumentException">One of them was not set, or has another length.</exception>
    public void Bind()
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            var input = _graph.Inputs[i];
            if (!input.Rows.IsBatch && _inputs[i].Length != input.Rows.Resolve(0) * input.Columns)
            {
                throw Misfit(i, 0, _inputs[i].Length);
            }
        }
        ObjectDisposedException.ThrowIf(_program is null, this);
        _program.Bind(_inputs);
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
        _program?.Dispose();
        _program = null;
    }

    /// <summary>Evaluates the graph; the outputs' buffers have room for it.</summary>
    /// <param name="rows">The rows of the batch.</param>
    public void Run(int rows)
    {
        _executor.Cancellation.ThrowIfCancellationRequested();
        for (var i = 0; i < _inputs.Length; i++)
        {
            // Buffers may be longer: the last minibatch of an epoch is shorter than the others.
            if (_graph.Inputs[i].Rows.IsBatch && _inputs[i].Length < rows * _graph.Inputs[i].Columns)
            {
                throw Misfit(i, rows, _inputs[i].Length);
            }
        }
        ObjectDisposedException.ThrowIf(_program is null, this);
        _program.Run(_executor, rows, _inputs, _outputs);
    }
}
