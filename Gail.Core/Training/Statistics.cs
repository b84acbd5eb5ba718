using System.Collections.Immutable;

namespace Gail.Training;

/// <summary>Small statistics in double precision.</summary>
public static class Statistics
{
    /// <summary>The mean; NaN of nothing.</summary>
    /// <param name="values">The values.</param>
    public static double Mean(ImmutableArray<double> values) => values.IsEmpty ? double.NaN : values.Average();

    /// <summary>The median; NaN of nothing.</summary>
    /// <param name="values">The values.</param>
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
    /// <param name="values">The values.</param>
    public static double StandardDeviation(ImmutableArray<double> values)
    {
        if (values.IsEmpty)
        {
            return double.NaN;
        }
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    /// <summary>1 - var(target - prediction) / var(target): 1 is perfect, 0 no better than a constant.</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="targets">As many targets.</param>
    public static double ExplainedVariance(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        var errors = new double[targets.Length];
        for (var i = 0; i < errors.Length; i++)
        {
            errors[i] = targets[i] - predictions[i];
        }
        var spread = StandardDeviation([.. targets]);
        var error = StandardDeviation([.. errors]);
        return spread == 0 ? double.NaN : 1 - (error * error / (spread * spread));
    }
}
