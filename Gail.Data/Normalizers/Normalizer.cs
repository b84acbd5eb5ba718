using System.Globalization;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics.Scaling;

namespace Gail.Data.Normalizers;

/// <summary>
/// How to normalise a column, before its values are known: <see cref="Fit"/> reads them and gives a
/// <see cref="FittedNormalizer"/>, which is applied to any view, saved and loaded. All are affine:
/// (x - centre) / scale, each value of a vector by itself.
/// </summary>
/// <remarks>
/// Demonstrations stay raw on their way to training, where the same scaling must reach expert and policy: that is what
/// <see cref="Gail.Policies.Normalization"/> is for. These are for networks trained elsewhere, for looking at data,
/// and for a scaling handed to <see cref="FittedNormalizer.ToMoments"/>.
/// </remarks>
public sealed record Normalizer
{
    private Normalizer(NormalizerKind kind, double lower, double upper) => (Kind, Lower, Upper) = (kind, lower, upper);

    /// <summary>Centre the mean, scale the standard deviation (divided by the count).</summary>
    public static Normalizer MeanVariance { get; } = new(NormalizerKind.MeanVariance, 0, 1);

    /// <summary>To [-1, 1]: centre (max + min) / 2, scale (max - min) / 2.</summary>
    public static Normalizer MinMax { get; } = new(NormalizerKind.MinMax, 0, 1);

    /// <summary>Centre the median, scale the distance of the quartiles: outliers do not move them.</summary>
    /// <remarks>
    /// Exact up to 100,000 values of a column. Of more, quantiles come from a sketch: their rank is off by at most
    /// 0.04 % of the count for a million values, 0.1 % for a thousand million. Values are compared in single precision.
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
    /// A value that hardly varies gets scale 1, by the rule of <see cref="ColumnSpread"/>; with <see cref="Robust"/> one
    /// whose quantiles coincide.
    /// The same rows give the same bits, however they come in batches.
    /// </remarks>
    /// <param name="view">A view of at least one row.</param>
    /// <param name="column">A column of real numbers.</param>
    /// <exception cref="DemonstrationException">
    /// There is no such column, it holds no real numbers or one that is not finite, or there are no rows.
    /// </exception>
    public FittedNormalizer Fit(IDemonstrationView view, string column)
    {
        ArgumentNullException.ThrowIfNull(view);
        ColumnMaps.RequireReal(view, column);
        var found = view.Schema[column];
        var width = found.Width ?? 1;
        ScalingFit fit = Kind switch
        {
            NormalizerKind.MinMax => new RangeFit(width),
            NormalizerKind.Robust => new QuantileFit(width, Lower, Upper),
            _ => new MomentFit(width),
        };
        foreach (var batch in view.InBlocks([column]))
        {
            var values = ColumnMaps.Doubles(batch[column]);
            var bad = Array.FindIndex(values, value => !double.IsFinite(value));
            if (bad >= 0)
            {
                throw EpisodePasses.Fail(
                    view,
                    column,
                    $"row {fit.Count + (bad / width)} holds {values[bad].ToString(CultureInfo.InvariantCulture)}; only finite numbers can be normalised by."
                );
            }
            fit.Add(values);
        }
        return fit.Count > 0
            ? new FittedNormalizer(column, fit.Scaling()) { Kind = Kind, Parts = found.Parts }
            : throw EpisodePasses.Fail(view, column, "there are no rows to fit a normaliser to.");
    }
}
