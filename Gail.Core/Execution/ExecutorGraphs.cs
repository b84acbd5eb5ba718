using System.Collections.Immutable;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Execution;

/// <content>Evaluation of graphs.</content>
public sealed partial class Executor
{
    /// <summary>
    /// Evaluates a graph once, by names. A graph that is evaluated many times is better prepared, see
    /// <see cref="PreparedGraph"/>.
    /// </summary>
    /// <param name="feed">Its inputs by name; more than it needs is no error.</param>
    /// <exception cref="ArgumentException">An input is missing or of another shape.</exception>
    public GraphResult<float> Run(Graph graph, Feed<float> feed)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(feed);
        Cancellation.ThrowIfCancellationRequested();
        var rows = GraphInputs.BatchRows(graph, feed);
        ReadOnlyMemory<float>[] inputs = [.. graph.Inputs.Select(input => feed.Find(input.Name)!.Memory)];
        float[][] arrays =
        [
            .. graph.Outputs.Select(output => new float[checked(output.Node.Rows.Resolve(rows) * output.Node.Columns)]),
        ];
        using (var program = Engine.Rent(graph))
        {
            program.Bind(inputs);
            program.Run(this, rows, inputs, Array.ConvertAll(arrays, array => array.AsMemory()));
        }
        return new GraphResult<float>(
            graph
                .Outputs.Zip(arrays)
                .ToImmutableDictionary(
                    pair => pair.First.Name,
                    pair =>
                        NdArray<float>.Own(
                            new Shape(pair.First.Node.Rows.Resolve(rows), pair.First.Node.Columns),
                            pair.Second
                        )
                )
        );
    }
}
