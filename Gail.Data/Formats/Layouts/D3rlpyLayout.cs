using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// d3rlpy's files: <c>MDPDataset.dump</c> of version 1, with all steps one after the other, and
/// <c>ReplayBuffer.dump</c> of version 2, which is read by <see cref="D3rlpyEpisodes"/>.
/// </summary>
internal sealed class D3rlpyLayout : IArrayLayout
{
    public string Name => "d3rlpy";

    public string Description => "d3rlpy's MDPDataset (version 1) and ReplayBuffer (version 2) (.h5)";

    public ImmutableArray<string> Required { get; } =
    ["observations", "actions", "rewards", "terminals", "discrete_action"];

    public bool Recognizes(IArrayFile file) => Required.All(file.Contains) || D3rlpyEpisodes.Recognizes(file);

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        if (D3rlpyEpisodes.Recognizes(file))
        {
            return D3rlpyEpisodes.Table(file, options, Name);
        }
        var observations = file.Matrix("observations");
        var ends = file.Contains("episode_terminals") ? "episode_terminals" : null;
        var episodes = EpisodeFlags.Of(file, observations.Shape[0], "terminals", ends, "observations");
        return new ArrayTable
        {
            Format = Name,
            Known = [.. Required, "episode_terminals", "version"],
            Observations = observations,
            [StandardColumn.Action] = file.Matrix("actions"),
            ActionsAreDiscrete = IsDiscrete(file),
            [StandardColumn.Reward] = file.Rewards("rewards"),
            EpisodeStarts = episodes.Starts,
            Terminated = episodes.Terminated,
            Ended = episodes.Ended,
            Notes = [.. Notes(ends is not null, episodes)],
        };
    }

    /// <summary>The file says so itself: continuous actions may be whole numbers, and choices stored as floats.</summary>
    private static bool IsDiscrete(IArrayFile file)
    {
        var flag = file.Read<bool>("discrete_action");
        return flag.Length == 1
            ? flag[0]
            : throw new DemonstrationException(
                file.Path,
                "discrete_action",
                $"has the shape {flag.Shape}, expected a single true or false."
            );
    }

    private static IEnumerable<string> Notes(bool hasEnds, EpisodeFlags episodes)
    {
        yield return "The layout does not hold the observation after the last step of an episode.";
        if (!hasEnds)
        {
            yield return "The file holds no 'episode_terminals': episodes are cut at terminations only, so that where a time limit ended one, the next follows in the same episode.";
        }
        if (!episodes.Ended[^1])
        {
            yield return "The last steps have no end: they are an episode that was cut.";
        }
    }
}
