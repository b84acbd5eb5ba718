using System.Collections.Immutable;

namespace Gail.Evaluation;

/// <summary>Small statistics in double precision.</summary>
public static class Statistics
{
    /// <summary>The mean; NaN of nothing.</summary>
    public static double Mean(ImmutableArray<double> values) => MeanOf(values.AsSpan());

    /// <summary>The median; NaN of nothing.</summary>
    public static double Median(ImmutableArray<double> values)
    {
        if (values.IsEmpty)
        {
            return double.NaN;
        }
        var sorted = values.Sort();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The standard deviation of the values themselves (divided by their number); NaN of nothing.</summary>
    public static double StandardDeviation(ImmutableArray<double> values) => StandardDeviationOf(values.AsSpan());

    /// <summary>1 - var(target - prediction) / var(target): 1 is perfect, 0 no better than a constant.</summary>
    /// <param name="targets">As many targets.</param>
    public static double ExplainedVariance(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        if (predictions.Length != targets.Length)
        {
            throw new ArgumentException(
                $"Expected {targets.Length} predictions, one for each target, but got {predictions.Length}.",
                nameof(predictions)
            );
        }
        var spread = StandardDeviationOf(targets);
        var error = StandardDeviationOf(targets, predictions);
        return spread == 0 ? double.NaN : 1 - (error * error / (spread * spread));
    }

    internal static double MeanOf(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }
        return sum / values.Length;
    }

    /// <summary>The variance of the values, or of their differences from others.</summary>
    private static double StandardDeviationOf(ReadOnlySpan<double> values, ReadOnlySpan<double> others = default)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i] - (others.IsEmpty ? 0 : others[i]);
        }
        var mean = sum / values.Length;
        for (var i = 0; i < values.Length; i++)
        {
            var deviation = values[i] - (others.IsEmpty ? 0 : others[i]) - mean;
            squares += deviation * deviation;
        }
        return Math.Sqrt(squares / values.Length);
    }
}
