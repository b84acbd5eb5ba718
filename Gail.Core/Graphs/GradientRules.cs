using System.Collections.Immutable;
using static Gail.Graphs.Expr;

namespace Gail.Graphs;

/// <summary>
/// Reverse mode: for every operation y = f(x1, x2, ...) the cotangents of its arguments, given that of its result.
/// They are graphs again, so derivatives of any order follow.
/// </summary>
internal static class GradientRules
{
    /// <summary>The cotangents, one per argument; null where the derivative is zero everywhere.</summary>
    internal static ImmutableArray<Expr?> Of(Expr node, Expr dy)
    {
        var x = node.Arguments.Length > 0 ? node.Arguments[0] : null!;
        var z = node.Arguments.Length > 1 ? node.Arguments[1] : null!;
        return node.Operation switch
        {
            Operation.Input or Operation.Fill or Operation.InverseBatch => [],
            Operation.Add => [dy, dy],
            Operation.Subtract => [dy, -dy],
            Operation.Multiply => [dy * z, dy * x],
            Operation.Divide => [dy / z, -(dy * node / z)],
            Operation.Scale => [dy * node.Number],
            Operation.Shift => [dy],
            Operation.Tanh => [dy * (1 - Square(node))],
            Operation.Sigmoid => [dy * (node * (1 - node))],
            Operation.Softplus => [dy * Sigmoid(x)],
            Operation.Exp => [dy * node],
            Operation.Log => [dy / x],
            Operation.Sqrt => [dy / (node * 2)],
            Operation.Heaviside => [null],
            Operation.LogSoftmax => [dy - (Exp(node) * RepeatColumns(SumColumns(dy), node.Columns))],
            Operation.MatMul => [MatMulRightTransposed(dy, z), MatMulLeftTransposed(x, dy)],
            Operation.MatMulRightTransposed => [MatMul(dy, z), MatMulLeftTransposed(dy, x)],
            Operation.MatMulLeftTransposed => [MatMulRightTransposed(z, dy), MatMul(x, dy)],
            Operation.SumRows => [RepeatRows(dy, x.Rows)],
            Operation.SumColumns => [RepeatColumns(dy, x.Columns)],
            Operation.RepeatRows => [SumRows(dy)],
            Operation.RepeatColumns => [SumColumns(dy)],
            Operation.SliceColumns => [PlaceColumns(dy, node.Start, x.Columns)],
            Operation.PlaceColumns => [SliceColumns(dy, node.Start, x.Columns)],
            Operation.Concatenate => Split(node, dy),
            _ => throw new InvalidOperationException($"{node.Operation} has no gradient rule."),
        };
    }

    private static ImmutableArray<Expr?> Split(Expr node, Expr dy)
    {
        var parts = ImmutableArray.CreateBuilder<Expr?>(node.Arguments.Length);
        var start = 0;
        foreach (var argument in node.Arguments)
        {
            parts.Add(SliceColumns(dy, start, argument.Columns));
            start += argument.Columns;
        }
        return parts.MoveToImmutable();
    }
}
