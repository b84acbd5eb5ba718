using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data;

/// <summary>
/// The flattened trajectories of the imitation library (its .npz format up to version 0.3): <c>obs</c> has one row more
/// per episode than <c>acts</c>, and <c>indices</c> are the rows at which <c>numpy.split</c> cuts <c>acts</c>.
/// </summary>
internal sealed class ImitationLayout : IDemonstrationLayout
{
    private static readonly FieldNames Names = new()
    {
        Observations = "obs",
        Actions = "acts",
        Rewards = "rews",
        EpisodeStarts = "indices",
        FinalObservations = "obs",
        Ended = "terminal",
        FinalObservationsAreInterleaved = true,
    };

    public string Format => "imitation";

    public ImmutableArray<string> Required { get; } = ["obs", "acts", "indices", "terminal"];

    public ImmutableArray<string> Optional { get; } = ["rews", "infos"];

    public LoadedDemonstrations Load(NpzArchive archive)
    {
        var actions = archive.ActionMatrix("acts");
        var starts = Starts(archive, actions.Rows);
        var observations = archive.Matrix("obs");
        if (observations.Shape.Rank != 2 || observations.Rows != actions.Rows + starts.Length)
        {
            throw new DemonstrationException(
                archive.Path,
                "obs",
                $"has the shape {observations.Shape}, expected [{actions.Rows + starts.Length}, width]: one row for each of the {actions.Rows} rows of acts and one more for each of the {starts.Length} episodes."
            );
        }
        var ends = starts.Skip(1).Append(actions.Rows).Select((end, episode) => end + episode);
        var finalRows = ends.ToArray();
        var beforeActions = Enumerable.Range(0, observations.Rows).Except(finalRows).ToArray();
        return new LoadedDemonstrations(
            new DemonstrationColumns
            {
                Observations = observations.Gather(beforeActions),
                Actions = actions,
                ActionsAreDiscrete = archive.IsDiscrete("acts"),
                Rewards = archive.OptionalDoubles("rews"),
                EpisodeStarts = starts,
                FinalObservations = observations.Gather(finalRows),
                Ended = archive.OptionalBooleans("terminal"),
                Source = new DemonstrationSource { File = archive.Path, Format = Format },
                Fields = Names,
            }
        )
        {
            Notes =
            [
                "The layout's 'terminal' does not tell termination from a time limit: it says only that an episode ran to its end.",
            ],
        };
    }

    private static ImmutableArray<int> Starts(NpzArchive archive, int rows)
    {
        DemonstrationException Fail(string problem) => new(archive.Path, "indices", problem);
        // NumPy gives an empty array of splits the type float64, which says nothing.
        var empty = archive.Arrays.Any(array => array.Name == "indices" && array.Shape.Contains(0));
        var splits = empty ? NdArray.Vector<long>([]) : ColumnReading.AsVector(archive.Integers("indices"));
        if (splits.Shape.Rank != 1)
        {
            throw Fail($"expected one split point per episode but the shape is {splits.Shape}.");
        }
        if (rows == 0)
        {
            throw Fail("there are no episodes: acts has no rows.");
        }
        var starts = ImmutableArray.CreateBuilder<int>(splits.Length + 1);
        starts.Add(0);
        for (var i = 0; i < splits.Length; i++)
        {
            if (splits[i] <= starts[i] || splits[i] >= rows)
            {
                throw Fail(
                    $"split point {i} is {splits[i]}, expected {starts[i] + 1} to {rows - 1}: they must increase, and each episode needs a row of acts."
                );
            }
            starts.Add((int)splits[i]);
        }
        return starts.MoveToImmutable();
    }
}
