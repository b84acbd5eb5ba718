using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>Reads all rows of a view into columns.</summary>
internal static class ViewCollector
{
    /// <summary>The columns of a view, read batch after batch; single values are checked later.</summary>
    public static LoadedDemonstrations Collect(DemonstrationView view)
    {
        var schema = view.Description;
        var names = ColumnNames.All.Where(schema.Has).ToImmutableArray();
        var columns = names.ToDictionary(name => name, name => new List<NdArray>());
        foreach (var batch in view.Read(names))
        {
            foreach (var name in names)
            {
                columns[name].Add(batch[name]);
            }
        }
        NdArray? Any(string name) =>
            columns.TryGetValue(name, out var parts)
                ? ColumnParts.Joined(schema[name], parts, schema.Source.File)
                : null;
        NdArray<T>? Column<T>(string name)
            where T : unmanaged => (NdArray<T>?)Any(name);

        var episodes = Column<long>(ColumnNames.Episode)!;
        var starts = Starts(schema, episodes);
        int[] last = [.. starts.Skip(1).Append(episodes.Length).Select(end => end - 1)];
        if (starts.IsEmpty)
        {
            throw new DemonstrationException(schema.Source.File, "", "holds no steps; at least one is needed.")
            {
                IsEmpty = true,
            };
        }
        var arrays = ColumnSet<NdArray>.Empty;
        foreach (var column in StandardColumn.OfRows.Where(column => column.Array.Length > 0))
        {
            var array = Any(column.Name);
            arrays = arrays.With(
                column,
                array is NdArray<bool> flags && column.IsPerEpisode ? AtEnds(schema, column.Name, flags, last) : array
            );
        }
        var truncated = AtEnds(schema, ColumnNames.Truncated, Column<bool>(ColumnNames.Truncated), last);
        if (arrays[StandardColumn.Ended] is null && truncated is not null)
        {
            arrays = arrays.With(
                StandardColumn.Ended,
                Either((NdArray<bool>?)arrays[StandardColumn.Terminated], truncated)
            );
        }
        var observations = (NdArray<float>)arrays[StandardColumn.Observation]!;
        var next = (NdArray<float>?)arrays[StandardColumn.NextObservation];
        var subsampled = schema.IsSubsampled || HaveGaps((NdArray<long>?)arrays[StandardColumn.Step], starts);
        if (!subsampled)
        {
            arrays = arrays
                .With(StandardColumn.FinalObservation, next?.Gather(last))
                .With(StandardColumn.NextObservation, null);
        }
        return new LoadedDemonstrations(
            new DemonstrationColumns
            {
                Observations = observations,
                EpisodeStarts = starts,
                Arrays = arrays,
                ActionParts = schema.Find(ColumnNames.Action)?.Parts ?? [],
                IsSubsampled = subsampled,
                ObservationParts = schema[ColumnNames.Observation].Parts,
                Source = schema.Source,
            }
        )
        {
            Notes = [.. schema.Notes, .. subsampled ? [] : Contradictions(observations, next, starts)],
            Problems = view.Findings,
        };
    }

    /// <summary>
    /// Of whole episodes only the last next_observation is kept, since the others are the observations of the rows
    /// below; where they are not, something is wrong with the file.
    /// </summary>
    private static IEnumerable<string> Contradictions(
        NdArray<float> observations,
        NdArray<float>? next,
        ImmutableArray<int> starts
    )
    {
        if (next is null)
        {
            yield break;
        }
        var begins = starts.ToHashSet();
        var rows = Enumerable.Range(0, next.Rows - 1).Where(row => !begins.Contains(row + 1));
        var others = rows.Where(row => !next.Row(row).SequenceEqual(observations.Row(row + 1))).ToList();
        if (others.Count > 0)
        {
            yield return $"{ColumnNames.NextObservation} is not the observation of the row below in {others.Count} rows, the first of them row {others[0]}; the observations are taken. Are rows missing, or shifted against each other?";
        }
    }

    private static ImmutableArray<int> Starts(ViewSchema schema, NdArray<long> episodes)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        for (var row = 0; row < episodes.Length; row++)
        {
            if (row > 0 && episodes[row] == episodes[row - 1])
            {
                continue;
            }
            if (episodes[row] != starts.Count)
            {
                throw new DemonstrationException(
                    schema.Source.File,
                    ColumnNames.Episode,
                    $"row {row} is of episode {episodes[row]}, expected {starts.Count}: episodes must come one after the other."
                );
            }
            starts.Add(row);
        }
        return starts.ToImmutable();
    }

    /// <summary>Whether steps are missing, which some sources cannot know before they are read.</summary>
    private static bool HaveGaps(NdArray<long>? steps, ImmutableArray<int> starts)
    {
        if (steps is null)
        {
            return false;
        }
        var episode = 0;
        for (var row = 0; row < steps.Length; row++)
        {
            episode += episode + 1 < starts.Length && starts[episode + 1] == row ? 1 : 0;
            if (steps[row] != row - starts[episode])
            {
                return true;
            }
        }
        return false;
    }

    private static NdArray<bool>? AtEnds(ViewSchema schema, string name, NdArray<bool>? flags, int[] last)
    {
        if (flags is null)
        {
            return null;
        }
        var gathered = flags.Gather(last);
        if (flags.Span.Count(true) == gathered.Span.Count(true))
        {
            return gathered;
        }
        var ends = last.ToHashSet();
        var at = Enumerable.Range(0, flags.Length).First(row => flags[row] && !ends.Contains(row));
        throw new DemonstrationException(
            schema.Source.File,
            name,
            $"is true at row {at}, but its episode goes on; each episode needs a number of its own."
        );
    }

    private static NdArray<bool> Either(NdArray<bool>? first, NdArray<bool> second) =>
        NdArray.Vector<bool>([
            .. Enumerable.Range(0, second.Length).Select(i => second[i] || (first is not null && first[i])),
        ]);
}
