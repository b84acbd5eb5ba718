using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats;
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
        NdArray<T>? Column<T>(string name)
            where T : unmanaged =>
            columns.TryGetValue(name, out var parts)
                ? ColumnParts.Joined<T>(schema[name], parts, schema.Source.File)
                : null;

        var episodes = Column<long>(ColumnNames.Episode)!;
        var starts = Starts(schema, episodes);
        int[] last = [.. starts.Skip(1).Append(episodes.Length).Select(end => end - 1)];
        if (starts.IsEmpty)
        {
            throw new DemonstrationException(schema.Source.File, "", "holds no steps; at least one is needed.");
        }
        var observations = Column<float>(ColumnNames.Observation)!;
        var next = Column<float>(ColumnNames.NextObservation);
        var terminated = AtEnds(schema, ColumnNames.Terminated, Column<bool>(ColumnNames.Terminated), last);
        var truncated = AtEnds(schema, ColumnNames.Truncated, Column<bool>(ColumnNames.Truncated), last);
        var ended = AtEnds(schema, ColumnNames.Ended, Column<bool>(ColumnNames.Ended), last);
        var action = schema.Find(ColumnNames.Action);
        var steps = Column<long>(ColumnNames.Step);
        var subsampled = schema.IsSubsampled || HaveGaps(steps, starts);
        return new LoadedDemonstrations(
            new DemonstrationColumns
            {
                Observations = observations,
                Actions = Column<float>(ColumnNames.Action),
                ActionsAreDiscrete = action?.IsDiscrete ?? false,
                ActionCount = action?.ChoiceCount,
                Rewards = Column<double>(ColumnNames.Reward),
                Steps = steps,
                EpisodeStarts = starts,
                FinalObservations = subsampled ? null : next?.Gather(last),
                NextObservations = subsampled ? next : null,
                Terminated = terminated,
                Ended = ended ?? (truncated is null ? null : Either(terminated, truncated)),
                IsSubsampled = subsampled,
                ObservationParts = schema[ColumnNames.Observation].Parts,
                Source = schema.Source,
            }
        )
        {
            Notes = [.. schema.Notes, .. subsampled ? [] : Contradictions(observations, next, starts)],
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
