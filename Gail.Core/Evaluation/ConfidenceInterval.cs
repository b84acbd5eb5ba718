using System.Collections.Immutable;

namespace Gail.Evaluation;

/// <summary>A mean with the bounds of its confidence interval.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound.</param>
public sealed record ConfidenceInterval(double Mean, double Low, double High)
{
    /// <summary>
    /// Student's interval of the mean of independent values, mean +- t s / sqrt(n), where s^2 is the sum of squared
    /// deviations divided by n - 1 and t the quantile of Student's distribution with n - 1 degrees of freedom. It may
    /// reach beyond what the values themselves can be. Without bounds (infinite) of fewer than two values.
    /// </summary>
    /// <param name="values">At least one.</param>
    /// <param name="level">The probability that the interval covers the true mean of normal values, in (0, 1).</param>
    public static ConfidenceInterval OfMean(ImmutableArray<double> values, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        var mean = values.Average();
        if (values.Length == 1)
        {
            return new ConfidenceInterval(mean, double.NegativeInfinity, double.PositiveInfinity);
        }
        var squares = values.Sum(value => (value - mean) * (value - mean));
        var standardError = Math.Sqrt(squares / (values.Length - 1) / values.Length);
        var reach = StudentDistribution.TwoSidedQuantile(level, values.Length - 1) * standardError;
        return new ConfidenceInterval(mean, mean - reach, mean + reach);
    }

    /// <summary>Whether a value lies within the bounds, widened by a tolerance.</summary>
    /// <param name="tolerance">The tolerance beyond the bounds.</param>
    public bool Contains(double value, double tolerance = 0) => value >= Low - tolerance && value <= High + tolerance;
}
