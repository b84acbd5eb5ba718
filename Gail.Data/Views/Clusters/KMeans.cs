using Gail.Numerics;

namespace Gail.Data.Views.Clusters;

/// <summary>
/// Centres that the rows are near to: k-means++ (Arthur and Vassilvitskii 2007), then Lloyd's algorithm until no row
/// changes its centre, at most 100 times. Deterministic: the key decides, ties go to the lower number.
/// </summary>
internal static class KMeans
{
    private const int MaxIterations = 100;

    /// <summary>The centres, [k, width]; fewer where there are fewer different rows.</summary>
    /// <param name="rows">[n, width], at least one row.</param>
    /// <param name="clusters">k, 1 or more.</param>
    /// <param name="key">The source of randomness; consumed.</param>
    public static NdArray<float> Fit(NdArray<float> rows, int clusters, RandomKey key)
    {
        var centres = Seeds(rows, clusters, key);
        var assigned = new int[rows.Rows];
        Array.Fill(assigned, -1);
        for (var i = 0; i < MaxIterations && Assign(rows, centres, assigned); i++)
        {
            centres = Means(rows, assigned, centres);
        }
        return centres;
    }

    /// <summary>The number of the nearest centre.</summary>
    public static int Nearest(NdArray<float> centres, ReadOnlySpan<float> row)
    {
        var (nearest, least) = (0, double.PositiveInfinity);
        for (var centre = 0; centre < centres.Rows; centre++)
        {
            var distance = SquaredDistance(centres.Row(centre), row);
            if (distance < least)
            {
                (nearest, least) = (centre, distance);
            }
        }
        return nearest;
    }

    private static NdArray<float> Seeds(NdArray<float> rows, int clusters, RandomKey key)
    {
        int[] seeds = [key.Below(0, rows.Rows)];
        var distances = new double[rows.Rows];
        Array.Fill(distances, double.PositiveInfinity);
        while (seeds.Length < clusters)
        {
            var newest = rows.Row(seeds[^1]);
            var total = 0.0;
            for (var row = 0; row < rows.Rows; row++)
            {
                distances[row] = Math.Min(distances[row], SquaredDistance(newest, rows.Row(row)));
                total += distances[row];
            }
            if (total <= 0)
            {
                break; // Every row is a seed already, or equal to one.
            }
            var left = key.Uniform((ulong)seeds.Length) * total;
            var chosen = Array.FindLastIndex(distances, distance => distance > 0);
            for (var row = 0; row < chosen; row++)
            {
                left -= distances[row];
                if (left < 0)
                {
                    chosen = row;
                }
            }
            seeds = [.. seeds, chosen];
        }
        return rows.Gather(seeds);
    }

    /// <summary>Assigns each row to its nearest centre; whether any changed.</summary>
    private static bool Assign(NdArray<float> rows, NdArray<float> centres, int[] assigned)
    {
        var changed = false;
        for (var row = 0; row < rows.Rows; row++)
        {
            var nearest = Nearest(centres, rows.Row(row));
            changed |= nearest != assigned[row];
            assigned[row] = nearest;
        }
        return changed;
    }

    /// <summary>The mean of each centre's rows; a centre without rows stays where it is.</summary>
    private static NdArray<float> Means(NdArray<float> rows, int[] assigned, NdArray<float> centres)
    {
        var width = rows.Columns;
        var sums = new double[centres.Length];
        var counts = new int[centres.Rows];
        for (var row = 0; row < rows.Rows; row++)
        {
            counts[assigned[row]]++;
            for (var i = 0; i < width; i++)
            {
                sums[(assigned[row] * width) + i] += rows[row, i];
            }
        }
        return NdArray.Matrix<float>(
            centres.Rows,
            width,
            [.. sums.Select((sum, i) => counts[i / width] == 0 ? centres[i] : (float)(sum / counts[i / width]))]
        );
    }

    private static double SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            var difference = (double)left[i] - right[i];
            sum += difference * difference;
        }
        return sum;
    }
}
