namespace Gail.Data.Inspection;

/// <summary>A few numbers that say how values are spread.</summary>
/// <param name="Minimum">The least.</param>
/// <param name="Mean">The arithmetic mean.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="StandardDeviation">The root of the mean squared distance from the mean (divided by the count).</param>
public sealed record ValueSummary(double Minimum, double Mean, double Maximum, double StandardDeviation)
{
    /// <summary>The summary of the finite ones among some values; null when there are none.</summary>
    /// <param name="values">Any numbers.</param>
    public static ValueSummary? Of(IEnumerable<double> values)
    {
        var (count, mean, squares) = (0L, 0.0, 0.0);
        var (minimum, maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(double.IsFinite))
        {
            count++;
            var distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }
        return count == 0
            ? null
            // The running mean may leave the range by a rounding error.
            : new ValueSummary(minimum, Math.Clamp(mean, minimum, maximum), maximum, Math.Sqrt(squares / count));
    }
}
