using Gail.Core.Tests.Graphs;
using Gail.Numerics;

namespace Gail.Core.Tests.Optimizers;

public sealed class ConjugateGradientTests
{
    [Fact]
    public void Stops_at_the_tolerance()
    {
        var products = 0;
        var a = Quadratic.PositiveDefinite(RandomKey.FromSeed(1), 30);
        var b = Matrices.Random(RandomKey.FromSeed(2), 1, 30).Span.ToArray();

        var x = OnArrays.Solve(
            v =>
            {
                products++;
                return Quadratic.Times(a, v);
            },
            b,
            30,
            0.01
        );

        var residual = Quadratic.Minus(b, Quadratic.Times(a, x));
        Assert.InRange(products, 2, 12);
        Assert.InRange(Math.Sqrt(Quadratic.Dot(residual, residual) / Quadratic.Dot(b, b)), 1e-6, 0.01);
    }

    [Fact]
    public void One_step_suffices_where_all_directions_are_alike()
    {
        var products = 0;
        var x = OnArrays.Solve(
            v =>
            {
                products++;
                return [.. v.Select(value => 4 * value)];
            },
            [4, -8, 2],
            10,
            1e-12
        );
        Assert.Equal([1, -2, 0.5], x);
        Assert.Equal(1, products);
    }

    [Fact]
    public void Zero_is_solved_by_zero_without_a_product() =>
        Assert.Equal([0, 0], OnArrays.Solve(_ => throw new InvalidOperationException(), [0, 0], 10, 1e-10));

    [Fact]
    public void No_steps_give_zero() => Assert.Equal([0, 0], OnArrays.Solve(v => v, [1, 1], 0, 1e-10));

    [Fact]
    public void A_matrix_that_is_not_positive_definite_gives_finite_numbers()
    {
        var x = OnArrays.Solve(v => [v[0], -v[1]], [1, 2], 10, 1e-10);
        Assert.All(x, value => Assert.True(double.IsFinite(value)));
    }
}
