using System.Collections.Immutable;

namespace Gail.Data;

/// <summary>
/// The expert data sets of Stable-Baselines 2 (<c>generate_expert_traj</c>): one flag per step says whether an episode
/// begins there.
/// </summary>
internal sealed class StableBaselinesLayout : IDemonstrationLayout
{
    private static readonly FieldNames Names = new() { Observations = "obs" };

    public string Format => "stable-baselines";

    public ImmutableArray<string> Required { get; } = ["actions", "obs", "episode_starts"];

    public ImmutableArray<string> Optional { get; } = ["rewards", "episode_returns"];

    public LoadedDemonstrations Load(NpzArchive archive)
    {
        var observations = archive.Matrix("obs");
        return new LoadedDemonstrations(
            new DemonstrationColumns
            {
                Observations = observations,
                Actions = archive.ActionMatrix("actions"),
                ActionsAreDiscrete = archive.IsDiscrete("actions"),
                Rewards = archive.OptionalDoubles("rewards"),
                EpisodeStarts = Starts(archive, observations.Rows),
                Source = new DemonstrationSource { File = archive.Path, Format = Format },
                Fields = Names,
            }
        )
        {
            StatedReturns = archive.OptionalDoubles("episode_returns"),
            Notes =
            [
                "The layout does not hold the observation after the last step, nor whether an episode terminated or was cut by the time limit.",
            ],
        };
    }

    private static ImmutableArray<int> Starts(NpzArchive archive, int rows)
    {
        var flags = archive.OptionalBooleans("episode_starts")!;
        if (flags.Shape.Rank != 1 || flags.Length != rows)
        {
            throw new DemonstrationException(
                archive.Path,
                "episode_starts",
                $"has the shape {flags.Shape} but obs has {rows} steps; there must be one flag per step."
            );
        }
        return [.. Enumerable.Range(0, rows).Where(row => flags[row])];
    }
}
