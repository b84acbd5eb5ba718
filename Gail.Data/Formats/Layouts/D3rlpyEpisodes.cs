using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// d3rlpy's <c>ReplayBuffer.dump</c> (version 2): arrays named after their episodes, as in <c>observations_0</c>;
/// observations that are tuples have one more number, as in <c>observations_0_1</c>.
/// </summary>
internal static class D3rlpyEpisodes
{
    private static readonly FieldNames Names = new() { [StandardColumn.Terminated] = "terminated" };

    private static readonly ImmutableArray<string> Members = ["observations", "actions", "rewards", "terminated"];

    public static bool Recognizes(IArrayFile file) =>
        file.Contains("num_episodes")
        && file.Contains("actions_0")
        && (file.Contains("observations_0") || file.Contains("observations_0_0"));

    public static ArrayTable Table(IArrayFile file, DemonstrationFileOptions options, string format)
    {
        var episodes = EpisodeGroups.Of(file, Place, "actions", options);
        CheckCount(file, episodes.Names.Length + options.Without.Count);
        var observed = episodes.Below("observations");
        bool IsImage(string member) => episodes.IsImage("observations", member);
        var members = DictionaryMembers.Choose(file, "observations_0", observed, options.ObservationParts, IsImage);
        var observations = episodes.Column("observations", members, extra: 0, final: false);
        return new ArrayTable
        {
            Format = format,
            Fields = Names with { Episodes = episodes.Names },
            Known = episodes.Arrays(Members.AsSpan()).Union(["columns", "num_episodes", "version"]),
            Observations = observations,
            [StandardColumn.Action] = episodes.Column("actions", [""], extra: 0, final: false),
            ActionsAreDiscrete = episodes.IsDiscrete("actions", [""]),
            [StandardColumn.Reward] = episodes.Rewards("rewards"),
            EpisodeStarts = episodes.Starts,
            Terminated = episodes.Flags("terminated"),
            Notes =
            [
                "The layout does not hold the observation after the last step of an episode, nor whether one that did not terminate reached the time limit or was cut before.",
                .. DictionaryMembers.ImageNotes(observed, members, IsImage),
            ],
        };
    }

    private static void CheckCount(IArrayFile file, int found)
    {
        var count = file.Read<long>("num_episodes");
        if (count.Length != 1 || count[0] != found)
        {
            var came = count.Length == 1 ? $"{count[0]}" : $"an array of shape {count.Shape}";
            throw new DemonstrationException(
                file.Path,
                "num_episodes",
                $"is {came} but there are arrays of {found} episodes; the file is damaged or was cut off."
            );
        }
    }

    /// <summary>"observations_12" is the member "observations" of episode 12, "observations_12_1" its item 1.</summary>
    private static (long Number, string Name, string Path)? Place(string array)
    {
        var names = array.Split('_');
        return
            names.Length is 2 or 3
            && Members.Contains(names[0])
            && long.TryParse(names[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (
                number,
                $"episode {number}",
                names.Length == 2 ? names[0] : $"{names[0]}/{DictionaryMembers.TupleItem}{names[2]}"
            )
            : null;
    }
}
