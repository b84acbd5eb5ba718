using System.Collections.Immutable;

namespace Gail.Graphs;

/// <summary>Derivatives of graphs, which are graphs again.</summary>
public static class Differentiate
{
    /// <summary>The gradient of a scalar: d output / d x for each x.</summary>
    /// <param name="output">A node of shape [1, 1].</param>
    /// <param name="variables">The nodes to differentiate by.</param>
    /// <returns>One node per variable, of its shape; zeros where the output does not depend on it.</returns>
    public static ImmutableArray<Expr> Gradient(Expr output, ImmutableArray<Expr> variables)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.Rows != RowCount.Fixed(1) || output.Columns != 1)
        {
            throw new ArgumentException($"A gradient needs a scalar [1, 1]; {output} is none.", nameof(output));
        }
        return Backward(output, Expr.Fill(1, output.Rows, output.Columns), variables);
    }

    /// <summary>Reverse mode: the products of a cotangent with the Jacobian, J'u.</summary>
    /// <param name="cotangent">u, of the output's shape.</param>
    /// <param name="variables">The nodes to differentiate by.</param>
    /// <returns>One node per variable, of its shape.</returns>
    public static ImmutableArray<Expr> Backward(Expr output, Expr cotangent, ImmutableArray<Expr> variables)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(cotangent);
        RequireShape(output, cotangent, "cotangent");
        var relevant = DependentsOf(output, variables);
        var cotangents = new Dictionary<Expr, Expr>(ReferenceEqualityComparer.Instance) { [output] = cotangent };
        var order = Graph.Order([output]);
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var node = order[i];
            if (!relevant.Contains(node) || !cotangents.TryGetValue(node, out var dy))
            {
                continue;
            }
            var contributions = GradientRules.Of(node, dy);
            for (var argument = 0; argument < contributions.Length; argument++)
            {
                var to = node.Arguments[argument];
                if (contributions[argument] is { } contribution && relevant.Contains(to))
                {
                    cotangents[to] = cotangents.TryGetValue(to, out var sum) ? sum + contribution : contribution;
                }
            }
        }
        return [.. variables.Select(x => cotangents.TryGetValue(x, out var dx) ? dx : Expr.Fill(0, x.Rows, x.Columns))];
    }

    /// <summary>Forward mode: the product of the Jacobian with a tangent, Jv.</summary>
    /// <param name="variables">The nodes that move.</param>
    /// <param name="tangents">v: how each moves, of its shape.</param>
    /// <returns>The tangent of the output, of its shape.</returns>
    public static Expr Forward(Expr output, ImmutableArray<Expr> variables, ImmutableArray<Expr> tangents)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (variables.Length != tangents.Length)
        {
            throw new ArgumentException(
                $"{variables.Length} variables need as many tangents; {tangents.Length} were given.",
                nameof(tangents)
            );
        }
        var known = new Dictionary<Expr, Expr?>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < variables.Length; i++)
        {
            RequireShape(variables[i], tangents[i], "tangent");
            known[variables[i]] = tangents[i];
        }
        foreach (var node in Graph.Order([output]))
        {
            if (!known.ContainsKey(node))
            {
                known[node] = TangentRules.Of(node, [.. node.Arguments.Select(argument => known[argument])]);
            }
        }
        return known[output] ?? Expr.Fill(0, output.Rows, output.Columns);
    }

    private static void RequireShape(Expr of, Expr given, string what)
    {
        if (given.Rows != of.Rows || given.Columns != of.Columns)
        {
            throw new ArgumentException($"The {what} of {of} needs its shape; it is {given}.", what);
        }
    }

    private static HashSet<Expr> DependentsOf(Expr output, ImmutableArray<Expr> variables)
    {
        var dependents = new HashSet<Expr>(variables, ReferenceEqualityComparer.Instance);
        foreach (var node in Graph.Order([output]))
        {
            if (node.Arguments.Any(dependents.Contains))
            {
                dependents.Add(node);
            }
        }
        return dependents;
    }
}
