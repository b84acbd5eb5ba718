using System.Collections.Immutable;
using static Gail.Graphs.Expr;

namespace Gail.Graphs;

/// <summary>
/// Forward mode: for every operation the tangent of its result, given those of its arguments. The values of the
/// forward pass are reused, which makes Fisher products a third cheaper than differentiating twice.
/// </summary>
internal static class TangentRules
{
    /// <summary>The tangent; null where it is zero. A null among the arguments' tangents means zero as well.</summary>
    internal static Expr? Of(Expr node, ImmutableArray<Expr?> tangents)
    {
        if (tangents.All(tangent => tangent is null))
        {
            return null;
        }
        var x = node.Arguments[0];
        var z = node.Arguments.Length > 1 ? node.Arguments[1] : null!;
        var dx = tangents[0];
        var dz = tangents.Length > 1 ? tangents[1] : null;
        return node.Operation switch
        {
            Operation.Add => Sum(dx, dz),
            Operation.Subtract => Sum(dx, dz is null ? null : -dz),
            Operation.Multiply => Sum(dx is null ? null : dx * z, dz is null ? null : dz * x),
            Operation.Divide => Sum(dx is null ? null : dx / z, dz is null ? null : -(dz * node / z)),
            Operation.Scale => dx! * node.Number,
            Operation.Shift => dx,
            Operation.Tanh => dx! * (1 - Square(node)),
            Operation.Sigmoid => dx! * (node * (1 - node)),
            Operation.Softplus => dx! * Sigmoid(x),
            Operation.Exp => dx! * node,
            Operation.Log => dx! / x,
            Operation.Sqrt => dx! / (node * 2),
            Operation.Heaviside => null,
            Operation.LogSoftmax => dx! - RepeatColumns(SumColumns(Exp(node) * dx!), node.Columns),
            Operation.MatMul => Sum(dx is null ? null : MatMul(dx, z), dz is null ? null : MatMul(x, dz)),
            Operation.MatMulRightTransposed => Sum(
                dx is null ? null : MatMulRightTransposed(dx, z),
                dz is null ? null : MatMulRightTransposed(x, dz)
            ),
            Operation.MatMulLeftTransposed => Sum(
                dx is null ? null : MatMulLeftTransposed(dx, z),
                dz is null ? null : MatMulLeftTransposed(x, dz)
            ),
            Operation.SumRows => SumRows(dx!),
            Operation.SumColumns => SumColumns(dx!),
            Operation.RepeatRows => RepeatRows(dx!, node.Rows),
            Operation.RepeatColumns => RepeatColumns(dx!, node.Columns),
            Operation.SliceColumns => SliceColumns(dx!, node.Start, node.Columns),
            Operation.PlaceColumns => PlaceColumns(dx!, node.Start, node.Columns),
            Operation.Concatenate => Concatenate([
                .. node.Arguments.Zip(tangents, (part, tangent) => tangent ?? Fill(0, part.Rows, part.Columns)),
            ]),
            _ => throw new InvalidOperationException($"{node.Operation} has no tangent rule."),
        };
    }

    private static Expr? Sum(Expr? left, Expr? right) =>
        left is null ? right
        : right is null ? left
        : left + right;
}
