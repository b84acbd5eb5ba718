using Gail.Core.Tests.Distributions;
using Gail.Core.Tests.Graphs;
using Gail.Environments;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;

namespace Gail.Core.Tests.Policies;

public sealed class TrpoTests
{
    private const int Rows = 6;

    public static TheoryData<string> Families => DistributionGraphs.Names;

    [Theory]
    [MemberData(nameof(Families))]
    public void Fisher_product_is_that_of_the_explicit_matrix(string name)
    {
        var small = new ExplicitFisher(DistributionGraphs.Spaces[name], Rows, seed: 1);
        var matrix = small.Matrix();
        using var problem = Problem(small);
        var key = RandomKey.FromSeed(2);
        for (var i = 0; i < 3; i++)
        {
            var v = Matrices.Random(key.Fold(i), 1, matrix.Rows).Span.ToArray();
            var product = new double[v.Length];
            problem.FisherProduct(v, product);
            AssertClose(Quadratic(matrix, v), product, 2e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Fisher_matrix_is_the_hessian_of_the_mean_divergence(string name)
    {
        var small = new ExplicitFisher(DistributionGraphs.Spaces[name], Rows, seed: 1);
        var family = small.Family;
        var old = Feed<double>.Empty.With("old", small.Distribution);
        var divergence = Expr.MeanRows(
            family.KullbackLeibler(Expr.Input("old", family.ParameterWidth), small.Network.Distribution)
        );
        var matrix = small.Matrix();
        var v = Matrices.Random(RandomKey.FromSeed(3), 1, matrix.Rows).Span.ToArray();

        var hessianProduct = CentralDifferences.Of(h =>
            NdArray.Vector<double>(small.Gradient(divergence, old, [.. v.Select(x => h * x)]))
        );

        AssertClose(Quadratic(matrix, v), hessianProduct.Span.ToArray(), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_step_goes_where_the_explicit_natural_gradient_points(string name)
    {
        var small = new ExplicitFisher(DistributionGraphs.Spaces[name], Rows, seed: 4);
        var options = new TrustRegionOptions
        {
            // So little that the quadratic model holds and the line search accepts at once.
            MaxKl = 1e-5,
            FisherFraction = 1,
            ConjugateGradientSteps = 200,
            ConjugateGradientTolerance = 1e-8,
        };
        var batch = Batch(small);
        var matrix = small.Matrix();
        var damped = Matrices.Make(matrix.Rows, matrix.Rows, (i, j) => matrix[i, j] + (i == j ? 0.1 : 0));
        var gradient = small.Gradient(Objective(small), Inputs(batch));
        var direction = ExplicitFisher.Solve(damped, gradient);
        var scale = Math.Sqrt(2 * options.MaxKl / Dot(direction, gradient));

        var update = new Trpo(small.Network, options).Update(
            new Executor(threads: 2),
            small.Policy,
            batch,
            RandomKey.FromSeed(5)
        );

        var before = ParameterVector.Flatten(small.Parameters);
        var after = ParameterVector.Flatten(update.State.Child("parameters"));
        var expected = direction.Select(d => scale * d).ToArray();
        AssertClose(expected, [.. after.Zip(before, (a, b) => a - b)], 2e-3 * expected.Max(Math.Abs));
        Assert.Equal(1, Metric(update, "policy_accepted"));
        Assert.Equal(0, Metric(update, "policy_backtracks"));
        Assert.InRange(Metric(update, "policy_kl"), 1e-6, 1.1e-5);
        // A linear function's increase is the gradient times the step.
        Assert.Equal(scale * Dot(direction, gradient), Metric(update, "policy_improvement"), 1e-4);
    }

    [Fact]
    public void Only_the_parameters_change_and_the_input_does_not()
    {
        var small = new ExplicitFisher(new DiscreteSpace(3), Rows, seed: 4);
        var before = small.Policy.GetHashCode();

        var update = new Trpo(small.Network, new TrustRegionOptions()).Update(
            Executor.SingleThreaded,
            small.Policy,
            Batch(small),
            RandomKey.FromSeed(5)
        );

        Assert.Equal(before, small.Policy.GetHashCode());
        Assert.Equal(small.Policy.Child("moments"), update.State.Child("moments"));
        Assert.Equal(small.Policy.ToString(), update.State.ToString());
        Assert.NotEqual(small.Policy, update.State);
    }

    [Fact]
    public void Without_advantage_nothing_moves()
    {
        var small = new ExplicitFisher(new DiscreteSpace(3), Rows, seed: 4);
        var batch = Batch(small) with { Advantages = new float[Rows] };

        var update = new Trpo(small.Network, new TrustRegionOptions()).Update(
            Executor.SingleThreaded,
            small.Policy,
            batch,
            RandomKey.FromSeed(5)
        );

        Assert.Equal(small.Policy, update.State);
        Assert.Equal(0, Metric(update, "policy_accepted"));
    }

    private static GraphTrustRegion.Problem Problem(ExplicitFisher small)
    {
        var family = small.Family;
        var now = small.Network.Distribution;
        var graphs = new GraphTrustRegion(
            small.Network.Parameters,
            Expr.MeanRows(Expr.SumColumns(now)),
            Expr.MeanRows(family.KullbackLeibler(Expr.Input("old_distribution", family.ParameterWidth), now)),
            now,
            tangent => family.FisherProduct(now, tangent)
        );
        return graphs.At(
            Executor.SingleThreaded,
            small.Parameters,
            Rows,
            [.. Enumerable.Range(0, Rows)],
            new("observations", small.Observations.Memory),
            new("old_distribution", Matrices.ToSingle(small.Distribution).Memory)
        );
    }

    private static PolicyBatch Batch(ExplicitFisher small)
    {
        var space = small.Network.Action;
        var distribution = Matrices.ToSingle(small.Distribution);
        var action = new float[space.Width];
        var encoded = new float[Rows * space.EncodedWidth];
        for (var row = 0; row < Rows; row++)
        {
            small.Family.Sample(distribution.Row(row), RandomKey.FromSeed(row), action);
            space.Encode(action, encoded.AsSpan(row * space.EncodedWidth, space.EncodedWidth));
        }
        return new PolicyBatch(small.Observations, encoded, distribution, new float[] { 1, -1, 0.5f, 2, -0.3f, -2 });
    }

    /// <summary>mean(p(a|s) / p_old(a|s) A), written anew.</summary>
    private static Expr Objective(ExplicitFisher small)
    {
        var family = small.Family;
        var actions = Expr.Input("actions", family.EncodedWidth);
        var old = family.LogProbability(Expr.Input("old", family.ParameterWidth), actions);
        var ratio = Expr.Exp(family.LogProbability(small.Network.Distribution, actions) - old);
        return Expr.MeanRows(ratio * Expr.Input("advantages", 1));
    }

    private static Feed<double> Inputs(PolicyBatch batch) =>
        Feed<double>
            .Empty.With("actions", Matrices.ToDouble(Column(batch.Actions)))
            .With("old", Matrices.ToDouble(batch.Distribution))
            .With("advantages", Matrices.ToDouble(Column(batch.Advantages)));

    private static NdArray<float> Column(ReadOnlyMemory<float> values) =>
        NdArray.Matrix(Rows, values.Length / Rows, values.Span);

    private static double[] Quadratic(NdArray<double> matrix, double[] v) => Optimizers.Quadratic.Times(matrix, v);

    private static double Dot(double[] x, double[] y) => Optimizers.Quadratic.Dot(x, y);

    private static double Metric(PolicyUpdate update, string name) =>
        update.Metrics.Single(metric => metric.Name == name).Value;

    private static void AssertClose(double[] expected, double[] actual, double bound) =>
        Assert.All(Optimizers.Quadratic.Minus(expected, actual), error => Assert.InRange(error, -bound, bound));
}
