using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// Arrays by their names, of no library's layout: observations and actions with a row for each step, and what else there
/// is; or trajectories of one length, [E, T, ...].
/// </summary>
internal sealed class NamedArraysLayout : IArrayLayout
{
    public const string LayoutName = "arrays";

    public string Name => LayoutName;

    public string Description =>
        "arrays by their names (.npz, .hdf5): observations, actions, rewards, episode, terminated, ...";

    public ImmutableArray<string> Required { get; } = ["observations"];

    public bool Recognizes(IArrayFile file) => NamedArrays.HaveObservations(file);

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        var arrays = new NamedArrays(file, options);
        var (observed, group, leftOut) = arrays.Observed();
        if (observed.IsEmpty)
        {
            throw new DemonstrationException(
                file.Path,
                "",
                $"has no observations: say which of its arrays they are, as in observation=NAME; it holds {string.Join(", ", file.Arrays.Select(array => array.Name))}."
            );
        }
        var acted = arrays.Of(StandardColumn.Action);
        // Opening says what is wrong with the elements.
        foreach (var array in observed.Concat(acted))
        {
            _ = file.Info(array.Name);
        }
        var table = IsStacked(observed, acted)
            ? Stacked(file, arrays, observed[0], acted)
            : Flat(file, arrays, observed, acted);
        return group.Length == 0 ? table : WithMembers(table, group, leftOut);
    }

    /// <summary>The table of a group of observations, whose parts have the names that they have within it.</summary>
    private static ArrayTable WithMembers(ArrayTable table, string group, ImmutableArray<string> leftOut)
    {
        TableColumn? Renamed(TableColumn? column) =>
            column is null
                ? null
                : column with
                {
                    Parts = [.. column.Parts.Select(part => part with { Name = part.Name[group.Length..] })],
                };
        var renamed = table with
        {
            Columns = table
                .Columns.With(StandardColumn.Observation, Renamed(table.Observations))
                .With(StandardColumn.FinalObservation, Renamed(table[StandardColumn.FinalObservation]))
                .With(StandardColumn.NextObservation, Renamed(table[StandardColumn.NextObservation])),
        };
        return renamed with
        {
            ObservationParts = [.. renamed.Observations.Parts.Select(part => new ColumnPart(part.Name, part.Width))],
            Notes =
            [
                .. table.Notes,
                $"Observations are a group of arrays; side by side lie {string.Join(", ", renamed.Observations.Parts.Select(part => part.Name))}.",
                .. leftOut.IsEmpty
                    ? []
                    : (ReadOnlySpan<string>)
                        [$"Observations that are no vectors were left out: {string.Join(", ", leftOut)}."],
            ],
        };
    }

    /// <summary>Whether arrays are of trajectories: observations and actions have a dimension more, and agree in two.</summary>
    private static bool IsStacked(ImmutableArray<ArrayInfo> observed, ImmutableArray<ArrayInfo> acted) =>
        observed is [{ Shape: [var count, var most, _] }]
        && acted is [{ Shape: [var also, var steps, ..] and { Length: 2 or 3 } }]
        && also == count
        && most - steps is 0 or 1;

    private ArrayTable Stacked(
        IArrayFile file,
        NamedArrays arrays,
        ArrayInfo observations,
        ImmutableArray<ArrayInfo> acted
    )
    {
        var (count, most) = Trajectories.Extents(file, acted[0]);
        var lengths =
            arrays.Any("lengths", "lens", "episode_lengths", "traj_lens") is { } array
            && array.Shape is [var given]
            && given == count
                ? Trajectories.Lengths(file, array.Name, count, most)
                : [.. Enumerable.Repeat(most, count)];
        var all = observations.Shape[1];
        var rows = Trajectories.Matrix(file, observations, lengths, all);
        var rewards = arrays.Of(StandardColumn.Reward);
        return new ArrayTable
        {
            Format = Name,
            Fields = Fields(arrays, [observations], acted) with
            {
                Episodes = [.. lengths.Select((_, b) => $"trajectory {b}")],
            },
            Known = [.. arrays.Used],
            Observations = rows,
            [StandardColumn.FinalObservation] =
                all > most
                    ? new TableColumn(
                        new Shape(count, rows.Width),
                        [
                            rows.Parts[0] with
                            {
                                Ranges =
                                [
                                    .. lengths.Select(
                                        (length, b) => new RowRange(observations.Name, (b * all) + length, 1)
                                    ),
                                ],
                            },
                        ]
                    )
                    : null,
            [StandardColumn.Action] = Trajectories.Matrix(file, acted[0], lengths, most),
            ActionsAreDiscrete = file.IsDiscrete(acted[0].Name),
            [StandardColumn.Reward] = rewards is [var one] ? TrajectoryRewards.Of(file, one.Name, lengths, most) : null,
            EpisodeStarts = Trajectories.Starts(lengths),
            Notes =
            [
                $"The arrays are of {count} trajectories of {most} steps; where shorter ones were filled up, an array 'lengths' says so.",
            ],
        };
    }

    private ArrayTable Flat(
        IArrayFile file,
        NamedArrays arrays,
        ImmutableArray<ArrayInfo> observed,
        ImmutableArray<ArrayInfo> acted
    )
    {
        var all = Rows(observed[0]);
        var steps = acted.IsEmpty ? all : Rows(acted[0]);
        // A single episode may have its last observation behind the others.
        var hasFinal = all == steps + 1 && observed.All(array => Rows(array) == all);
        var rows = hasFinal ? steps : all;
        if (rows == 0)
        {
            throw new DemonstrationException(file.Path, observed[0].Name, "holds no steps; at least one is needed.")
            {
                IsEmpty = true,
            };
        }
        var episodes = EpisodeRows.Of(file, arrays, rows);
        if (hasFinal && episodes.Starts.Length > 1)
        {
            throw new DemonstrationException(
                file.Path,
                observed[0].Name,
                $"has {all} rows for {steps} actions of {episodes.Starts.Length} episodes; there must be one row per step, and what came after the last step of each in next_observations."
            );
        }
        TableColumn? Column(ImmutableArray<ArrayInfo> of) =>
            of.IsEmpty ? null : Matrix(of, rows, episodes.Runs, hasFinal);
        TableColumn? Ends(ImmutableArray<ArrayInfo> of) =>
            of.IsEmpty ? null : Matrix(of, of[0].Shape[0], [.. episodes.Last.Select(row => (row, 1))], isPart: true);

        var next = arrays.Of(StandardColumn.NextObservation);
        var hasNext = next.All(array => Rows(array) == rows) && !next.IsEmpty;
        var t = arrays.Of(StandardColumn.Step);
        var hasSteps =
            t is [var numbers] && Rows(numbers) == rows && NpyType.Parse(numbers.DataType) is { IsInteger: true };
        var isWhole = !hasSteps || !HasGaps(file, t[0], episodes);
        var rewards = arrays.Of(StandardColumn.Reward);
        return new ArrayTable
        {
            Format = Name,
            Fields = Fields(arrays, observed, acted),
            Known = [.. arrays.Used],
            Observations = Column(observed)!,
            [StandardColumn.Action] = acted.IsEmpty ? null : Matrix(acted, rows, episodes.Runs, isPart: false),
            ActionsAreDiscrete = !acted.IsEmpty && acted.All(array => file.IsDiscrete(array.Name)),
            [StandardColumn.Reward] =
                rewards is [var rewarded] && Rows(rewarded) == rows && file.Rewards(rewarded.Name) is not null
                    ? Vector(Matrix(rewards, rows, episodes.Runs, isPart: false))
                    : null,
            [StandardColumn.Step] = hasSteps && !isWhole ? Vector(Matrix(t, rows, episodes.Runs, isPart: false)) : null,
            [StandardColumn.NextObservation] =
                hasNext && !isWhole ? Matrix(next, rows, episodes.Runs, isPart: false) : null,
            [StandardColumn.FinalObservation] =
                !isWhole ? null
                : hasNext ? Ends(next)
                : hasFinal ? Matrix(observed, all, [(steps, 1)], isPart: true)
                : null,
            EpisodeStarts = episodes.Starts,
            Terminated = episodes.Terminated,
            Ended = episodes.Ended,
            Notes = episodes.IsTold
                ? []
                :
                [
                    "The file does not say where episodes begin, so all rows are taken for one episode. An array 'episode' with a number for each step says it, or flags 'terminated' and 'truncated'.",
                ],
        };
    }

    private static bool HasGaps(IArrayFile file, ArrayInfo array, EpisodeRows episodes)
    {
        var steps = file.Read<long>(array.Name);
        var at = 0;
        var episode = -1;
        foreach (var (first, count) in episodes.Runs)
        {
            for (var row = first; row < first + count; row++, at++)
            {
                episode += episode + 1 < episodes.Starts.Length && episodes.Starts[episode + 1] == at ? 1 : 0;
                if (steps[row] != at - episodes.Starts[episode])
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static int Rows(ArrayInfo array) => array.Shape.IsEmpty ? 0 : array.Shape[0];

    /// <summary>Arrays side by side, in stretches of rows; one of other extents is left for the rules of structure to name.</summary>
    private static TableColumn Matrix(
        ImmutableArray<ArrayInfo> arrays,
        int rows,
        ImmutableArray<(int First, int Count)> runs,
        bool isPart
    )
    {
        if (
            arrays.FirstOrDefault(array => array.Shape.Length is 0 or > 2 || (!isPart && array.Shape[0] != rows)) is
            { } odd
        )
        {
            return TableColumn.Matrix(odd);
        }
        ImmutableArray<TablePart> parts =
        [
            .. arrays.Select(array => new TablePart(
                array.Name,
                array.Shape.Length < 2 ? 1 : array.Shape[1],
                [.. runs.Select(run => new RowRange(array.Name, run.First, run.Count))]
            )),
        ];
        return new TableColumn(new Shape(runs.Sum(run => run.Count), parts.Sum(part => part.Width)), parts);
    }

    private static TableColumn? Vector(TableColumn column) =>
        column.Width == 1 ? column with { Shape = new Shape(column.Shape[0]) } : null;

    private static FieldNames Fields(
        NamedArrays arrays,
        ImmutableArray<ArrayInfo> observed,
        ImmutableArray<ArrayInfo> acted
    ) =>
        new()
        {
            [StandardColumn.Observation] = string.Join('+', observed.Select(array => array.Name)),
            [StandardColumn.Action] = acted.IsEmpty ? "actions" : string.Join('+', acted.Select(array => array.Name)),
            [StandardColumn.Reward] = arrays.Of(StandardColumn.Reward) is [var rewards] ? rewards.Name : "rewards",
            EpisodeStarts = "episode",
        };
}
