using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Text;

namespace Gail.Data.Formats.Layouts;

/// <summary>Which arrays of a file are which columns by their names: those that options give, or usual ones.</summary>
/// <param name="file">The file.</param>
/// <param name="options">May give names; of arrays side by side all of them, as in position+speed.</param>
internal sealed class NamedArrays(IArrayFile file, DemonstrationFileOptions options)
{
    private const char And = '+';

    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Usual = new Dictionary<
        StandardColumn,
        ImmutableArray<string>
    >
    {
        [StandardColumn.Observation] = ["observations", "observation", "obs", "states", "state"],
        [StandardColumn.Action] = ["actions", "action", "acts", "act", "acs"],
        [StandardColumn.Reward] = ["rewards", "reward", "rews", "rew"],
        [StandardColumn.NextObservation] =
        [
            "next_observations",
            "next_observation",
            "next_obs",
            "obs_next",
            "next_states",
            "next_state",
        ],
        [StandardColumn.Terminated] = ["terminated", "terminals", "terminal", "terminations", "termination"],
        [StandardColumn.Truncated] = ["truncated", "truncations", "truncation", "timeouts", "timeout"],
        [StandardColumn.Ended] = ["ended", "dones", "done"],
        [StandardColumn.Episode] = ["episode", "episodes", "episode_ids", "episode_id", "episode_index"],
        [StandardColumn.Step] = ["t", "steps", "step", "timesteps", "timestep"],
    }.ToImmutableDictionary(pair => pair.Key.Name, pair => pair.Value);

    /// <summary>What else says where episodes begin.</summary>
    private static ImmutableArray<string> Cuts { get; } =
    ["episode_starts", "episode_ends", "episode_lengths", "traj_lens"];

    /// <summary>The arrays used so far.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether a file has observations under a usual name, be it an array or, beside actions, a group of arrays.
    /// </summary>
    public static bool HaveObservations(IArrayFile file) =>
        Found(file, StandardColumn.Observation) is { Shape: [var rows, ..] }
            // Otherwise a library's layout is meant, of which something is missing.
            ? Found(file, StandardColumn.Action) is not { Shape: [var steps, ..] } || rows - steps is 0 or 1
            : (GroupOf(file) is not null && Found(file, StandardColumn.Action) is not null);

    private static ArrayInfo? Found(IArrayFile file, StandardColumn column) =>
        Usual[column.Name].Select(name => IndexOf(file, name)).FirstOrDefault(array => array is not null);

    /// <summary>
    /// Whether a file says more than <see cref="StepsLayout"/> knows: of which episode each step is, or what was observed
    /// behind the last one, or all that in other letters.
    /// </summary>
    public static bool SaysMore(IArrayFile file)
    {
        ImmutableHashSet<string> known = [.. MemberWords.OfEpisode, .. MemberWords.Lengths];
        var usual = Usual.Values.SelectMany(names => names).Concat(Cuts);
        return usual.Any(name => IndexOf(file, name) is { } array && !known.Contains(array.Name))
            || (
                Found(file, StandardColumn.Observation) is { Shape: [var rows, ..] and { Length: < 3 } }
                && Found(file, StandardColumn.Action) is { Shape: [var steps, ..] }
                && rows - steps == 1
            );
    }

    /// <summary>
    /// The arrays of observations side by side; those of a group that are no vectors are left out, and named.
    /// </summary>
    public (ImmutableArray<ArrayInfo> Arrays, string Group, ImmutableArray<string> LeftOut) Observed()
    {
        var found = Of(StandardColumn.Observation);
        if (!found.IsEmpty || GroupOf(file) is not { } group)
        {
            return (found, "", []);
        }
        var below = file
            .Arrays.Where(array => array.Name.StartsWith(group, StringComparison.Ordinal))
            .ToDictionary(array => array.Name[group.Length..]);
        Used.UnionWith(below.Values.Select(array => array.Name));
        ImmutableArray<string> vectors = [.. below.Keys.Where(name => below[name].Shape.Length is 1 or 2)];
        var chosen = DictionaryMembers.Choose(file, group.TrimEnd('/'), vectors, options.ObservationParts, _ => false);
        return ([.. chosen.Select(name => below[name])], group, [.. below.Keys.Except(vectors)]);
    }

    /// <summary>The beginning of the names of a group of observations, as in "observations/"; null if there is none.</summary>
    private static string? GroupOf(IArrayFile file) =>
        Usual[StandardColumn.Observation.Name]
            .Select(name => name + "/")
            .FirstOrDefault(group => file.Arrays.Any(array => array.Name.StartsWith(group, StringComparison.Ordinal)));

    /// <summary>Whether options name a column.</summary>
    public bool IsGiven(string column) => options.ColumnNames.ContainsKey(column);

    /// <summary>The arrays of a column, side by side; none where it is not there.</summary>
    /// <exception cref="DemonstrationException">Options name an array that is not there.</exception>
    public ImmutableArray<ArrayInfo> Of(StandardColumn column) => Of(column.Name, Usual[column.Name]);

    /// <summary>The array that tells agents apart, or null.</summary>
    public ArrayInfo? Agent => IsGiven(TextNames.Agent) ? Of(TextNames.Agent, [])[0] : null;

    /// <summary>An array of one of some names, or null.</summary>
    public ArrayInfo? Any(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (IndexOf(file, name) is { } found)
            {
                Used.Add(found.Name);
                return found;
            }
        }
        return null;
    }

    private ImmutableArray<ArrayInfo> Of(string column, ImmutableArray<string> usual)
    {
        if (!options.ColumnNames.TryGetValue(column, out var given))
        {
            return Any(usual.AsSpan()) is { } found ? [found] : [];
        }
        var names = IndexOf(file, given) is null ? given.Split(And, StringSplitOptions.TrimEntries) : [given];
        return
        [
            .. names.Select(name =>
                Any(name)
                ?? throw new DemonstrationException(
                    file.Path,
                    name,
                    $"there is no such array for {column}; the file holds {string.Join(", ", file.Arrays.Select(array => array.Name))}."
                )
            ),
        ];
    }

    /// <summary>The very name first, then letters large or small, then the last part of a path.</summary>
    private static ArrayInfo? IndexOf(IArrayFile file, string name) =>
        file.Arrays.FirstOrDefault(array => array.Name == name)
        ?? file.Arrays.FirstOrDefault(array => array.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (
            file.Arrays.Where(array => array.Name.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase)).ToList()
                is [var only]
                ? only
                : null
        );
}
