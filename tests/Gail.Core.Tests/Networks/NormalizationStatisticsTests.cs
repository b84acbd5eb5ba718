using Gail.Core.Tests.Graphs;
using Gail.Numerics;

namespace Gail.Core.Tests.Networks;

public sealed class NormalizationStatisticsTests
{
    [Fact]
    public void Moments_of_two_batches_worked_by_hand()
    {
        var moments = NormalizationStatistics
            .None(2)
            .Update(NdArray.Matrix<float>(2, 2, [1, 10, 3, 10]))
            .Update(NdArray.Matrix<float>(1, 2, [8, 13]));

        Assert.Equal(3, moments.Count);
        Assert.Equal([4, 11], moments.Mean.Span.ToArray());
        // 9 + 1 + 16 and 1 + 1 + 4.
        Assert.Equal([26, 6], moments.SquaredDeviations.Span.ToArray());
        Assert.Equal(Math.Sqrt(26.0 / 3), moments.StandardDeviation(0), 15);
    }

    [Fact]
    public void A_large_mean_does_not_cancel_the_variance()
    {
        // 1e6 and 1e6 + 1: the difference of mean square and squared mean would have lost four digits.
        var half = NdArray.Matrix<float>(2, 1, [1_000_000, 1_000_001]);
        var moments = Enumerable
            .Repeat(half, 500)
            .Aggregate(NormalizationStatistics.None(1), (known, x) => known.Update(x));

        Assert.Equal(0.5, moments.StandardDeviation(0), 12);
    }

    [Fact]
    public void Standardised_rows_have_mean_0_and_deviation_1()
    {
        var rows = Draw(RandomKey.FromSeed(3), 400);
        var standardized = NormalizationStatistics.None(3).Update(rows).Standardize(rows);
        var again = NormalizationStatistics.None(3).Update(standardized);

        for (var column = 0; column < 3; column++)
        {
            Assert.Equal(0, again.Mean[column], 5);
            Assert.Equal(1, again.StandardDeviation(column), 5);
        }
    }

    [Fact]
    public void Epsilon_is_added_to_the_standard_deviation()
    {
        // Mean 0, deviation 1e-6.
        var moments = NormalizationStatistics.None(1).Update(NdArray.Matrix<float>(2, 1, [-1e-6f, 1e-6f]));

        Assert.Equal(1e-6, moments.StandardDeviation(0), 1e-12);
        Assert.Equal(0f, moments.Standardize(NdArray.Matrix<float>(1, 1, [0]))[0]);
        Assert.Equal(0.5f / 1e-6f, moments.Standardize(NdArray.Matrix<float>(1, 1, [1]))[0], 1f);
    }

    [Fact]
    public void Moments_of_no_rows_leave_values_as_they_are()
    {
        var rows = Draw(RandomKey.FromSeed(1), 5);
        var none = NormalizationStatistics.None(3);

        Assert.Same(rows, none.Standardize(rows));
        Assert.Same(rows, none.Unstandardize(rows));
        Assert.Equal(1, none.StandardDeviation(2));
        Assert.Same(none, none.Update(NdArray.Zeros<float>(new Shape(0, 3))));
    }

    [Fact]
    public void Update_leaves_the_earlier_moments_as_they_were()
    {
        var before = NormalizationStatistics.None(3).Update(Draw(RandomKey.FromSeed(1), 5));
        var copy = before.ToTree();

        before.Update(Draw(RandomKey.FromSeed(2), 7));

        Assert.Equal(copy, before.ToTree());
    }

    [Fact]
    public void Rows_of_another_width_are_refused()
    {
        var moments = NormalizationStatistics.None(3).Update(Draw(RandomKey.FromSeed(1), 5));
        var rows = NdArray.Zeros<float>(new Shape(4, 2));

        foreach (var use in (Action[])[() => moments.Update(rows), () => moments.Standardize(rows)])
        {
            var message = Assert.Throws<ArgumentException>("rows", use).Message;
            Assert.Contains("3 columns", message);
            Assert.Contains("[4, 2]", message);
        }
    }

    /// <summary>Three columns of different centre and spread.</summary>
    private static NdArray<float> Draw(RandomKey key, int rows) =>
        Matrices.ToSingle(
            Matrices.Make(rows, 3, (i, j) => (j * 100) + ((1 + (10 * j)) * key.Normal((ulong)((i * 3) + j))))
        );
}
