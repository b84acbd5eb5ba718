using System.Runtime.InteropServices;
using Gail.Data.Columns;

namespace Gail.Data.Inspection;

/// <summary>Finds steps that come more than once, observation and action alike.</summary>
internal static class RowRepeats
{
    private const int FewestRows = 100;
    private const double Remarkable = 0.1;

    /// <summary>The share of steps that an earlier one equals.</summary>
    /// <remarks>
    /// Steps of episodes that repeat others are left out: that is said already. Rows are told apart by 64 bits of a
    /// hash; that any two of a million differing rows share theirs has a chance of 1 in 37 million.
    /// </remarks>
    /// <param name="columns">The columns.</param>
    /// <param name="repeated">The episodes that repeat others.</param>
    public static double Share(DemonstrationColumns columns, IReadOnlySet<int> repeated)
    {
        var hashes = new ulong[columns.Observations.Rows];
        var count = 0;
        for (var episode = 0; episode < columns.EpisodeStarts.Length; episode++)
        {
            if (repeated.Contains(episode))
            {
                continue;
            }
            for (var row = columns.EpisodeStarts[episode]; row < columns.EpisodeEnd(episode); row++)
            {
                var hash = Mixed(0, columns.Observations.Row(row));
                hashes[count++] = columns.Actions is { } actions ? Mixed(hash, actions.Row(row)) : hash;
            }
        }
        Array.Sort(hashes, 0, count);
        var again = 0;
        for (var i = 1; i < count; i++)
        {
            again += hashes[i] == hashes[i - 1] ? 1 : 0;
        }
        return count == 0 ? 0 : (double)again / count;
    }

    public static IEnumerable<string> Notes(DemonstrationColumns columns, double share)
    {
        if (columns.Observations.Rows >= FewestRows && share >= Remarkable)
        {
            yield return $"{Percent.Of(share)} of the steps equal an earlier one, observation and action alike: few different states, or steps recorded twice.";
        }
    }

    private static ulong Mixed(ulong hash, ReadOnlySpan<float> row)
    {
        foreach (var bits in MemoryMarshal.Cast<float, uint>(row))
        {
            hash = (hash ^ bits ^ 0x632BE59BD9B4E019) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 32;
        }
        return hash;
    }
}
