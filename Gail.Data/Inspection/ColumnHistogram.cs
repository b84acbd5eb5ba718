using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Inspection;

/// <summary>How many values lie in each of some equal parts of a range.</summary>
/// <param name="Low">Where the first part begins.</param>
/// <param name="High">Where the last part ends; it belongs to that part.</param>
/// <param name="Counts">The finite values in each part; of choices one part for each, centred on it.</param>
public sealed record ColumnHistogram(double Low, double High, ImmutableArray<long> Counts)
{
    /// <summary>The parts of a range of continuous values.</summary>
    public const int Parts = 16;

    /// <summary>Above so many choices they share parts.</summary>
    public const int MostChoices = 32;

    /// <inheritdoc/>
    public bool Equals(ColumnHistogram? other) =>
        other is not null
        && (Low, High).Equals((other.Low, other.High))
        && Counts.AsSpan().SequenceEqual(other.Counts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Low, High, Counts.Length);

    /// <summary>The histogram of some values.</summary>
    internal static ColumnHistogram Of(double[] values, ValueSummary summary)
    {
        var counts = new long[Parts];
        var scale = Scale(summary.Minimum, summary.Maximum, Parts);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                counts[Part(value, summary.Minimum, scale, Parts)]++;
            }
        }
        return new ColumnHistogram(summary.Minimum, summary.Maximum, [.. counts]);
    }

    /// <summary>The histogram of each column; null where the summary is.</summary>
    /// <param name="matrix">[rows, columns].</param>
    /// <param name="summaries">Those of its columns.</param>
    /// <param name="choices">Of how many choices a column is; null for continuous ones.</param>
    internal static ImmutableArray<ColumnHistogram?> OfColumns(
        NdArray<float> matrix,
        ImmutableArray<ValueSummary?> summaries,
        int? choices = null
    )
    {
        var width = matrix.Columns;
        var parts = choices is > 0 and <= MostChoices ? choices.Value : Parts;
        var lows = new double[width];
        var highs = new double[width];
        var scales = new double[width];
        for (var column = 0; column < width; column++)
        {
            lows[column] = parts == choices ? -0.5 : summaries[column]?.Minimum ?? 0;
            highs[column] = parts == choices ? parts - 0.5 : summaries[column]?.Maximum ?? 0;
            scales[column] = Scale(lows[column], highs[column], parts);
        }
        var counts = new long[width * parts];
        var values = matrix.Span;
        for (var i = 0; i < values.Length; )
        {
            for (var column = 0; column < width; column++)
            {
                var value = values[i++];
                if (float.IsFinite(value))
                {
                    counts[(column * parts) + Part(value, lows[column], scales[column], parts)]++;
                }
            }
        }
        return
        [
            .. Enumerable
                .Range(0, width)
                .Select(column =>
                    summaries[column] is null
                        ? null
                        : new ColumnHistogram(
                            lows[column],
                            highs[column],
                            [.. counts.AsSpan(column * parts, parts).ToArray()]
                        )
                ),
        ];
    }

    // A column that never changes has no range; then all falls into the first part.
    private static double Scale(double low, double high, int parts) => high > low ? parts / (high - low) : 0;

    private static int Part(double value, double low, double scale, int parts) =>
        Math.Clamp((int)((value - low) * scale), 0, parts - 1);
}
