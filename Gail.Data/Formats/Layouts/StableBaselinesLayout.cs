using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// The expert data sets of Stable-Baselines 2 (<c>generate_expert_traj</c>): one flag per step says whether an episode
/// begins there.
/// </summary>
internal sealed class StableBaselinesLayout : IArrayLayout
{
    private static readonly FieldNames Names = new() { [StandardColumn.Observation] = "obs" };

    public string Name => "stable-baselines";

    public string Description =>
        "Stable-Baselines 2's generate_expert_traj (.npz); neither ends nor final observations";

    public ImmutableArray<string> Required { get; } = ["actions", "obs", "episode_starts"];

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        var observations = file.Matrix("obs");
        return new ArrayTable
        {
            Format = Name,
            Fields = Names,
            Known = ["actions", "obs", "episode_starts", "rewards", "episode_returns"],
            Observations = observations,
            [StandardColumn.Action] = file.Matrix("actions"),
            ActionsAreDiscrete = file.IsDiscrete("actions"),
            [StandardColumn.Reward] = file.Rewards("rewards"),
            EpisodeStarts = Starts(file, observations.Shape[0]),
            StatedReturns = file.ReadOptional<double>("episode_returns"),
            Notes =
            [
                "The layout does not hold the observation after the last step, nor whether an episode terminated or was cut by the time limit.",
            ],
        };
    }

    private static ImmutableArray<int> Starts(IArrayFile file, int rows)
    {
        var flags = file.Read<bool>("episode_starts");
        if (flags.Shape.Rank != 1 || flags.Length != rows)
        {
            throw new DemonstrationException(
                file.Path,
                "episode_starts",
                $"has the shape {flags.Shape} but obs has {rows} steps; there must be one flag per step."
            );
        }
        return [.. Enumerable.Range(0, rows).Where(row => flags[row])];
    }
}
