using System.Collections.Immutable;

namespace Gail.Graphs;

/// <summary>The shape of every operation's result, and the check of its arguments.</summary>
internal static class ShapeRules
{
    internal static (RowCount Rows, int Columns) Infer(
        Operation operation,
        ImmutableArray<Expr> arguments,
        Expr.Attributes attributes
    )
    {
        var one = RowCount.Fixed(1);
        var x = arguments.Length > 0 ? arguments[0] : null!;
        var y = arguments.Length > 1 ? arguments[1] : null!;
        switch (operation)
        {
            case Operation.Input or Operation.Fill:
                Require(attributes.Columns >= 1, operation, arguments, "needs at least one column");
                return (attributes.Rows, attributes.Columns);
            case Operation.InverseBatch:
                return (one, 1);
            case Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide:
                Require(x.Rows == y.Rows && x.Columns == y.Columns, operation, arguments, "needs equal shapes");
                return (x.Rows, x.Columns);
            case Operation.Scale
            or Operation.Shift
            or Operation.Tanh
            or Operation.Sigmoid
            or Operation.Softplus
            or Operation.Exp
            or Operation.Log
            or Operation.Sqrt
            or Operation.Heaviside
            or Operation.LogSoftmax:
                return (x.Rows, x.Columns);
            case Operation.MatMul:
                Require(!y.Rows.IsBatch, operation, arguments, "needs a right factor of fixed rows");
                Require(y.Rows == RowCount.Fixed(x.Columns), operation, arguments, "needs matching inner extents");
                return (x.Rows, y.Columns);
            case Operation.MatMulRightTransposed:
                Require(!y.Rows.IsBatch, operation, arguments, "needs a right factor of fixed rows");
                Require(x.Columns == y.Columns, operation, arguments, "needs equal columns");
                return (x.Rows, y.Rows.Resolve(0));
            case Operation.MatMulLeftTransposed:
                Require(x.Rows == y.Rows, operation, arguments, "needs equal rows");
                return (RowCount.Fixed(x.Columns), y.Columns);
            case Operation.SumRows:
                return (one, x.Columns);
            case Operation.SumColumns:
                return (x.Rows, 1);
            case Operation.RepeatRows:
                Require(x.Rows == one, operation, arguments, "needs a single row");
                return (attributes.Rows, x.Columns);
            case Operation.RepeatColumns:
                Require(x.Columns == 1, operation, arguments, "needs a single column");
                Require(attributes.Columns >= 1, operation, arguments, "needs at least one column to result");
                return (x.Rows, attributes.Columns);
            case Operation.SliceColumns:
                Require(attributes.Columns >= 1, operation, arguments, "needs at least one column to take");
                Require(
                    attributes.Start >= 0 && attributes.Start + attributes.Columns <= x.Columns,
                    operation,
                    arguments,
                    $"needs columns {attributes.Start} to {attributes.Start + attributes.Columns - 1}"
                );
                return (x.Rows, attributes.Columns);
            case Operation.PlaceColumns:
                Require(
                    attributes.Start >= 0 && attributes.Start + x.Columns <= attributes.Columns,
                    operation,
                    arguments,
                    $"does not fit at column {attributes.Start} of {attributes.Columns}"
                );
                return (x.Rows, attributes.Columns);
            case Operation.Concatenate:
                Require(!arguments.IsEmpty, operation, arguments, "needs at least one part");
                Require(arguments.All(part => part.Rows == x.Rows), operation, arguments, "needs equal rows");
                return (x.Rows, arguments.Sum(part => part.Columns));
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation, "There is no shape rule for it.");
        }
    }

    private static void Require(bool holds, Operation operation, ImmutableArray<Expr> arguments, string need)
    {
        if (!holds)
        {
            var given = arguments.IsEmpty ? "none" : string.Join(" and ", arguments);
            throw new ArgumentException($"{operation} {need}; it was given {given}.");
        }
    }
}
