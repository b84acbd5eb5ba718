using Gail.Core.Tests.Graphs;
using Gail.Distributions;
using Gail.Environments;
using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Core.Tests.Policies;

/// <summary>
/// A small policy with everything TRPO computes from it written out in double precision: the Jacobian row by row,
/// the metric as a matrix, the Fisher matrix J' M J / N, gradients and divergences.
/// </summary>
internal sealed class ExplicitFisher
{
    private const int ObservationWidth = 3;
    private readonly Feed<double> _feed;

    internal ExplicitFisher(ActionSpace space, int rows, long seed)
    {
        var key = RandomKey.FromSeed(seed);
        Network = new PolicyNetwork(
            ObservationWidth,
            space,
            new PolicyOptions { Hidden = [4], Normalization = Normalization.None }
        );
        // Away from the start, where the output layer is zero.
        var parameters = Network.Init(key, NormalizationStatistics.None(ObservationWidth)).Child("parameters");
        Parameters = StateTree.FromLeaves(
            parameters.Leaves.Select(
                (leaf, i) =>
                    leaf with
                    {
                        Value = Matrices.ToSingle(
                            Matrices.Random(key.Fold(i), leaf.Value.Rows, leaf.Value.Columns, -0.8, 0.8)
                        ),
                    }
            )
        );
        Policy = StateTree
            .Empty.With("parameters", Parameters)
            .With("moments", NormalizationStatistics.None(ObservationWidth).ToTree());
        Observations = Matrices.ToSingle(Matrices.Random(key.Fold(100), rows, ObservationWidth, -2, 2));
        _feed = Parameters.Leaves.Aggregate(
            Feed<double>.Empty.With("observations", Matrices.ToDouble(Observations)),
            (feed, leaf) => feed.With($"parameters/{leaf.Path}", Matrices.ToDouble((NdArray<float>)leaf.Value))
        );
    }

    internal PolicyNetwork Network { get; }

    internal ActionDistribution Family => Network.Family;

    internal StateTree Parameters { get; }

    internal StateTree Policy { get; }

    internal NdArray<float> Observations { get; }

    internal NdArray<double> Distribution => Run(Network.Distribution, _feed);

    /// <summary>J' M J / N.</summary>
    internal NdArray<double> Matrix()
    {
        var jacobian = Jacobian();
        var metric = Metric();
        var rows = Observations.Rows;
        return Matrices.Map(
            Matrices.Multiply(Matrices.Multiply(Matrices.Transpose(jacobian), metric), jacobian),
            value => value / rows
        );
    }

    /// <summary>The gradient by all parameters, in their order, of a scalar at the parameters moved by a step.</summary>
    internal double[] Gradient(Expr scalar, Feed<double> inputs, double[]? step = null) =>
        [
            .. Differentiate
                .Gradient(scalar, Network.Parameters)
                .SelectMany(node => Run(node, Moved(inputs, step)).Span.ToArray()),
        ];

    internal static double[] Solve(NdArray<double> matrix, double[] target)
    {
        // Gauss-Jordan without pivots: the matrices are positive definite.
        var n = target.Length;
        var a = matrix.Span.ToArray();
        var x = target.ToArray();
        for (var pivot = 0; pivot < n; pivot++)
        {
            for (var row = 0; row < n; row++)
            {
                if (row == pivot)
                {
                    continue;
                }
                var factor = a[(row * n) + pivot] / a[(pivot * n) + pivot];
                for (var column = pivot; column < n; column++)
                {
                    a[(row * n) + column] -= factor * a[(pivot * n) + column];
                }
                x[row] -= factor * x[pivot];
            }
        }
        return [.. x.Select((value, i) => value / a[(i * n) + i])];
    }

    /// <summary>One row per number of the output, one column per parameter.</summary>
    private NdArray<double> Jacobian()
    {
        var (rows, width) = (Observations.Rows, Family.ParameterWidth);
        var gradients = Differentiate.Backward(Network.Distribution, Expr.Input("u", width), Network.Parameters);
        var graph = new Graph([.. gradients.Select((node, i) => new GraphOutput($"{i}", node))]);
        var jacobian = Enumerable
            .Range(0, rows * width)
            .Select(at =>
            {
                var u = Matrices.Make(rows, width, (i, j) => (i * width) + j == at ? 1 : 0);
                var result = Executor.SingleThreaded.RunDouble(graph, _feed.With("u", u));
                return graph.Outputs.SelectMany(output => result[output.Name].Span.ToArray()).ToArray();
            })
            .ToList();
        return Matrices.Make(jacobian.Count, jacobian[0].Length, (i, j) => jacobian[i][j]);
    }

    /// <summary>Diagonal: p for log-probabilities, 1 / s^2 for means, 2 for log standard deviations.</summary>
    private NdArray<double> Metric()
    {
        var distribution = Distribution;
        var diagonal = new List<double>();
        for (var row = 0; row < distribution.Rows; row++)
        {
            var at = 0;
            foreach (var part in Network.Action is ProductSpace product ? product.Parts : [Network.Action])
            {
                var own = distribution.Row(row).Slice(at, ActionDistribution.For(part).ParameterWidth).ToArray();
                diagonal.AddRange(
                    part is DiscreteSpace
                        ? own.Select(Math.Exp)
                        : own.Select((_, i) => i < part.Width ? Math.Exp(-2 * own[part.Width + i]) : 2)
                );
                at += own.Length;
            }
        }
        return Matrices.Make(diagonal.Count, diagonal.Count, (i, j) => i == j ? diagonal[i] : 0);
    }

    private Feed<double> Moved(Feed<double> inputs, double[]? step)
    {
        var feed = inputs.Names.Aggregate(_feed, (known, name) => known.With(name, inputs.Find(name)!));
        var at = 0;
        foreach (var leaf in Parameters.Leaves)
        {
            var name = $"parameters/{leaf.Path}";
            var value = feed.Find(name)!;
            var start = at;
            feed = feed.With(
                name,
                Matrices.Make(
                    value.Rows,
                    value.Columns,
                    (i, j) => value[i, j] + (step is null ? 0 : step[start + (i * value.Columns) + j])
                )
            );
            at += value.Length;
        }
        return feed;
    }

    private static NdArray<double> Run(Expr node, Feed<double> feed) =>
        Executor.SingleThreaded.RunDouble(new Graph(new GraphOutput("y", node)), feed)["y"];
}
