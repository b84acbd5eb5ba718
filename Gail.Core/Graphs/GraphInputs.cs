namespace Gail.Graphs;

/// <summary>Checks the inputs of a graph.</summary>
internal static class GraphInputs
{
    private static bool NeedsBatch(Expr node) => node.Rows.IsBatch || node.Operation == Operation.InverseBatch;

    internal static int BatchRows<T>(Graph graph, Feed<T> feed)
        where T : unmanaged
    {
        int? batch = null;
        foreach (var input in graph.Inputs)
        {
            var value =
                feed.Find(input.Name)
                ?? throw new ArgumentException(
                    $"The graph needs an input '{input.Name}' [{input.Rows}, {input.Columns}]; given were {string.Join(", ", feed.Names)}.",
                    nameof(feed)
                );
            var rows = input.Rows.IsBatch ? batch ??= value.Rows : input.Rows.Resolve(0);
            if (value.Rows != rows || value.Length != rows * input.Columns)
            {
                throw new ArgumentException(
                    $"Input '{input.Name}' should be [{rows}, {input.Columns}] but is {value.Shape}.",
                    nameof(feed)
                );
            }
        }
        if (batch is null && graph.Nodes.FirstOrDefault(NeedsBatch) is { } node)
        {
            throw new ArgumentException(
                $"{node} depends on the batch but no input of the graph has its rows.",
                nameof(graph)
            );
        }
        return batch ?? 0;
    }
}
