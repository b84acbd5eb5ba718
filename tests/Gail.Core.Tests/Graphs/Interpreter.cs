using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Core.Tests.Graphs;

/// <summary>
/// Evaluates a graph node by node, as plainly as can be: the definition of what is right. Rows are worked on in blocks
/// whose number depends on the batch alone, and sums over the batch add the blocks' sums in a fixed tree; so the bits
/// do not depend on the number of threads.
/// </summary>
internal static class Interpreter
{
    /// <summary>Rows per block: large enough to hide the cost of a hand-over, small enough to share the work.</summary>
    internal const int BlockRows = 256;

    internal static GraphResult<T> Evaluate<T>(Executor executor, Graph graph, Feed<T> feed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var batch = GraphInputs.BatchRows(graph, feed);
        var slots = new Dictionary<Expr, int>(ReferenceEqualityComparer.Instance);
        var uses = new int[graph.Nodes.Length];
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            slots[graph.Nodes[i]] = i;
            foreach (var argument in graph.Nodes[i].Arguments)
            {
                uses[slots[argument]]++;
            }
        }
        foreach (var output in graph.Outputs)
        {
            uses[slots[output.Node]]++;
        }

        var values = new ReadOnlyMemory<T>[graph.Nodes.Length];
        var rented = new T[]?[graph.Nodes.Length];
        try
        {
            for (var i = 0; i < graph.Nodes.Length; i++)
            {
                executor.Cancellation.ThrowIfCancellationRequested();
                var node = graph.Nodes[i];
                if (node.Operation == Operation.Input)
                {
                    values[i] = feed.Find(node.Name)!.Memory;
                    continue;
                }
                var length = node.Rows.Resolve(batch) * node.Columns;
                var buffer = rented[i] = ArrayPool<T>.Shared.Rent(length);
                values[i] = buffer.AsMemory(0, length);
                ImmutableArray<ReadOnlyMemory<T>> arguments =
                [
                    .. node.Arguments.Select(argument => values[slots[argument]]),
                ];
                NodeKernels.Compute(executor, node, batch, arguments, buffer.AsMemory(0, length));
                foreach (var argument in node.Arguments)
                {
                    var slot = slots[argument];
                    if (--uses[slot] == 0 && rented[slot] is { } unused)
                    {
                        ArrayPool<T>.Shared.Return(unused);
                        rented[slot] = null;
                    }
                }
            }
            return new GraphResult<T>(
                graph.Outputs.ToImmutableDictionary(
                    output => output.Name,
                    output =>
                        NdArray<T>.Own(
                            new Shape(output.Node.Rows.Resolve(batch), output.Node.Columns),
                            values[slots[output.Node]].ToArray()
                        )
                )
            );
        }
        finally
        {
            foreach (var buffer in rented)
            {
                if (buffer is not null)
                {
                    ArrayPool<T>.Shared.Return(buffer);
                }
            }
        }
    }
}
