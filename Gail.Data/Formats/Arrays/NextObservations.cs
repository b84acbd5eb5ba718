using System.Collections.Immutable;
using Gail.Data.Columns;

namespace Gail.Data.Formats.Arrays;

/// <summary>The observation after each step, where the observations and the last ones of each episode are known.</summary>
internal static class NextObservations
{
    /// <summary>The column, or null where it cannot be told.</summary>
    public static TableColumn? Of(ArrayTable table)
    {
        if (table[StandardColumn.FinalObservation] is not { } final || table.IsSubsampled)
        {
            return null;
        }
        var parts = table.Observations.Parts.Zip(
            final.Parts,
            (part, last) => part with { Ranges = Joined(table, part, last) }
        );
        return new TableColumn(table.Observations.Shape, [.. parts]);
    }

    private static ImmutableArray<RowRange> Joined(ArrayTable table, TablePart part, TablePart final)
    {
        var ranges = ImmutableArray.CreateBuilder<RowRange>();
        void Add(RowRange range)
        {
            // Neighbours that continue each other are one, so that few episodes mean few ranges.
            if (
                ranges.Count > 0
                && ranges[^1] is var before
                && before.Array == range.Array
                && before.First + before.Rows == range.First
            )
            {
                ranges[^1] = before with { Rows = before.Rows + range.Rows };
            }
            else if (range.Rows > 0)
            {
                ranges.Add(range);
            }
        }
        var episodes = table.Episodes;
        var rows = new RangeCursor(part.Ranges);
        var last = new RangeCursor(final.Ranges);
        for (var episode = 0; episode < table.EpisodeStarts.Length; episode++)
        {
            foreach (var range in rows.Take(table.EpisodeStarts[episode] + 1, episodes.End(episode)))
            {
                Add(range);
            }
            foreach (var range in last.Take(episode, episode + 1))
            {
                Add(range);
            }
        }
        return ranges.ToImmutable();
    }

    /// <summary>Cuts stretches out of ranges, going forward.</summary>
    private sealed class RangeCursor(ImmutableArray<RowRange> ranges)
    {
        private int _at;
        private int _start;

        public IEnumerable<RowRange> Take(int first, int end)
        {
            while (first < end)
            {
                var range = ranges[_at];
                if (first >= _start + range.Rows)
                {
                    _start += range.Rows;
                    _at++;
                    continue;
                }
                var within = first - _start;
                var count = Math.Min(end - first, range.Rows - within);
                yield return new RowRange(range.Array, range.First + within, count);
                first += count;
            }
        }
    }
}
