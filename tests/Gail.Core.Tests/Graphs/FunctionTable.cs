using System.Collections.Immutable;
using Gail.Graphs;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Core.Tests.Graphs;

/// <summary>Composed functions and whole networks, held to the same laws as the operations.</summary>
internal static class FunctionTable
{
    private const int Observations = 3;
    private const int Hidden = 6;
    private const int Actions = 2;

    internal static ImmutableArray<OperationRow> Rows { get; } =
    [
        .. OperationTable.Unary(null, x => -x, x => -x, name: "Negate"),
        .. OperationTable.Unary(null, x => 1.5 - x, x => 1.5 - x, name: "Number minus node"),
        .. OperationTable.Unary(null, x => x - 1.5, x => x - 1.5, name: "Node minus number"),
        .. OperationTable.Unary(null, x => 1.5 * x, x => 1.5 * x, name: "Number times node"),
        .. OperationTable.Unary(null, Square, x => x * x, name: "Square"),
        .. OperationTable.Unary(
            null,
            x => Tanh(x) * x + Exp(Tanh(x)),
            x => (Math.Tanh(x) * x) + Math.Exp(Math.Tanh(x)),
            name: "Shared node"
        ),
        .. Kinked("LeakyRelu", x => LeakyRelu(x, 0.2), x => x > 0 ? x : 0.2 * x),
        .. Kinked("Relu", x => LeakyRelu(x, 0), x => Math.Max(x, 0)),
        .. Kinked("Clamp below", x => Clamp(x, -0.05, 2), x => Math.Clamp(x, -0.05, 2)),
        .. Kinked("Clamp above", x => Clamp(x, -2, 0.05), x => Math.Clamp(x, -2, 0.05)),
        .. OperationTable.BatchAndFixed(
            null,
            [new(0, 5, 0.1, 1.5, EitherSign: true), new(0, 5, -0.05, 0.05)],
            x => Minimum(x[0], x[1]),
            x => Matrices.Map(x[0], x[1], Math.Min),
            "Minimum"
        ),
        .. OperationTable.BatchAndFixed(
            null,
            [new(0, 5)],
            x => SumAll(x[0]),
            x => Matrices.Make(1, 1, (_, _) => Matrices.Sum(x[0].Length, i => x[0][i])),
            "SumAll"
        ),
        new(
            "MeanRows",
            null,
            [new(0, 5)],
            x => MeanRows(x[0]),
            x => Matrices.Make(1, 5, (_, j) => Matrices.Sum(x[0].Rows, i => x[0][i, j]) / x[0].Rows)
        ),
        new(
            "Network",
            null,
            [new(0, Observations), new(Observations, Hidden), new(1, Hidden), new(Hidden, Actions), new(1, Actions)],
            x => Network(x[0], x[1], x[2], x[3], x[4]),
            x => PlainNetwork(x[0], x[1], x[2], x[3], x[4])
        ),
        new(
            "Negative log-likelihood of a network",
            null,
            [new(0, Observations), new(Observations, Hidden), new(1, Hidden), new(Hidden, Actions), new(1, Actions)],
            x => MeanRows(-SliceColumns(LogSoftmax(Network(x[0], x[1], x[2], x[3], x[4])), 1, 1)),
            x =>
            {
                var logits = PlainNetwork(x[0], x[1], x[2], x[3], x[4]);
                return Matrices.Make(
                    1,
                    1,
                    (_, _) =>
                        Matrices.Sum(logits.Rows, i => Math.Log(1 + Math.Exp(logits[i, 0] - logits[i, 1])))
                        / logits.Rows
                );
            }
        ),
        new(
            "Gradient penalty of a network",
            null,
            [
                new(0, Observations),
                new(Observations, Hidden),
                new(1, Hidden),
                new(Hidden, 1, 0.5, 1.5, EitherSign: true),
            ],
            x => GradientPenalty(x[0], x[1], x[2], x[3]),
            x => PlainGradientPenalty(x[0], x[1], x[2], x[3])
        ),
    ];

    private static IEnumerable<OperationRow> Kinked(string name, Func<Expr, Expr> build, Func<double, double> plain) =>
        OperationTable.Unary(null, build, plain, low: 0.1, high: 1.5, eitherSign: true, name);

    private static Expr Network(Expr x, Expr weight1, Expr bias1, Expr weight2, Expr bias2) =>
        MatMul(Tanh(MatMul(x, weight1) + RepeatRows(bias1, x.Rows)), weight2) + RepeatRows(bias2, x.Rows);

    private static NdArray<double> PlainNetwork(
        NdArray<double> x,
        NdArray<double> weight1,
        NdArray<double> bias1,
        NdArray<double> weight2,
        NdArray<double> bias2
    ) =>
        Matrices.Make(
            x.Rows,
            Actions,
            (i, j) => bias2[0, j] + Matrices.Sum(Hidden, h => PlainHidden(x, weight1, bias1, i, h) * weight2[h, j])
        );

    /// <summary>mean over rows of (|dD/dx| - 1)^2 for D = tanh(x W1 + b1) w2.</summary>
    private static Expr GradientPenalty(Expr x, Expr weight1, Expr bias1, Expr weight2)
    {
        var scores = MatMul(Tanh(MatMul(x, weight1) + RepeatRows(bias1, x.Rows)), weight2);
        var gradient = Differentiate.Gradient(SumAll(scores), [x])[0];
        return MeanRows(Square(Sqrt(SumColumns(Square(gradient))) - 1));
    }

    /// <summary>The same from dD/dx_k = sum over h of W1[k, h] (1 - tanh^2) w2[h].</summary>
    private static NdArray<double> PlainGradientPenalty(
        NdArray<double> x,
        NdArray<double> weight1,
        NdArray<double> bias1,
        NdArray<double> weight2
    )
    {
        var gradient = Matrices.Make(
            x.Rows,
            Observations,
            (i, k) =>
                Matrices.Sum(
                    Hidden,
                    h => weight1[k, h] * (1 - Math.Pow(PlainHidden(x, weight1, bias1, i, h), 2)) * weight2[h, 0]
                )
        );
        double Norm(int i) => Math.Sqrt(Matrices.Sum(Observations, k => gradient[i, k] * gradient[i, k]));
        return Matrices.Make(1, 1, (_, _) => Matrices.Sum(x.Rows, i => Math.Pow(Norm(i) - 1, 2)) / x.Rows);
    }

    private static double PlainHidden(NdArray<double> x, NdArray<double> weight, NdArray<double> bias, int i, int h) =>
        Math.Tanh(bias[0, h] + Matrices.Sum(x.Columns, k => x[i, k] * weight[k, h]));
}
