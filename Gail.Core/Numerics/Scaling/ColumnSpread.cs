namespace Gail.Numerics.Scaling;

/// <summary>
/// Whether a column varies enough to be divided by how much it does. The one rule for running moments, for every fitted
/// scaling and for scalings taken over from elsewhere.
/// </summary>
/// <remarks>
/// A column that never varied where it was measured, or by no more than rounding, says nothing about its unit. Divided
/// by such a spread, the least movement later on would be a huge number. So it is centred and keeps its unit.
/// </remarks>
public static class ColumnSpread
{
    /// <summary>A spread below this is none.</summary>
    public const double Least = 1e-8;

    /// <summary>A spread below this share of the column's centre, its magnitude, is none.</summary>
    public const double LeastShare = 1e-6;

    /// <summary>Whether a column counts as constant: spread below 1e-8, or below 1e-6 |centre|. NaN does not.</summary>
    /// <param name="spread">A standard deviation, half a range or a distance of quantiles.</param>
    /// <param name="centre">The mean, the middle of the range or the median.</param>
    public static bool IsNone(double spread, double centre) => spread < Math.Max(Least, LeastShare * Math.Abs(centre));

    /// <summary>The divisor of the column: the spread, or 1 where there is none.</summary>
    /// <param name="spread">A standard deviation, half a range or a distance of quantiles.</param>
    /// <param name="centre">The mean, the middle of the range or the median.</param>
    public static double Divisor(double spread, double centre) => IsNone(spread, centre) ? 1 : spread;
}
