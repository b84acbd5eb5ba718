using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Environments;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts.Minari;

/// <summary>
/// Farama Minari's <c>main_data.hdf5</c>: a group for each episode, with one more observation than actions.
/// Dictionaries and tuples are groups, and are flattened.
/// </summary>
internal sealed class MinariLayout : IArrayLayout, IDemonstrationTarget
{
    private static readonly EpisodePlace Place = EpisodeGroups.Under("episode_");

    private static readonly FieldNames Names = new()
    {
        [StandardColumn.FinalObservation] = "observations",
        [StandardColumn.Terminated] = "terminations",
        [StandardColumn.Ended] = "truncations",
    };

    public string Name => "minari";

    public string Description => "Farama Minari's data sets (main_data.hdf5)";

    public ImmutableArray<string> Required { get; } =
    ["episode_0/observations", "episode_0/actions", "episode_0/terminations", "episode_0/truncations"];

    public ImmutableArray<string> Extensions => [".hdf5", ".h5"];

    public bool Recognizes(IArrayFile file) =>
        EpisodeGroups.Exist(file, Place, "observations") && EpisodeGroups.Exist(file, Place, "actions");

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        var episodes = EpisodeGroups.Of(file, Place, "actions", options);
        var metadata = MinariMetadata.Read(file);
        var field = $"{episodes.Names[0]}/observations";
        var observed = episodes.Below("observations");
        var members = DictionaryMembers.Choose(file, field, observed, options.ObservationParts);
        RefuseImages(file, field, metadata, members);
        var observations = episodes.Column("observations", members, extra: 1, final: false, least: 0);
        var cut = episodes.WithoutFinal("observations", members);
        var acted = DictionaryMembers.Sorted(episodes.Below("actions"));
        var (terminated, earlier) = episodes.LastFlags("terminations");
        var (truncated, _) = episodes.LastFlags("truncations");
        return new ArrayTable
        {
            Format = Name,
            Fields = Names with { Episodes = episodes.Names },
            Known = episodes.Arrays("observations", "actions", "rewards", "terminations", "truncations", "infos"),
            Observations = observations,
            ObservationParts = observed is [""] ? [] : DictionaryMembers.Parts(observations),
            [StandardColumn.FinalObservation] = cut.IsEmpty
                ? episodes.Column("observations", members, extra: 1, final: true)
                : null,
            [StandardColumn.Action] = episodes.Column("actions", acted, extra: 0, final: false),
            ActionsAreDiscrete = IsDiscrete(episodes, acted, metadata),
            ActionCount = ActionCount(acted, metadata),
            [StandardColumn.Reward] = episodes.Rewards("rewards"),
            EpisodeStarts = episodes.Starts,
            Terminated = terminated,
            Ended = NdArray.Vector<bool>([
                .. terminated.Values.Zip(truncated.Values, (first, second) => first || second),
            ]),
            EnvironmentId = metadata.EnvironmentId,
            Notes = [.. Notes(episodes, metadata, observed, acted, earlier), .. CutNotes(episodes, cut)],
        };
    }

    public void Write(string path, Demonstrations demonstrations) => Write(path, demonstrations, environment: null);

    public void Write(string path, Demonstrations demonstrations, EnvironmentSpec? environment) =>
        MinariWriter.Write(path, demonstrations, environment);

    /// <summary>Minari keeps images as JPEG, whose bytes look like any others.</summary>
    private static void RefuseImages(
        IArrayFile file,
        string field,
        MinariMetadata metadata,
        ImmutableArray<string> members
    )
    {
        foreach (var member in members)
        {
            if (MinariMetadata.IsMatrix(MinariMetadata.Within(metadata.ObservationSpace, member)))
            {
                throw new DemonstrationException(
                    file.Path,
                    member.Length == 0 ? field : $"{field}/{member}",
                    "is of more than one dimension, such as images, which are not read; flatten each row, or name the members to take if this is one of several."
                );
            }
        }
    }

    /// <summary>By the space of actions if it is stated: a box may hold whole numbers.</summary>
    private static bool IsDiscrete(EpisodeGroups episodes, ImmutableArray<string> acted, MinariMetadata metadata) =>
        episodes.IsDiscrete("actions", acted) && metadata.ActionSpace?.Text("type") is not "Box";

    private static int? ActionCount(ImmutableArray<string> acted, MinariMetadata metadata) =>
        acted is [""]
        && metadata.ActionSpace is { } space
        && space.Text("type") == "Discrete"
        && space.Number("start") is null or 0
            ? space.Number("n")
            : null;

    /// <summary>Where a recorder stopped before the last observation, what came after the last step is not known.</summary>
    private static IEnumerable<string> CutNotes(EpisodeGroups episodes, ImmutableArray<string> cut)
    {
        if (!cut.IsEmpty)
        {
            yield return $"{cut.Length} of {episodes.Names.Length} episodes, the first of them {cut[0]}, hold no observation after their last step; their steps are read, and what came after the last step is taken of none.";
        }
    }

    private static IEnumerable<string> Notes(
        EpisodeGroups episodes,
        MinariMetadata metadata,
        ImmutableArray<string> observed,
        ImmutableArray<string> acted,
        int earlier
    )
    {
        if (observed is not [""])
        {
            yield return $"Observations are a dictionary of {string.Join(", ", DictionaryMembers.Sorted(observed))}.";
        }
        if (acted is not [""])
        {
            yield return $"Actions are a dictionary; side by side lie {string.Join(", ", acted)}.";
        }
        if (metadata.TotalEpisodes is { } total && total != episodes.Names.Length)
        {
            yield return $"The metadata speak of {total} episodes but the file holds {episodes.Names.Length}.";
        }
        if (metadata.Problem is { } problem)
        {
            yield return $"{MinariMetadata.FileName} beside the file was not used: {problem}.";
        }
        if (earlier > 0)
        {
            yield return $"{earlier} steps are marked as terminations although their episodes go on; only the marks of last steps count.";
        }
    }
}
