using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

/// <summary>robomimic's data sets: a group for each demonstration, whose observations are a dictionary of arrays.</summary>
internal sealed class RobomimicLayout : IArrayLayout
{
    /// <summary>The name of the layout.</summary>
    public const string LayoutName = "robomimic";

    private const string Group = "data/";
    private static readonly EpisodePlace Place = EpisodeGroups.Under(Group + "demo_");

    private static readonly FieldNames Names = new()
    {
        [StandardColumn.Observation] = "obs",
        [StandardColumn.FinalObservation] = "next_obs",
        [StandardColumn.NextObservation] = "next_obs",
        [StandardColumn.Ended] = "dones",
    };

    public string Name => LayoutName;

    public string Description => "robomimic's data sets (.hdf5); does not tell success from a time limit";

    public ImmutableArray<string> Required { get; } = ["data/demo_0/actions", "data/demo_0/obs/..."];

    // Before the observations are extracted there are only states; Table says so.
    public bool Recognizes(IArrayFile file) => EpisodeGroups.Exist(file, Place, "actions");

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        var present = Present(file);
        var chosen = options.FilterKey is { } key ? RobomimicFilter.Chosen(file, key, present) : present;
        bool IsChosen((long Number, string Name, string Path) place) => chosen.Contains(place.Name[Group.Length..]);
        var episodes = EpisodeGroups.Of(
            file,
            array => Place(array) is { } place && IsChosen(place) ? place : null,
            "actions",
            options
        );
        var observed = episodes.Below("obs");
        if (observed.IsEmpty)
        {
            throw new DemonstrationException(
                file.Path,
                $"{episodes.Names[0]}/obs",
                "there are no observations, only what the simulator recorded; extract them first with robomimic's dataset_states_to_obs.py."
            );
        }
        bool IsImage(string member) => episodes.IsImage("obs", member);
        var members = DictionaryMembers.Choose(
            file,
            $"{episodes.Names[0]}/obs",
            observed,
            options.ObservationParts,
            IsImage
        );
        var observations = episodes.Column("obs", members, extra: 0, final: false);
        var hasNext = members.All(member => episodes.Has($"next_obs/{member}"));
        return new ArrayTable
        {
            Format = Name,
            Fields = Names with { Episodes = episodes.Names },
            Known =
            [
                .. episodes.Arrays("obs", "next_obs", "actions", "rewards", "dones", "states"),
                .. RobomimicFilter.Arrays(file),
                // Left out because they were not asked for.
                .. file
                    .Arrays.Select(array => array.Name)
                    .Where(array => Place(array) is { } place && !IsChosen(place)),
            ],
            Observations = observations,
            [StandardColumn.FinalObservation] = hasNext
                ? episodes.Column("next_obs", members, extra: 0, final: true)
                : null,
            [StandardColumn.Action] = episodes.Column("actions", [""], extra: 0, final: false),
            ActionsAreDiscrete = episodes.IsDiscrete("actions", [""]),
            [StandardColumn.Reward] = episodes.Rewards("rewards"),
            EpisodeStarts = episodes.Starts,
            Ended = episodes.Has("dones") ? episodes.LastFlags("dones").Last : null,
            EnvironmentId = JsonText.Object(file.Attributes.GetValueOrDefault("data@env_args"))?.Text("env_name") ?? "",
            Notes =
            [
                .. Notes(members, hasNext),
                .. DictionaryMembers.ImageNotes(observed, members, IsImage),
                .. FilterNotes(file, options, chosen.Count, present.Count),
            ],
        };
    }

    /// <summary>What the file calls its demonstrations, as in "demo_3".</summary>
    private static ImmutableHashSet<string> Present(IArrayFile file) =>
        [
            .. file
                .Arrays.Select(array => Place(array.Name))
                .Where(place => place is not null)
                .Select(place => place!.Value.Name[Group.Length..]),
        ];

    private static IEnumerable<string> Notes(ImmutableArray<string> members, bool hasNext)
    {
        yield return $"Observations are a dictionary; side by side lie {string.Join(", ", members)}.";
        yield return "The layout's 'dones' do not tell termination from a time limit: the last one says only whether a demonstration ran to its end.";
        if (!hasNext)
        {
            yield return "The file does not hold the observation after the last step of a demonstration.";
        }
    }

    private static IEnumerable<string> FilterNotes(
        IArrayFile file,
        DemonstrationFileOptions options,
        int chosen,
        int present
    )
    {
        if (options.FilterKey is { } key)
        {
            yield return $"Of the file's {present} demonstrations the {chosen} that its filter key '{key}' names are read.";
        }
        else if (RobomimicFilter.Keys(file) is { IsEmpty: false } keys)
        {
            yield return $"The file has filter keys, {string.Join(", ", keys)}; all demonstrations are read. To read those of one key, name it with --filter-key or DemonstrationFileOptions.FilterKey.";
        }
    }
}
