using System.Collections.Immutable;

namespace Gail.Graphs;

/// <summary>A function from named matrices to named matrices, evaluated by an executor.</summary>
public sealed class Graph
{
    /// <summary>A graph of the given outputs.</summary>
    /// <param name="outputs">The nodes to compute, with the names their values get.</param>
    public Graph(params ReadOnlySpan<GraphOutput> outputs)
    {
        Outputs = [.. outputs];
        var twice = Outputs.GroupBy(output => output.Name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"Two outputs are named '{twice.Key}'.", nameof(outputs));
        }
        Nodes = Order([.. Outputs.Select(output => output.Node)]);
        Inputs = [.. Nodes.Where(node => node.Operation == Operation.Input)];
        var doubled = Inputs.GroupBy(input => input.Name).FirstOrDefault(group => group.Count() > 1);
        if (doubled is not null)
        {
            throw new ArgumentException(
                $"Two different inputs are named '{doubled.Key}'; use one node for both.",
                nameof(outputs)
            );
        }
    }

    /// <summary>The nodes to compute.</summary>
    public ImmutableArray<GraphOutput> Outputs { get; }

    /// <summary>The inputs the outputs depend on.</summary>
    public ImmutableArray<Expr> Inputs { get; }

    /// <summary>All nodes, each after its arguments.</summary>
    public ImmutableArray<Expr> Nodes { get; }

    /// <summary>All nodes that some nodes depend on and those themselves, each after its arguments.</summary>
    internal static ImmutableArray<Expr> Order(ImmutableArray<Expr> roots)
    {
        var order = ImmutableArray.CreateBuilder<Expr>();
        var seen = new HashSet<Expr>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(Expr Node, bool Expanded)>();
        foreach (var root in roots)
        {
            pending.Push((root, false));
            while (pending.TryPop(out var top))
            {
                if (top.Expanded)
                {
                    order.Add(top.Node);
                }
                else if (seen.Add(top.Node))
                {
                    pending.Push((top.Node, true));
                    for (var i = top.Node.Arguments.Length - 1; i >= 0; i--)
                    {
                        pending.Push((top.Node.Arguments[i], false));
                    }
                }
            }
        }
        return order.ToImmutable();
    }
}

/// <summary>A node of a graph that is computed under a name.</summary>
/// <param name="Name">The name of the value.</param>
public sealed record GraphOutput(string Name, Expr Node);
