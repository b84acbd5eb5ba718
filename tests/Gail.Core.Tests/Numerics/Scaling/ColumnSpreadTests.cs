using Gail.Numerics;
using Gail.Numerics.Scaling;

namespace Gail.Core.Tests.Numerics.Scaling;

/// <summary>A column that hardly varies is centred and keeps its unit, whatever it was measured with.</summary>
public sealed class ColumnSpreadTests
{
    private static readonly Dictionary<string, Func<float[], Func<float, float>>> Scalings = new()
    {
        ["running moments"] = column => Standardize(NormalizationStatistics.None(1).Update(Column(column))),
        ["range"] = column => Fitted(new RangeFit(1), column),
        ["quartiles"] = column => Fitted(new QuantileFit(1, 0.25, 0.75), column),
        ["range, as moments"] = column => AsMoments(new RangeFit(1), column),
        ["quartiles, as moments"] = column => AsMoments(new QuantileFit(1, 0.25, 0.75), column),
    };

    public static TheoryData<string> Names => [.. Scalings.Keys];

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0.99e-8, 0, true)]
    [InlineData(1.01e-8, 0, false)]
    [InlineData(0.99e-6, 1, true)]
    [InlineData(1.01e-6, -1, false)]
    [InlineData(0.99e-6, -1, true)]
    [InlineData(0.5, 1e6, true)]
    [InlineData(1.5, 1e6, false)]
    [InlineData(double.NaN, 1, false)]
    public void The_rule(double spread, double centre, bool isNone)
    {
        Assert.Equal(isNone, ColumnSpread.IsNone(spread, centre));
        Assert.Equal(isNone ? 1 : spread, ColumnSpread.Divisor(spread, centre));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constant_is_centred_and_not_scaled(string name)
    {
        foreach (var value in (float[])[0, 0.1f, -7, 1e6f])
        {
            var scaling = Scalings[name]([.. Enumerable.Repeat(value, 1000)]);
            Assert.Equal(0, scaling(value), 1e-6f * Math.Max(1, Math.Abs(value)));
            var moved = value + 0.5f;
            Assert.Equal(moved - value, scaling(moved), 1e-6f * Math.Max(1, Math.Abs(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void So_is_one_that_varies_by_the_last_digits(string name)
    {
        var scaling = Scalings[name]([1, 1 + 2.4e-7f, 1, 1 + 2.4e-7f, 1 + 1.2e-7f]);
        Assert.Equal(0.001f, scaling(1.001f), 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_that_varies_by_more_is_scaled(string name)
    {
        var scaling = Scalings[name]([-0.001f, 0.001f, -0.001f, 0.001f, 0]);
        Assert.InRange(scaling(0.001f), 0.4f, 1.2f);
    }

    [Fact]
    public void A_column_is_scaled_once_later_rows_move_it()
    {
        var still = NormalizationStatistics.None(1).Update(Column([2, 2, 2, 2]));
        Assert.Equal(0.5f, Standardize(still)(2.5f));

        var moved = still.Update(Column([1, 3, 1, 3]));

        // Mean 2, variance 4 / 8.
        Assert.Equal(0.5 / (Math.Sqrt(0.5) + NormalizationStatistics.Epsilon), Standardize(moved)(2.5f), 1e-6);
    }

    [Fact]
    public void Unstandardising_is_the_inverse_for_a_constant_too()
    {
        var moments = NormalizationStatistics.None(1).Update(Column([3, 3]));
        Assert.Equal(3.25f, moments.Unstandardize(moments.Standardize(Column([3.25f])))[0]);
    }

    [Fact]
    public void Moments_from_before_the_rule_scale_as_they_did()
    {
        var moments = NormalizationStatistics.None(1).Update(Column([5, 5]));
        var before = StateTree.FromLeaves(moments.ToTree().Leaves.Where(leaf => leaf.Path != "scales_constants"));

        var read = NormalizationStatistics.FromTree(before);

        Assert.True(read.ScalesConstants);
        Assert.Equal(1e6f, read.Standardize(Column([6]))[0], 1f);
        Assert.Equal(before, read.ToTree());
        Assert.True(read.Update(Column([5])).ScalesConstants);
        Assert.False(NormalizationStatistics.FromTree(moments.ToTree()).ScalesConstants);
    }

    [Fact]
    public void Standardised_values_are_clipped_where_asked()
    {
        var moments = NormalizationStatistics.None(1).Update(Column([-1, 1]));
        var rows = Column([0.5f, 100, -100, float.NaN, float.PositiveInfinity]);

        var clipped = moments.Standardize(rows, inputClip: 10);

        Assert.Equal([moments.Standardize(rows)[0], 10, -10, float.NaN, 10], clipped.Span.ToArray());
        Assert.Equal(100, moments.Standardize(rows)[1], 1e-3f);
        Assert.Equal(moments.Standardize(rows), moments.Standardize(rows, inputClip: 0));
    }

    private static NdArray<float> Column(float[] values) => NdArray.Matrix<float>(values.Length, 1, values);

    private static Func<float, float> Standardize(NormalizationStatistics moments) =>
        value => moments.Standardize(Column([value]))[0];

    private static Func<float, float> Fitted(ScalingFit fit, float[] column)
    {
        fit.Add(column);
        var scaling = fit.Scaling();
        return value => scaling.Apply(Column([value]))[0];
    }

    private static Func<float, float> AsMoments(ScalingFit fit, float[] column)
    {
        fit.Add(column);
        return Standardize(fit.Scaling().ToStatistics());
    }
}
