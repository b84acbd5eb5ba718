using System.Collections.Immutable;

namespace Gail.Graphs;

/// <summary>
/// Divides a graph into what does not depend on some inputs, computed once, and the rest, which takes those values as
/// inputs: Fisher products at one point need its activations, whatever the vector.
/// </summary>
internal sealed class PartialEvaluation
{
    /// <summary>The prefix of the names of the values handed over.</summary>
    internal const string Prefix = "cached";

    private readonly HashSet<Expr> _varying = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, Expr> _rebuilt = new(ReferenceEqualityComparer.Instance);
    private readonly List<GraphOutput> _cached = [];

    /// <param name="varies">The names of the inputs that differ from run to run.</param>
    internal PartialEvaluation(Graph graph, Func<string, bool> varies)
    {
        foreach (var node in graph.Nodes)
        {
            if (node.Operation == Operation.Input ? varies(node.Name) : node.Arguments.Any(_varying.Contains))
            {
                _varying.Add(node);
            }
        }
        var needed = Needed(graph);
        foreach (var node in graph.Nodes.Where(needed.Contains))
        {
            _rebuilt[node] =
                node.Operation == Operation.Input ? node
                : IsRepeated(node) ? WithArguments(node)
                : Cache(node);
        }
        Varying = new Graph([.. graph.Outputs.Select(output => output with { Node = _rebuilt[output.Node] })]);
        Constant = new Graph([.. _cached]);
    }

    /// <summary>Its outputs are the inputs of the other graph whose names begin with the prefix.</summary>
    internal Graph Constant { get; }

    /// <summary>The outputs asked for.</summary>
    internal Graph Varying { get; }

    /// <summary>The nodes that the second graph computes or is given.</summary>
    private HashSet<Expr> Needed(Graph graph)
    {
        var needed = new HashSet<Expr>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<Expr>(graph.Outputs.Select(output => output.Node));
        while (pending.TryPop(out var node))
        {
            if (needed.Add(node) && IsRepeated(node))
            {
                foreach (var argument in node.Arguments)
                {
                    pending.Push(argument);
                }
            }
        }
        return needed;
    }

    /// <summary>Whether the second graph computes it, though it may not change.</summary>
    private bool IsRepeated(Expr node) => _varying.Contains(node) || IsCheap(node.Operation);

    private Expr WithArguments(Expr node)
    {
        ImmutableArray<Expr> arguments = [.. node.Arguments.Select(argument => _rebuilt[argument])];
        return Expr.Make(node.Operation, arguments.AsSpan(), node.Attribute);
    }

    private Expr Cache(Expr node)
    {
        var name = $"{Prefix}/{_cached.Count}";
        _cached.Add(new GraphOutput(name, node));
        return node.Rows.IsBatch
            ? Expr.Input(name, node.Columns)
            : Expr.Parameter(name, node.Rows.Resolve(0), node.Columns);
    }

    // Reading such a value from memory would take as long as computing it.
    private static bool IsCheap(Operation operation) =>
        operation
            is Operation.Fill
                or Operation.InverseBatch
                or Operation.Add
                or Operation.Subtract
                or Operation.Multiply
                or Operation.Scale
                or Operation.Shift
                or Operation.Heaviside
                or Operation.RepeatRows
                or Operation.RepeatColumns
                or Operation.SliceColumns
                or Operation.PlaceColumns
                or Operation.Concatenate;
}
