using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using Gail.Optimizers;

namespace Gail.Core.Tests.Optimizers;

public sealed class TrustRegionTests
{
    private static readonly TrustRegionOptions Exact = new() { Damping = 0, ConjugateGradientTolerance = 1e-12 };

    [Fact]
    public void The_full_step_is_the_natural_gradient_up_to_the_limit()
    {
        // Gradient (1, 2), metric diag(1, 4): direction (1, 1/2) with s'Fs / 2 = 1, so the step is 0.1 of it.
        var problem = new Quadratic([0, 0], [10, 20], Quadratic.Diagonal(0.1, 0.1), Quadratic.Diagonal(1, 4));

        var step = OnArrays.Step(Exact, problem);

        Assert.True(step.Accepted);
        Assert.Equal(0, step.Backtracks);
        Assert.Equal(0.01, step.Kl, 7);
        Assert.Equal(0.1, step.Point[0], 6);
        Assert.Equal(0.05, step.Point[1], 6);
        Assert.Equal(problem.From(step.Point).Objective - problem.Objective, step.Improvement, 12);
    }

    [Fact]
    public void Damping_adds_to_the_metric()
    {
        // Metric 1 + 3: direction 1/4, curvature 1/8, so the scale is sqrt(0.01 * 8) and the step 0.0707.
        var problem = new Quadratic([0], [10], Quadratic.Diagonal(0.1), Quadratic.Diagonal(1));

        var step = OnArrays.Step(Exact with { Damping = 3 }, problem);

        Assert.Equal(Math.Sqrt(0.08) / 4, step.Point[0], 6);
    }

    [Fact]
    public void The_line_search_shrinks_until_the_divergence_fits()
    {
        // The true divergence is 30 times the promised one: 0.3, 0.075, 0.01875, and 0.02 is allowed.
        var problem = new Quadratic([0, 0], [10, 20], Quadratic.Diagonal(0.1, 0.1), Quadratic.Diagonal(1, 4))
        {
            KlFactor = 30,
        };

        var step = OnArrays.Step(Exact, problem);

        Assert.True(step.Accepted);
        Assert.Equal(2, step.Backtracks);
        Assert.Equal(0.01875, step.Kl, 6);
        Assert.Equal(0.025, step.Point[0], 6);
    }

    [Fact]
    public void The_line_search_shrinks_until_the_objective_improves()
    {
        // The best point is 0.01 and the full step 0.1: there, at 0.05 and at 0.025 it is worse than at the start.
        var problem = new Quadratic([0], [0.01], Quadratic.Diagonal(1), Quadratic.Diagonal(2));

        var step = OnArrays.Step(Exact, problem);

        Assert.Equal(3, step.Backtracks);
        Assert.Equal(0.0125, step.Point[0], 6);
        Assert.True(step.Improvement > 0);
    }

    [Fact]
    public void A_step_must_reach_its_share_of_the_promise()
    {
        // The full step ends at the best point: 1/2 of the promise; half of it keeps 3/4, a quarter 7/8.
        var problem = new Quadratic([0], [0.1], Quadratic.Diagonal(1), Quadratic.Diagonal(2));

        Assert.Equal(0, OnArrays.Step(Exact with { AcceptRatio = 0.49 }, problem).Backtracks);
        Assert.Equal(1, OnArrays.Step(Exact with { AcceptRatio = 0.51 }, problem).Backtracks);
        Assert.Equal(2, OnArrays.Step(Exact with { AcceptRatio = 0.76 }, problem).Backtracks);
    }

    [Fact]
    public void A_failing_search_leaves_the_point()
    {
        var problem = new Quadratic([3, 4], [10, 20], Quadratic.Diagonal(0.1, 0.1), Quadratic.Diagonal(1, 4))
        {
            KlFactor = 1e9,
        };

        var step = OnArrays.Step(Exact, problem);

        Assert.False(step.Accepted);
        Assert.Equal([3, 4], step.Point);
        Assert.Equal((0.0, 0.0, 10), (step.Improvement, step.Kl, step.Backtracks));
        Assert.Equal(11, problem.Evaluations);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_divergence_that_is_no_number_is_refused(double kl)
    {
        var problem = new Quadratic([3], [10], Quadratic.Diagonal(0.1), Quadratic.Diagonal(1)) { KlFactor = kl };

        var step = OnArrays.Step(Exact, problem);

        Assert.False(step.Accepted);
        Assert.Equal([3], step.Point);
    }

    [Fact]
    public void Gradients_that_are_no_numbers_leave_the_point()
    {
        var problem = new Quadratic([3], [double.NaN], Quadratic.Diagonal(0.1), Quadratic.Diagonal(1));

        Assert.Equal([3], OnArrays.Step(Exact, problem).Point);
    }

    [Fact]
    public void No_gradient_takes_no_step_and_no_product()
    {
        var problem = new Quadratic([3, 4], [3, 4], Quadratic.Diagonal(1, 1), Quadratic.Diagonal(1, 1));

        var step = OnArrays.Step(Exact, problem);

        Assert.False(step.Accepted);
        Assert.Equal([3, 4], step.Point);
        Assert.Equal((0, 0), (problem.FisherProducts, problem.Evaluations));
    }

    [Fact]
    public void Fisher_rows_are_the_stated_share_of_the_batch()
    {
        var key = RandomKey.FromSeed(1);

        int[] Draw(double fraction, int rows)
        {
            var options = new TrustRegionOptions { FisherFraction = fraction };
            using var drawn = FisherRows.Draw(Executor.SingleThreaded, options, rows, key);
            return drawn.Span.ToArray();
        }

        Assert.Equal(Enumerable.Range(0, 50), Draw(1, 50));
        Assert.Equal(5, Draw(0.1, 50).Length);
        Assert.Single(Draw(0.1, 3));
        Assert.Equal(key.Choices(500, 5_000), Draw(0.1, 5_000));
    }

    [Fact]
    public void A_linear_model_s_fisher_product_is_that_of_its_inputs()
    {
        // y = x w: the mean of 2 x^2 over the rows times v. Nothing but inputs could be kept from product to product.
        var x = Expr.Input("x", 1);
        var w = Expr.Parameter("parameters/w", 1, 1);
        var y = Expr.MatMul(x, w);
        var region = new GraphTrustRegion(
            [w],
            -Expr.MeanRows(Expr.Square(y - Expr.Input("t", 1))),
            Expr.MeanRows(Expr.Square(y - Expr.Input("old", 1))),
            y,
            tangent => tangent * 2
        );
        var rows = new float[] { 2, 4 };
        var start = StateTree.Empty.With("w", NdArray.Zeros<float>(new Shape(1, 1)));
        using var problem = region.At(
            Executor.SingleThreaded,
            start,
            rows.Length,
            [0, 1],
            new("x", rows),
            new("t", rows),
            new("old", rows)
        );
        var product = new double[1];
        problem.FisherProduct([1.0], product);
        Assert.Equal(20.0, product[0]);
    }

    [Fact]
    public void The_limit_halves_when_it_says_and_goes_on_shrinking()
    {
        var options = new TrustRegionOptions { MaxKl = 0.03, MaxKlHalving = 30 };
        Assert.Equal(0.03, options.After(0).MaxKl, 1e-15);
        Assert.Equal(0.015, options.After(30).MaxKl, 1e-15);
        Assert.Equal(0.01, options.After(60).MaxKl, 1e-15);
        var state = UpdateCount.Init(options, StateTree.Empty);
        Assert.Equal(0.03 * 30 / 31, UpdateCount.Now(options, UpdateCount.Next(options, state)).MaxKl, 1e-15);
        Assert.Same(StateTree.Empty, UpdateCount.Init(new TrustRegionOptions(), StateTree.Empty));
    }
}
