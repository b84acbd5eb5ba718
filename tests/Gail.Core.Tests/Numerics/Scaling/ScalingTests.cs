using Gail.Numerics;
using Gail.Numerics.Scaling;

namespace Gail.Core.Tests.Numerics.Scaling;

public sealed class ScalingTests
{
    /// <summary>A column that varies, one that never does, one with an outlier.</summary>
    private static readonly NdArray<float> Rows = NdArray.Matrix<float>(
        5,
        3,
        [1, 0.1f, 0, 2, 0.1f, 1, 3, 0.1f, 2, 4, 0.1f, 3, 6, 0.1f, 1000]
    );

    [Fact]
    public void Range_and_quartiles_are_those_worked_out_by_hand()
    {
        var range = Fitted(new RangeFit(3));
        Assert.Equal([3.5, 0.1f, 500], range.Centre.Span.ToArray());
        Assert.Equal([2.5, 1, 500], range.Scale.Span.ToArray());
        var quartiles = Fitted(new QuantileFit(3, 0.25, 0.75));
        Assert.Equal([3, 0.1f, 2], quartiles.Centre.Span.ToArray());
        Assert.Equal([2, 1, 2], quartiles.Scale.Span.ToArray());
    }

    [Fact]
    public void A_column_without_spread_becomes_zeros()
    {
        foreach (ScalingFit fit in (ScalingFit[])[new RangeFit(3), new QuantileFit(3, 0.1, 0.9)])
        {
            for (var i = 0; i < 1000; i++)
            {
                fit.Add(Rows.Span);
            }
            var scaling = fit.Scaling();
            Assert.Equal(1, scaling.Scale[1]);
            Assert.Equal(0, scaling.Apply(Rows)[0, 1], 1e-6f);
        }
    }

    [Fact]
    public void Inverting_gives_the_rows_back()
    {
        foreach (ScalingFit fit in (ScalingFit[])[new RangeFit(3), new QuantileFit(3, 0.25, 0.75)])
        {
            var scaling = Fitted(fit);
            var back = scaling.Invert(scaling.Apply(Rows));
            Assert.All(Enumerable.Range(0, Rows.Length), i => Assert.Equal(Rows[i], back[i], 1e-4f));
        }
        Assert.InRange(Fitted(new RangeFit(3)).Apply(Rows).Values.Max(), 0.999999f, 1.000001f);
    }

    [Fact]
    public void Moments_standardise_as_the_scaling_scales()
    {
        var scaling = new AffineScaling(NdArray.Vector<double>([1, -2, 0]), NdArray.Vector<double>([0.5, 4, 1e-9]));
        var moments = scaling.ToStatistics();
        var rows = NdArray.Matrix<float>(2, 3, [3, 4, 0, -1, 8, 1e-6f]);
        // A scale below the epsilon that standardising adds cannot be told apart from it: 1e-6 / (1e-8 + 1e-6).
        Assert.Equal([4f, 1.5f, 0, -4, 2.5f, (float)(1 / 1.01)], moments.Standardize(rows).Span.ToArray());
        Assert.Equal(1000, scaling.Apply(rows)[5], 1e-2f);
    }

    [Fact]
    public void Impossible_scalings_are_refused()
    {
        NdArray<double> Of(params double[] values) => NdArray.Vector<double>(values);
        Assert.Throws<ArgumentException>(() => new AffineScaling(Of(1, 2), Of(1)));
        Assert.Throws<ArgumentException>(() => new AffineScaling(Of(), Of()));
        Assert.Contains(
            "column 1 is 0",
            Assert.Throws<ArgumentException>(() => new AffineScaling(Of(1, 2), Of(1, 0))).Message
        );
        Assert.Throws<ArgumentException>(() => new AffineScaling(Of(double.NaN), Of(1)));
        Assert.Throws<ArgumentException>(() => new AffineScaling(Of(1), Of(double.PositiveInfinity)));
        Assert.Throws<ArgumentException>(() => new AffineScaling(Of(1), Of(1)).Apply(Rows));
    }

    private static AffineScaling Fitted(ScalingFit fit)
    {
        fit.Add(Rows.Span);
        return fit.Scaling();
    }
}
