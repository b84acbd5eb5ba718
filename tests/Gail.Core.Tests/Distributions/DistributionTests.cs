using Gail.Core.Tests.Graphs;
using Gail.Distributions;
using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Distributions;

/// <summary>Each family's formulas with numbers worked by hand, and the product as the sum of its parts.</summary>
public sealed class DistributionTests
{
    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    [Fact]
    public void Gaussian_worked_by_hand()
    {
        var graphs = new DistributionGraphs(BoxSpace.Uniform(2, -1, 1));
        // Means 1 and -1, deviations 1 and 2.
        var p = Row(1, -1, 0, Math.Log(2));
        var q = Row(0, -1, 0, 0);

        // (2 - 1)^2 / 2 + 0 + 2^2 / (2 * 4) + log 2.
        Assert.Equal(-0.5 - 0.5 - Math.Log(2) - LogTwoPi, graphs.LogProbability(p, Row(2, 1))[0], 12);
        Assert.Equal(1 + LogTwoPi + Math.Log(2), graphs.Entropy(p)[0], 12);
        // 1/2 from the means; log(1/2) + 4/2 - 1/2 from the deviations.
        Assert.Equal(0.5 + 1.5 - Math.Log(2), graphs.KullbackLeibler(p, q)[0], 12);
        Assert.Equal([1, 0.25, 2, 2], graphs.FisherProduct(p, Row(1, 1, 1, 1)).Values, new Within(1e-12));
    }

    [Fact]
    public void Categorical_worked_by_hand()
    {
        var graphs = new DistributionGraphs(new DiscreteSpace(3));
        var p = Row(Math.Log(0.5), Math.Log(0.25), Math.Log(0.25));
        var q = Row(Math.Log(0.25), Math.Log(0.5), Math.Log(0.25));

        Assert.Equal(Math.Log(0.25), graphs.LogProbability(p, Row(0, 1, 0))[0], 12);
        Assert.Equal(1.5 * Math.Log(2), graphs.Entropy(p)[0], 12);
        // 0.5 log 2 - 0.25 log 2.
        Assert.Equal(0.25 * Math.Log(2), graphs.KullbackLeibler(p, q)[0], 12);
        Assert.Equal([0.5, 0.5, 0.75], graphs.FisherProduct(p, Row(1, 2, 3)).Values, new Within(1e-12));
    }

    [Fact]
    public void Logits_become_log_probabilities_whatever_is_added_to_all()
    {
        var graphs = new DistributionGraphs(new DiscreteSpace(3));
        var free = Row(0);

        var p = graphs.Parameters(Row(1, 2, 3), free);

        Assert.Equal(1, p.Values.Sum(Math.Exp), 12);
        Assert.Equal(p.Values, graphs.Parameters(Row(1001, 1002, 1003), free).Values, new Within(1e-12));
    }

    [Fact]
    public void Every_row_has_the_same_log_deviations()
    {
        var graphs = new DistributionGraphs(BoxSpace.Uniform(1, -1, 1));

        var p = graphs.Parameters(NdArray.Matrix<double>(2, 1, [3, 4]), Row(-0.5));

        Assert.Equal([3, -0.5, 4, -0.5], p.Span.ToArray());
    }

    [Theory]
    [InlineData("multi-discrete")]
    [InlineData("hybrid")]
    [InlineData("hybrid, box first")]
    public void Product_is_the_sum_of_its_parts(string name)
    {
        var space = (ProductSpace)DistributionGraphs.Spaces[name];
        var graphs = new DistributionGraphs(space);
        var (p, q) = (graphs.Parameters(RandomKey.FromSeed(1), 6), graphs.Parameters(RandomKey.FromSeed(2), 6));
        var v = Matrices.Random(RandomKey.FromSeed(3), 6, p.Columns);
        var actions = Actions(space, 6);
        var parts = space.Parts.Select(part => new DistributionGraphs(part)).ToList();
        var (logProbability, entropy, divergence) = (new double[6], new double[6], new double[6]);
        var (parameterStart, actionStart) = (0, 0);
        foreach (var part in parts)
        {
            NdArray<double> Own(NdArray<double> all) =>
                Matrices.Make(6, part.Family.ParameterWidth, (i, j) => all[i, parameterStart + j]);
            var acted = Matrices.Make(6, part.Family.EncodedWidth, (i, j) => actions[i, actionStart + j]);
            Add(logProbability, part.LogProbability(Own(p), acted));
            Add(entropy, part.Entropy(Own(p)));
            Add(divergence, part.KullbackLeibler(Own(p), Own(q)));
            Assert.Equal(
                part.FisherProduct(Own(p), Own(v)).Values,
                Own(graphs.FisherProduct(p, v)).Values,
                new Within(1e-12)
            );
            parameterStart += part.Family.ParameterWidth;
            actionStart += part.Family.EncodedWidth;
        }

        Assert.Equal(logProbability, graphs.LogProbability(p, actions).Values, new Within(1e-12));
        Assert.Equal(entropy, graphs.Entropy(p).Values, new Within(1e-12));
        Assert.Equal(divergence, graphs.KullbackLeibler(p, q).Values, new Within(1e-12));
    }

    [Fact]
    public void Family_suits_the_space()
    {
        var hybrid = ActionDistribution.For(new ProductSpace([new DiscreteSpace(3), BoxSpace.Uniform(2, -1, 1)]));

        Assert.IsType<Categorical>(ActionDistribution.For(new DiscreteSpace(3)));
        Assert.IsType<DiagonalGaussian>(ActionDistribution.For(BoxSpace.Uniform(2, -1, 1)));
        Assert.IsType<ProductDistribution>(hybrid);
        Assert.Equal(
            (5, 2, 7, 5, 3),
            (hybrid.NetworkWidth, hybrid.FreeWidth, hybrid.ParameterWidth, hybrid.EncodedWidth, hybrid.ActionWidth)
        );
    }

    [Fact]
    public void A_choice_without_probability_is_never_drawn()
    {
        var categorical = new Categorical(3);
        float[] p = [-200, MathF.Log(0.5f), MathF.Log(0.5f)];
        var action = new float[1];
        for (var i = 0; i < 2_000; i++)
        {
            categorical.Sample(p, RandomKey.FromSeed(i), action);
            Assert.InRange(action[0], 1, 2);
        }
    }

    [Fact]
    public void Mode_takes_the_first_of_equal_choices_and_the_mean()
    {
        var hybrid = ActionDistribution.For(DistributionGraphs.Spaces["hybrid"]);
        var action = new float[2];

        hybrid.Mode([-2, -0.7f, -0.7f, 0.3f, 5], action);

        Assert.Equal([1, 0.3f], action);
    }

    private static NdArray<double> Actions(ActionSpace space, int rows)
    {
        var encoded = new float[rows * space.EncodedWidth];
        for (var row = 0; row < rows; row++)
        {
            var action = ((ProductSpace)space)
                .Parts.Select(part => part is DiscreteSpace discrete ? row % discrete.Count : row - 2.5f)
                .ToArray();
            space.Encode(action, encoded.AsSpan(row * space.EncodedWidth, space.EncodedWidth));
        }
        return Matrices.ToDouble(NdArray.Matrix<float>(rows, space.EncodedWidth, encoded));
    }

    private static void Add(double[] sum, NdArray<double> terms)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += terms[i];
        }
    }

    private static NdArray<double> Row(params double[] values) => NdArray.Matrix<double>(1, values.Length, values);

    private sealed class Within(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}
