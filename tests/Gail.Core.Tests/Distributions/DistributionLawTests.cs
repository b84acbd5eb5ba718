using Gail.Core.Tests.Graphs;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Core.Tests.Distributions;

/// <summary>What holds for every family: checked by sums over choices and integrals over boxes.</summary>
public sealed class DistributionLawTests
{
    private const int Samples = 20_000;

    public static TheoryData<string> Families => DistributionGraphs.Names;

    [Theory]
    [MemberData(nameof(Families))]
    public void Probabilities_integrate_to_1(string name) =>
        ForParameters(name, (graphs, p) => Assert.Equal(1, Integral(graphs, p, p, (_, logP) => 1), 9));

    [Theory]
    [MemberData(nameof(Families))]
    public void Entropy_is_minus_the_mean_log_probability(string name) =>
        ForParameters(
            name,
            (graphs, p) => Assert.Equal(Integral(graphs, p, p, (_, logP) => -logP), graphs.Entropy(p)[0], 9)
        );

    [Theory]
    [MemberData(nameof(Families))]
    public void Divergence_is_the_mean_log_ratio(string name) =>
        ForParameters(
            name,
            (graphs, p) =>
            {
                var q = graphs.Parameters(RandomKey.FromSeed(99), 1);
                var expected = Integral(graphs, p, q, (logQ, logP) => logP - logQ);
                Assert.Equal(expected, graphs.KullbackLeibler(p, q)[0], 8);
            }
        );

    [Theory]
    [MemberData(nameof(Families))]
    public void Metric_is_the_mean_outer_product_of_the_score(string name) =>
        ForParameters(
            name,
            (graphs, p) =>
            {
                var (actions, volumes) = graphs.Grid(p);
                var score = graphs.Score(Repeat(p, actions.Rows), actions);
                var logP = graphs.LogProbability(Repeat(p, actions.Rows), actions);
                var v = graphs.Tangent(RandomKey.FromSeed(5), p);
                var expected = Matrices.Make(
                    1,
                    p.Columns,
                    (_, j) =>
                        Matrices.Sum(
                            actions.Rows,
                            a =>
                                volumes[a]
                                * Math.Exp(logP[a])
                                * score[a, j]
                                * Matrices.Sum(p.Columns, k => score[a, k] * v[k])
                        )
                );
                Matrices.AssertClose(expected, graphs.FisherProduct(p, v), 1e-9);
            }
        );

    [Theory]
    [MemberData(nameof(Families))]
    public void Metric_seen_from_the_network_is_the_hessian_of_the_divergence(string name)
    {
        var graphs = new DistributionGraphs(DistributionGraphs.Spaces[name]);
        var family = graphs.Family;
        var key = RandomKey.FromSeed(21);
        var free = Math.Max(1, family.FreeWidth);
        Expr[] inputs = [Expr.Parameter("network", 1, family.NetworkWidth), Expr.Parameter("free", 1, free)];
        Expr[] tangents = [Expr.Parameter("v0", 1, family.NetworkWidth), Expr.Parameter("v1", 1, free)];
        NdArray<double>[] point =
        [
            Matrices.Random(key.Fold(0), 1, family.NetworkWidth),
            Matrices.Random(key.Fold(1), 1, free),
        ];
        NdArray<double>[] v =
        [
            Matrices.Random(key.Fold(2), 1, family.NetworkWidth),
            Matrices.Random(key.Fold(3), 1, free),
        ];
        var output = family.Parameters(inputs[0], inputs[1]);
        var p = graphs.Parameters(point[0], point[1]);
        var gradient = Differentiate.Gradient(
            family.KullbackLeibler(Expr.Parameter("p", 1, family.ParameterWidth), output),
            [.. inputs]
        );
        var moved = Differentiate.Forward(output, [.. inputs], [.. tangents]);
        var product = Differentiate.Backward(output, family.FisherProduct(output, moved), [.. inputs]);

        for (var i = 0; i < inputs.Length; i++)
        {
            var expected = CentralDifferences.Of(h =>
                DistributionGraphs.Run(
                    gradient[i],
                    ("p", p),
                    ("network", Matrices.Map(point[0], v[0], (x, d) => x + (h * d))),
                    ("free", Matrices.Map(point[1], v[1], (x, d) => x + (h * d)))
                )
            );
            var actual = DistributionGraphs.Run(
                product[i],
                ("network", point[0]),
                ("free", point[1]),
                ("v0", v[0]),
                ("v1", v[1])
            );
            Matrices.AssertClose(expected, actual, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Samples_have_the_entropy_and_the_divergence_on_average(string name) =>
        ForParameters(
            name,
            (graphs, p) =>
            {
                var actions = Draw(graphs, name, p);
                var q = graphs.Parameters(RandomKey.FromSeed(99), 1);
                var logP = graphs.LogProbability(Repeat(p, Samples), actions).Values;
                var logQ = graphs.LogProbability(Repeat(q, Samples), actions).Values;
                AssertMean(graphs.Entropy(p)[0], [.. logP.Select(value => -value)]);
                AssertMean(graphs.KullbackLeibler(p, q)[0], [.. logP.Zip(logQ, (a, b) => a - b)]);
            }
        );

    [Theory]
    [MemberData(nameof(Families))]
    public void Samples_have_the_distribution_s_moments(string name) =>
        ForParameters(
            name,
            (graphs, p) =>
            {
                var drawn = Draw(graphs, name, p);
                var (grid, volumes) = graphs.Grid(p);
                var logP = graphs.LogProbability(Repeat(p, grid.Rows), grid);
                for (var i = 0; i < drawn.Columns; i++)
                {
                    // First moments of one-hot actions are the frequencies; mixed moments show independence.
                    for (var j = i; j < drawn.Columns; j++)
                    {
                        AssertMean(
                            Matrices.Sum(grid.Rows, a => volumes[a] * Math.Exp(logP[a]) * grid[a, i] * grid[a, j]),
                            [.. Enumerable.Range(0, Samples).Select(a => drawn[a, i] * drawn[a, j])]
                        );
                    }
                    AssertMean(
                        Matrices.Sum(grid.Rows, a => volumes[a] * Math.Exp(logP[a]) * grid[a, i]),
                        [.. Enumerable.Range(0, Samples).Select(a => drawn[a, i])]
                    );
                }
            }
        );

    [Theory]
    [MemberData(nameof(Families))]
    public void Mode_is_at_least_as_probable_as_any_other_action(string name) =>
        ForParameters(
            name,
            (graphs, p) =>
            {
                var space = DistributionGraphs.Spaces[name];
                var action = new float[space.Width];
                graphs.Family.Mode(Matrices.ToSingle(p).Span, action);
                var encoded = new float[space.EncodedWidth];
                space.Encode(action, encoded);
                var mode = graphs.LogProbability(
                    p,
                    Matrices.ToDouble(NdArray.Matrix<float>(1, encoded.Length, encoded))
                );
                var (actions, _) = graphs.Grid(p);
                Assert.All(
                    graphs.LogProbability(Repeat(p, actions.Rows), actions).Values,
                    other => Assert.True(other <= mode[0] + 1e-6)
                );
            }
        );

    [Theory]
    [MemberData(nameof(Families))]
    public void The_same_key_draws_the_same_action(string name)
    {
        var graphs = new DistributionGraphs(DistributionGraphs.Spaces[name]);
        var p = Matrices.ToSingle(graphs.Parameters(RandomKey.FromSeed(1), 1));
        var (first, second) = (new float[graphs.Family.ActionWidth], new float[graphs.Family.ActionWidth]);

        graphs.Family.Sample(p.Span, RandomKey.FromSeed(7), first);
        graphs.Family.Sample(p.Span, RandomKey.FromSeed(7), second);

        Assert.Equal(first, second);
    }

    private static void ForParameters(string name, Action<DistributionGraphs, NdArray<double>> check)
    {
        var graphs = new DistributionGraphs(DistributionGraphs.Spaces[name]);
        for (var seed = 0; seed < 3; seed++)
        {
            check(graphs, graphs.Parameters(RandomKey.FromSeed(seed), 1));
        }
    }

    private static NdArray<double> Repeat(NdArray<double> row, int rows) =>
        Matrices.Make(rows, row.Columns, (_, j) => row[j]);

    private static double Integral(
        DistributionGraphs graphs,
        NdArray<double> p,
        NdArray<double> q,
        Func<double, double, double> term
    )
    {
        var (actions, volumes) = graphs.Grid(p);
        var logP = graphs.LogProbability(Repeat(p, actions.Rows), actions);
        var logQ = graphs.LogProbability(Repeat(q, actions.Rows), actions);
        return Matrices.Sum(actions.Rows, a => volumes[a] * Math.Exp(logP[a]) * term(logQ[a], logP[a]));
    }

    private static NdArray<double> Draw(DistributionGraphs graphs, string name, NdArray<double> p)
    {
        var space = DistributionGraphs.Spaces[name];
        var parameters = Matrices.ToSingle(p);
        var key = RandomKey.FromSeed(17);
        var encoded = new float[Samples * space.EncodedWidth];
        var action = new float[space.Width];
        for (var i = 0; i < Samples; i++)
        {
            graphs.Family.Sample(parameters.Span, key.Fold(i), action);
            space.Encode(action, encoded.AsSpan(i * space.EncodedWidth, space.EncodedWidth));
        }
        return Matrices.ToDouble(NdArray.Matrix<float>(Samples, space.EncodedWidth, encoded));
    }

    /// <summary>Within 5 standard errors.</summary>
    private static void AssertMean(double expected, double[] values)
    {
        var mean = values.Average();
        var error = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / values.Length);
        Assert.InRange(mean, expected - (5 * error) - 1e-6, expected + (5 * error) + 1e-6);
    }
}
