using Gail.Distributions;
using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Core.Tests.Distributions;

public sealed class ReparameterizationTests
{
    private static readonly Executor Executor = Executor.SingleThreaded;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sample_is_the_same_drawn_or_made_of_the_noise(bool stateDependentDeviation)
    {
        var family = new DiagonalGaussian(2, stateDependentDeviation);
        float[] parameters = [0.3f, -1, 0.1f, -0.7f];
        var key = RandomKey.FromSeed(5);
        var drawn = new float[2];
        family.Sample(parameters, key, drawn);

        var made = Made(family, parameters, [(float)key.Normal(0), (float)key.Normal(1)]);

        Assert.Equal(drawn[0], made[0], 1e-6f);
        Assert.Equal(drawn[1], made[1], 1e-6f);
    }

    [Fact]
    public void Gradients_pass_through_a_sample()
    {
        // a = m + exp(l) x: da/dm = 1, da/dl = exp(l) x.
        var family = new DiagonalGaussian(1);
        var parameters = Expr.Input("parameters", 2);
        var sample = family.Reparameterized(parameters, Expr.Input("noise", 1));
        var slope = Differentiate.Backward(sample, Expr.Fill(1, sample.Rows, 1), [parameters])[0];
        var feed = Feed<float>
            .Empty.With("parameters", NdArray.Matrix<float>(1, 2, [0.5f, -0.4f]))
            .With("noise", NdArray.Matrix<float>(1, 1, [1.5f]));

        var found = Executor.Run(new Graph(new GraphOutput("slope", slope)), feed)["slope"];

        Assert.Equal(1, found[0, 0], 1e-6f);
        Assert.Equal(Math.Exp(-0.4) * 1.5, found[0, 1], 1e-5f);
    }

    [Fact]
    public void The_network_gives_the_deviation_where_it_depends_on_the_state_within_bounds()
    {
        var family = new DiagonalGaussian(1, stateDependentDeviation: true);
        Assert.Equal((2, 0, 2), (family.NetworkWidth, family.FreeWidth, family.ParameterWidth));
        var network = Expr.Input("network", 2);
        var graph = new Graph(new GraphOutput("parameters", family.Parameters(network, network)));
        var rows = NdArray.Matrix<float>(3, 2, [7, -0.5f, 7, 30, 7, -30]);

        var found = Executor.Run(graph, Feed<float>.Empty.With("network", rows))["parameters"];

        Assert.Equal([7, -0.5f, 7, 2, 7, -20], found.Span.ToArray());
    }

    [Fact]
    public void A_product_of_continuous_parts_has_samples_and_one_with_choices_has_not()
    {
        var both = new ProductDistribution([new DiagonalGaussian(1), new DiagonalGaussian(1)]);
        Assert.Equal([3, 2.5f], Made(both, [1, 0, 2, 0], [2, 0.5f]));
        var hybrid = new ProductDistribution([new Categorical(2), new DiagonalGaussian(1)]);
        Assert.Equal(0, hybrid.NoiseWidth);
        var choices = Expr.Input("parameters", 2);
        Assert.Contains(
            "Categorical",
            Assert.Throws<NotSupportedException>(() => new Categorical(2).Reparameterized(choices, choices)).Message
        );
    }

    private static float[] Made(ActionDistribution family, float[] parameters, float[] noise)
    {
        var sample = family.Reparameterized(
            Expr.Input("parameters", family.ParameterWidth),
            Expr.Input("noise", family.NoiseWidth)
        );
        var feed = Feed<float>
            .Empty.With("parameters", NdArray.Matrix<float>(1, parameters.Length, parameters))
            .With("noise", NdArray.Matrix<float>(1, noise.Length, noise));
        return Executor.Run(new Graph(new GraphOutput("sample", sample)), feed)["sample"].Span.ToArray();
    }
}
