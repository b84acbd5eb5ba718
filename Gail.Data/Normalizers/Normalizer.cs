using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics.Scaling;
using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace Gail.Data.Normalizers;

/// <summary>
/// How to normalise a column, before its values are known: <see cref="Fit"/> has ML.NET's estimators read them and gives
/// a <see cref="FittedNormalizer"/>, which is applied to any view, saved and loaded. All are affine:
/// (x - centre) / scale, each value of a vector by itself.
/// </summary>
/// <remarks>
/// Demonstrations stay raw on their way to training, where the same scaling must reach expert and policy: that is what
/// <see cref="Gail.Policies.Normalization"/> is for. These are for networks trained elsewhere, for looking at data,
/// and for a scaling handed to <see cref="FittedNormalizer.ToStatistics"/>.
/// </remarks>
public sealed record Normalizer
{
    private Normalizer(NormalizerKind kind, double lower, double upper) => (Kind, Lower, Upper) = (kind, lower, upper);

    /// <summary>Centre the mean, scale the standard deviation (divided by the count): NormalizeMeanVariance.</summary>
    public static Normalizer MeanVariance { get; } = new(NormalizerKind.MeanVariance, 0, 1);

    /// <summary>To [-1, 1]: centre (max + min) / 2, scale (max - min) / 2, from NormalizeMinMax.</summary>
    public static Normalizer MinMax { get; } = new(NormalizerKind.MinMax, 0, 1);

    /// <summary>Centre the median, scale the distance of the quartiles: outliers do not move them.</summary>
    /// <remarks>
    /// <para>
    /// Not by NormalizeRobustScaling: that of ML.NET 5.0.1 divides by half the whole range, whatever quantiles it is given,
    /// so that a single outlier sets the scale. <see cref="NormalizerExtensions.ToFittedNormalizer"/> takes it over all
    /// the same.
    /// </para>
    /// <para>
    /// Exact up to 100,000 values of a column. Of more, quantiles come from a sketch: their rank is off by at most
    /// 0.04 % of the count for a million values, 0.1 % for a thousand million. Values are compared in single precision.
    /// </para>
    /// </remarks>
    public static Normalizer Robust { get; } = RobustBetween(0.25, 0.75);

    /// <summary>How centre and scale are found.</summary>
    public NormalizerKind Kind { get; }

    /// <summary>The share of values below the lower quantile of <see cref="NormalizerKind.Robust"/>.</summary>
    public double Lower { get; }

    /// <summary>The share of values below the upper quantile of <see cref="NormalizerKind.Robust"/>.</summary>
    public double Upper { get; }

    /// <summary><see cref="Robust"/> with the distance of other quantiles for the scale.</summary>
    /// <param name="lower">The share of values below the lower one, 0 or more and below <paramref name="upper"/>.</param>
    /// <param name="upper">The share of values below the upper one, at most 1.</param>
    public static Normalizer RobustBetween(double lower, double upper) =>
        lower >= 0 && lower < upper && upper <= 1
            ? new Normalizer(NormalizerKind.Robust, lower, upper)
            : throw new ArgumentException(
                $"Expected shares from 0 to 1, the lower below the upper, but got {lower} and {upper}.",
                nameof(lower)
            );

    /// <summary>Centre and scale of a column, in one pass; memory does not grow with the rows.</summary>
    /// <remarks>
    /// A value that hardly varies is centred and gets scale 1, by the rule of <see cref="ColumnSpread"/>, whatever ML.NET
    /// does with it. The same rows give the same bits, however they come in batches.
    /// </remarks>
    /// <param name="view">A view of at least one row.</param>
    /// <param name="column">A column of real numbers.</param>
    /// <exception cref="DemonstrationException">
    /// There is no such column, it holds no real numbers or one that is not finite, or there are no rows.
    /// </exception>
    public FittedNormalizer Fit(IDataView view, string column)
    {
        var source = DemonstrationView.Of(view);
        ColumnMaps.RequireReal(source, column);
        var values = new FittedValues(source, column);
        return new FittedNormalizer(column, Kind == NormalizerKind.Robust ? Quantiles(values) : Affine(values))
        {
            Kind = Kind,
            Parts = source.Description[column].Parts,
        };
    }

    private AffineScaling Affine(FittedValues values)
    {
        var transforms = new MLContext().Transforms;
        NormalizingEstimator estimator =
            Kind == NormalizerKind.MinMax
                ? transforms.NormalizeMinMax(FittedValues.Column, maximumExampleCount: long.MaxValue, fixZero: false)
                : transforms.NormalizeMeanVariance(
                    FittedValues.Column,
                    maximumExampleCount: long.MaxValue,
                    fixZero: false,
                    useCdf: false
                );
        var affine = AffineParameters.Of(estimator.Fit(values), FittedValues.Column);
        return Kind == NormalizerKind.MinMax ? affine.Halves(values.First) : affine.Scaling(values.First);
    }

    private AffineScaling Quantiles(FittedValues values)
    {
        var fit = new QuantileFit(values.Width, Lower, Upper);
        foreach (var batch in values.Read([FittedValues.Column]))
        {
            fit.Add(batch.Get<double>(FittedValues.Column).Span);
        }
        return fit.Scaling();
    }
}
