using System.Collections.Immutable;

namespace Gail.Data;

/// <summary>robomimic's data sets: a group for each demonstration, whose observations are a dictionary of arrays.</summary>
internal sealed class RobomimicLayout : IArrayLayout
{
    private const string Filters = "mask/";
    private static readonly EpisodePlace Place = EpisodeGroups.Under("data/demo_");

    private static readonly FieldNames Names = new()
    {
        Observations = "obs",
        FinalObservations = "next_obs",
        NextObservations = "next_obs",
        Ended = "dones",
    };

    public string Name => "robomimic";

    public string Description => "robomimic's data sets (.hdf5)";

    public ImmutableArray<string> Required { get; } = ["data/demo_0/actions", "data/demo_0/obs/..."];

    // Before the observations are extracted there are only states; Table says so.
    public bool Recognizes(IArrayFile file) => EpisodeGroups.Exist(file, Place, "actions");

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        var episodes = EpisodeGroups.Of(file, Place, "actions");
        var observed = episodes.Below("obs");
        if (observed.IsEmpty)
        {
            throw new DemonstrationException(
                file.Path,
                $"{episodes.Names[0]}/obs",
                "there are no observations, only what the simulator recorded; extract them first with robomimic's dataset_states_to_obs.py."
            );
        }
        var members = DictionaryMembers.Choose(file, $"{episodes.Names[0]}/obs", observed, options.ObservationParts);
        var observations = episodes.Column("obs", members, extra: 0, final: false);
        var hasNext = members.All(member => episodes.Has($"next_obs/{member}"));
        return new ArrayTable
        {
            Format = Name,
            Fields = Names with { Episodes = episodes.Names },
            Known =
            [
                .. episodes.Arrays("obs", "next_obs", "actions", "rewards", "dones", "states"),
                .. FilterKeys(file).Select(key => Filters + key),
            ],
            Observations = observations,
            ObservationParts = DictionaryMembers.Parts(observations),
            FinalObservations = hasNext ? episodes.Column("next_obs", members, extra: 0, final: true) : null,
            Actions = episodes.Column("actions", [""], extra: 0, final: false),
            ActionsAreDiscrete = episodes.IsDiscrete("actions", [""]),
            Rewards = episodes.OptionalVector("rewards"),
            EpisodeStarts = episodes.Starts,
            Ended = episodes.Has("dones") ? episodes.LastFlags("dones").Last : null,
            EnvironmentId = JsonText.Object(file.Attributes.GetValueOrDefault("data@env_args"))?.Text("env_name") ?? "",
            Notes = [.. Notes(file, members, hasNext)],
        };
    }

    private static IEnumerable<string> FilterKeys(IArrayFile file) =>
        file
            .Arrays.Select(array => array.Name)
            .Where(name => name.StartsWith(Filters, StringComparison.Ordinal))
            .Select(name => name[Filters.Length..]);

    private static IEnumerable<string> Notes(IArrayFile file, ImmutableArray<string> members, bool hasNext)
    {
        yield return $"Observations are a dictionary; side by side lie {string.Join(", ", members)}.";
        yield return "The layout's 'dones' do not tell termination from a time limit: the last one says only whether a demonstration ran to its end.";
        if (!hasNext)
        {
            yield return "The file does not hold the observation after the last step of a demonstration.";
        }
        if (FilterKeys(file).ToList() is { Count: > 0 } keys)
        {
            yield return $"The file has filter keys, {string.Join(", ", keys)}; all demonstrations are read, whatever the keys say.";
        }
    }
}
