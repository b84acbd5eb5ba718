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

    public string Description =>
        "Farama Minari's data sets (main_data.hdf5, or folders of Arrow); dictionaries and tuples are flattened";

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
        bool IsImage(string member) =>
            episodes.IsImage("observations", member) || IsEncoded(episodes, metadata, member);
        var members = DictionaryMembers.Choose(file, field, observed, options.ObservationParts, IsImage);
        RefuseEncoded(file, field, episodes, metadata, members);
        TableColumn Observed(bool final) =>
            MinariLeaves.Described(
                file.Path,
                episodes.Column("observations", members, extra: 1, final, least: 0),
                metadata.ObservationSpace,
                isAction: false,
                _ => false
            );
        var observations = Observed(final: false);
        var cut = episodes.WithoutFinal("observations", members);
        var acted = DictionaryMembers.Sorted(episodes.Below("actions"));
        var actions = MinariLeaves.Described(
            file.Path,
            episodes.Column("actions", acted, extra: 0, final: false),
            metadata.ActionSpace,
            isAction: true,
            below => episodes.IsDiscrete("actions", [below])
        );
        var (terminated, earlier) = episodes.LastFlags("terminations");
        var (truncated, _) = episodes.LastFlags("truncations");
        return new ArrayTable
        {
            Format = Name,
            Fields = Names with { Episodes = episodes.Names },
            Known = episodes.Arrays("observations", "actions", "rewards", "terminations", "truncations", "infos"),
            Observations = observations,
            [StandardColumn.FinalObservation] = cut.IsEmpty ? Observed(final: true) : null,
            [StandardColumn.Action] = actions,
            [StandardColumn.Reward] = episodes.Rewards("rewards"),
            EpisodeStarts = episodes.Starts,
            Terminated = terminated,
            Ended = NdArray.Vector<bool>([
                .. terminated.Values.Zip(truncated.Values, (first, second) => first || second),
            ]),
            EnvironmentId = metadata.EnvironmentId,
            Notes =
            [
                .. Notes(episodes, metadata, observed, acted, earlier),
                .. CutNotes(episodes, cut),
                .. DictionaryMembers.ImageNotes(observed, members, IsImage),
                .. StartNotes(actions),
            ],
        };
    }

    public void Write(string path, Demonstrations demonstrations) => Write(path, demonstrations, environment: null);

    public void Write(string path, Demonstrations demonstrations, EnvironmentSpec? environment) =>
        MinariWriter.Write(path, demonstrations, environment);

    /// <summary>Minari keeps some images as JPEG, whose bytes look like any others but for their number.</summary>
    private static bool IsEncoded(EpisodeGroups episodes, MinariMetadata metadata, string member)
    {
        var stated = MinariMetadata.ShapeOf(MinariMetadata.Within(metadata.ObservationSpace, member));
        var array = episodes.Info(0, member.Length == 0 ? "observations" : $"observations/{member}");
        return stated.Length > 1 && !array.Shape.Skip(1).SequenceEqual(stated);
    }

    private static void RefuseEncoded(
        IArrayFile file,
        string field,
        EpisodeGroups episodes,
        MinariMetadata metadata,
        ImmutableArray<string> members
    )
    {
        if (members.FirstOrDefault(member => IsEncoded(episodes, metadata, member)) is not { } encoded)
        {
            return;
        }
        var shape = MinariMetadata.ShapeOf(MinariMetadata.Within(metadata.ObservationSpace, encoded));
        throw new DemonstrationException(
            file.Path,
            encoded.Length == 0 ? field : $"{field}/{encoded}",
            $"holds no rows of {string.Join(" x ", shape)} values, as its space says: such images are kept as JPEG, which is not read. Record them without compression, or name the members to take if this is one of several."
        );
    }

    private static IEnumerable<string> StartNotes(TableColumn actions)
    {
        if (actions.Parts.Any(part => !part.Starts.IsEmpty))
        {
            yield return "Choices that begin at other numbers in the file are counted from 0 here.";
        }
    }

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
