using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// The expert data of OpenAI Baselines' GAIL: trajectories of one length, [N, L, ...], or all steps one after the other,
/// [T, ...], cut by their lengths or, as <see cref="BaselinesReturns"/> does, by their returns.
/// </summary>
internal sealed class BaselinesLayout : IArrayLayout
{
    private static readonly FieldNames Names = new()
    {
        [StandardColumn.Observation] = "obs",
        [StandardColumn.Action] = "acs",
        [StandardColumn.Reward] = "rews",
        EpisodeStarts = "lens",
    };

    public string Name => "baselines";

    public string Description =>
        "OpenAI Baselines' expert data for GAIL (.npz); of arrays of Python objects those of arrays are read";

    public ImmutableArray<string> Required { get; } = ["obs", "acs", "ep_rets"];

    // What its runner writes has 'rets' and 'lens'.
    public bool Recognizes(IArrayFile file) =>
        file.Contains("obs") && file.Contains("acs") && (file.Contains("ep_rets") || file.Contains("lens"));

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        RefuseObjects(file);
        var observations = file.Info("obs");
        var table = IsStacked(file, observations) ? Stacked(file, observations) : Flat(file, observations);
        var returns = file.Contains("ep_rets") ? "ep_rets" : "rets";
        return table with
        {
            StatedReturns =
                file.ReadOptional<double>(returns) is { Shape.Rank: 1 } stated
                && stated.Length == table.EpisodeStarts.Length
                    ? stated
                    : null,
            Notes = table.Notes.Add(
                "The layout does not hold the observation after the last step, nor whether an episode terminated or was cut by the time limit."
            ),
        };
    }

    /// <summary>
    /// Whether arrays are of trajectories: by their dimensions, and where observations are single numbers, [N, L], by
    /// those of the actions, or by lengths that are of rows, not of stretches of them.
    /// </summary>
    private static bool IsStacked(IArrayFile file, ArrayInfo observations) =>
        observations.Shape.Length > 2
        || (
            observations.Shape is [var count, var most]
            && (
                file.Info("acs").Shape is [var acted, var steps, _] && acted == count && steps == most
                || file.ReadOptional<long>("lens") is { Shape.Rank: 1 } lengths
                    && lengths.Length == count
                    && lengths.Values.Any(length => length != 1)
            )
        );

    private ArrayTable Stacked(IArrayFile file, ArrayInfo observations)
    {
        var (count, most) = Trajectories.Extents(file, observations);
        var hasLengths = file.Contains("lens");
        var lengths = hasLengths
            ? Trajectories.Lengths(file, "lens", count, most)
            : [.. Enumerable.Repeat(most, count)];
        return new ArrayTable
        {
            Format = Name,
            Fields = Names with { Episodes = [.. lengths.Select((_, b) => $"trajectory {b}")] },
            Known = Known,
            Observations = Trajectories.Matrix(file, observations, lengths, most),
            [StandardColumn.Action] = Trajectories.Matrix(file, Squeezed(file.Info("acs")), lengths, most),
            ActionsAreDiscrete = file.IsDiscrete("acs"),
            [StandardColumn.Reward] = TrajectoryRewards.Of(file, "rews", lengths, most),
            EpisodeStarts = Trajectories.Starts(lengths),
            Notes = hasLengths
                ? []
                :
                [
                    $"The file states no lengths: each of the {count} episodes is taken to have {most} steps. If shorter ones were filled up, add their lengths as an array 'lens'.",
                ],
        };
    }

    private ArrayTable Flat(IArrayFile file, ArrayInfo observations)
    {
        var rows = observations.Shape is [var extent, ..] ? extent : 1;
        var (lengths, note) = FlatLengths(file, rows);
        return new ArrayTable
        {
            Format = Name,
            Fields = Names,
            Known = Known,
            Observations = TableColumn.Matrix(observations),
            [StandardColumn.Action] = file.Matrix("acs"),
            ActionsAreDiscrete = file.IsDiscrete("acs"),
            [StandardColumn.Reward] = file.Rewards("rews"),
            EpisodeStarts = Trajectories.Starts(lengths),
            Notes = note is null ? [] : [note],
        };
    }

    private static ImmutableHashSet<string> Known { get; } = ["obs", "acs", "rews", "ep_rets", "rets", "lens"];

    private static (ImmutableArray<int> Lengths, string? Note) FlatLengths(IArrayFile file, int rows)
    {
        if (!file.Contains("lens"))
        {
            return (
                BaselinesReturns.Lengths(file, rows),
                "The file states no lengths: episodes were cut where the sum of rewards reaches the returns in 'ep_rets'."
            );
        }
        return (Trajectories.LengthsOf(file, "lens", rows), null);
    }

    /// <summary>Actions of some versions have a dimension of 1 more.</summary>
    private static ArrayInfo Squeezed(ArrayInfo actions) =>
        actions.Shape is [var count, var most, 1, var width] ? actions with { Shape = [count, most, width] } : actions;

    private static void RefuseObjects(IArrayFile file)
    {
        foreach (var array in file.Arrays.Where(array => array.Name is "obs" or "acs" && array.IsObject))
        {
            throw new DemonstrationException(
                file.Path,
                array.Name,
                "holds pickled Python objects that are no arrays of numbers, one for each episode, which are never loaded. Where the file can be trusted, join them in Python: d = np.load(path, allow_pickle=True); np.savez(other, obs=np.concatenate(list(d['obs'])), acs=np.concatenate(list(d['acs'])), lens=[len(o) for o in d['obs']], rets=d['ep_rets'])"
            );
        }
    }
}
