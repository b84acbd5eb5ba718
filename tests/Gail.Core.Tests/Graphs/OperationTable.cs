using System.Collections.Immutable;
using Gail.Graphs;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Core.Tests.Graphs;

/// <summary>
/// Every operation, once with the rows of the batch and once with fixed rows where it takes both. A new operation
/// needs a row here; <see cref="OperationLawTests"/> holds it to all the laws.
/// </summary>
internal static class OperationTable
{
    private const int FixedRows = 4;

    internal static ImmutableArray<OperationRow> Rows { get; } =
    [
        .. Unary(Operation.Input, x => x, x => x),
        .. Unary(Operation.Fill, x => x * Fill(2.5, x.Rows, x.Columns), x => 2.5 * x),
        new(
            "InverseBatch",
            Operation.InverseBatch,
            [new(0, 5)],
            x => x[0] * RepeatRows(RepeatColumns(InverseBatch(), 5), RowCount.Batch),
            x => Matrices.Map(x[0], value => value / x[0].Rows)
        ),
        .. Binary(Operation.Add, (x, y) => x + y, (x, y) => x + y),
        .. Binary(Operation.Subtract, (x, y) => x - y, (x, y) => x - y),
        .. Binary(Operation.Multiply, (x, y) => x * y, (x, y) => x * y),
        .. Binary(Operation.Divide, (x, y) => x / y, (x, y) => x / y),
        .. Unary(Operation.Scale, x => x * -1.7, x => -1.7 * x),
        .. Unary(Operation.Shift, x => x + 0.3, x => x + 0.3),
        .. Unary(Operation.Tanh, Tanh, Math.Tanh),
        .. Unary(Operation.Sigmoid, Sigmoid, x => 1 / (1 + Math.Exp(-x))),
        .. Unary(Operation.Softplus, Softplus, x => Math.Log(1 + Math.Exp(x))),
        .. Unary(Operation.Exp, Exp, Math.Exp),
        .. Unary(Operation.Log, Log, Math.Log, low: 0.5, high: 3),
        .. Unary(Operation.Sqrt, Sqrt, Math.Sqrt, low: 0.5, high: 3),
        // Away from the jump, where central differences say what the derivative is.
        .. Unary(Operation.Heaviside, Heaviside, x => x > 0 ? 1 : 0, low: 0.1, high: 1.5, eitherSign: true),
        .. BatchAndFixed(
            Operation.LogSoftmax,
            [new(0, 5, -3, 3)],
            x => LogSoftmax(x[0]),
            x =>
                Matrices.Make(x[0].Rows, 5, (i, j) => x[0][i, j] - Math.Log(Matrices.Sum(5, k => Math.Exp(x[0][i, k]))))
        ),
        .. BatchAndFixed(
            Operation.MatMul,
            [new(0, 6), new(6, 5)],
            x => MatMul(x[0], x[1]),
            x => Matrices.Multiply(x[0], x[1])
        ),
        .. BatchAndFixed(
            Operation.MatMulRightTransposed,
            [new(0, 6), new(5, 6)],
            x => MatMulRightTransposed(x[0], x[1]),
            x => Matrices.Multiply(x[0], Matrices.Transpose(x[1]))
        ),
        .. BatchAndFixed(
            Operation.MatMulLeftTransposed,
            [new(0, 6), new(0, 5)],
            x => MatMulLeftTransposed(x[0], x[1]),
            x => Matrices.Multiply(Matrices.Transpose(x[0]), x[1])
        ),
        .. BatchAndFixed(
            Operation.SumRows,
            [new(0, 5)],
            x => SumRows(x[0]),
            x => Matrices.Make(1, 5, (_, j) => Matrices.Sum(x[0].Rows, i => x[0][i, j]))
        ),
        .. BatchAndFixed(
            Operation.SumColumns,
            [new(0, 5)],
            x => SumColumns(x[0]),
            x => Matrices.Make(x[0].Rows, 1, (i, _) => Matrices.Sum(5, j => x[0][i, j]))
        ),
        .. BatchAndFixed(
            Operation.RepeatRows,
            // The second operand says how many rows there are.
            [new(1, 5), new(0, 5)],
            x => RepeatRows(x[0], x[1].Rows) * x[1],
            x => Matrices.Make(x[1].Rows, 5, (i, j) => x[0][0, j] * x[1][i, j])
        ),
        .. BatchAndFixed(
            Operation.RepeatColumns,
            [new(0, 1)],
            x => RepeatColumns(x[0], 5),
            x => Matrices.Make(x[0].Rows, 5, (i, _) => x[0][i, 0])
        ),
        .. BatchAndFixed(
            Operation.SliceColumns,
            [new(0, 7)],
            x => SliceColumns(x[0], 2, 3),
            x => Matrices.Make(x[0].Rows, 3, (i, j) => x[0][i, j + 2])
        ),
        .. BatchAndFixed(
            Operation.PlaceColumns,
            [new(0, 3)],
            x => PlaceColumns(x[0], 2, 7),
            x => Matrices.Make(x[0].Rows, 7, (i, j) => j is >= 2 and < 5 ? x[0][i, j - 2] : 0)
        ),
        .. BatchAndFixed(
            Operation.Concatenate,
            [new(0, 3), new(0, 1)],
            // One part twice, so that its cotangents add up.
            x => Concatenate(x[0], x[1], x[0]),
            x =>
                Matrices.Make(
                    x[0].Rows,
                    7,
                    (i, j) =>
                        j < 3 ? x[0][i, j]
                        : j == 3 ? x[1][i, 0]
                        : x[0][i, j - 4]
                )
        ),
    ];

    internal static IEnumerable<OperationRow> Unary(
        Operation? operation,
        Func<Expr, Expr> build,
        Func<double, double> plain,
        double low = -1.5,
        double high = 1.5,
        bool eitherSign = false,
        string? name = null
    ) =>
        BatchAndFixed(
            operation,
            [new(0, 5, low, high, eitherSign)],
            x => build(x[0]),
            x => Matrices.Map(x[0], plain),
            name
        );

    /// <summary>The second operand has magnitudes from 0.5, to divide by.</summary>
    private static IEnumerable<OperationRow> Binary(
        Operation operation,
        Func<Expr, Expr, Expr> build,
        Func<double, double, double> plain
    ) =>
        BatchAndFixed(
            operation,
            [new(0, 5), new(0, 5, 0.5, 2, EitherSign: true)],
            x => build(x[0], x[1]),
            x => Matrices.Map(x[0], x[1], plain)
        );

    internal static IEnumerable<OperationRow> BatchAndFixed(
        Operation? operation,
        ImmutableArray<Operand> operands,
        Func<ImmutableArray<Expr>, Expr> build,
        Func<ImmutableArray<NdArray<double>>, NdArray<double>> plain,
        string? name = null
    )
    {
        name ??= $"{operation}";
        yield return new($"{name}, batch", operation, operands, build, plain);
        ImmutableArray<Operand> fixedOperands =
        [
            .. operands.Select(operand => operand.IsBatch ? operand with { Rows = FixedRows } : operand),
        ];
        yield return new($"{name}, fixed", operation, fixedOperands, build, plain);
    }
}
