using Gail.Evaluation;

namespace Gail.Core.Tests.Training;

public sealed class ConfidenceIntervalTests
{
    /// <summary>The table that every textbook has.</summary>
    [Theory]
    [InlineData(0.95, 1, 12.706)]
    [InlineData(0.95, 2, 4.303)]
    [InlineData(0.95, 3, 3.182)]
    [InlineData(0.95, 6, 2.447)]
    [InlineData(0.95, 7, 2.365)]
    [InlineData(0.95, 30, 2.042)]
    [InlineData(0.95, 120, 1.980)]
    [InlineData(0.99, 6, 3.707)]
    [InlineData(0.5, 4, 0.741)]
    public void Quantiles_of_student_s_distribution(double probability, int degreesOfFreedom, double quantile)
    {
        var t = StudentDistribution.TwoSidedQuantile(probability, degreesOfFreedom);
        Assert.Equal(quantile, t, 0.0005);
        Assert.Equal(probability, StudentDistribution.TwoSidedProbability(t, degreesOfFreedom), 1e-12);
    }

    [Fact]
    public void Worked_by_hand()
    {
        // Mean 4, sum of squares 26, s^2 = 13, standard error sqrt(13 / 3), t of two degrees 4.30265.
        var interval = ConfidenceInterval.OfMean([1, 3, 8]);
        Assert.Equal(4, interval.Mean, 1e-12);
        Assert.Equal(4 - (4.30265 * Math.Sqrt(13 / 3.0)), interval.Low, 1e-4);
        Assert.Equal(4 + (4.30265 * Math.Sqrt(13 / 3.0)), interval.High, 1e-4);
    }

    [Fact]
    public void Equal_values_leave_no_doubt_and_one_value_leaves_all()
    {
        Assert.Equal(new ConfidenceInterval(200, 200, 200), ConfidenceInterval.OfMean([200, 200, 200]));
        var one = ConfidenceInterval.OfMean([7]);
        Assert.Equal((7, double.NegativeInfinity, double.PositiveInfinity), (one.Mean, one.Low, one.High));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.OfMean([]));
    }

    [Fact]
    public void Bounds_belong_to_it()
    {
        var interval = new ConfidenceInterval(1, 0, 2);
        Assert.True(interval.Contains(0));
        Assert.True(interval.Contains(2));
        Assert.False(interval.Contains(2.1));
        Assert.True(interval.Contains(2.1, tolerance: 0.2));
    }
}
