using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// A list of trajectories, each a dictionary of arrays ("0/observations"): the rollouts of Berkeley's deep reinforcement
/// learning course, the data sets of the Decision Transformer, the imitation library's pickled trajectories. Or a
/// dictionary of lists, "observations/0".
/// </summary>
internal sealed class EpisodesLayout : IArrayLayout
{
    public string Name => "episodes";

    public string Description => "lists of trajectories, each a dictionary of arrays (.pkl, .pt)";

    public ImmutableArray<string> Required { get; } = ["0/observations", "0/actions"];

    public bool Recognizes(IArrayFile file) =>
        MemberWords.Observation.Any(word => EpisodeGroups.Exist(file, Place, word))
        && MemberWords.Action.Any(word => EpisodeGroups.Exist(file, Place, word));

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        string? Word(ImmutableArray<string> words) =>
            words.FirstOrDefault(word => EpisodeGroups.Exist(file, Place, word));

        var action = Word(MemberWords.Action) ?? MemberWords.Action[0];
        var episodes = EpisodeGroups.Of(file, Place, action, options);
        var observation = Word(MemberWords.Observation) ?? MemberWords.Observation[0];
        var observed = episodes.Below(observation);
        bool IsImage(string member) => episodes.IsImage(observation, member);
        var members = DictionaryMembers.Choose(
            file,
            $"{episodes.Names[0]}/{observation}",
            observed,
            options.ObservationParts,
            IsImage
        );
        // The imitation library keeps the observation after the last action with the others.
        var first = episodes.Info(0, members is [""] ? observation : $"{observation}/{members[0]}");
        var extra = first.Shape is [var rows, ..] && rows == episodes.Steps[0] + 1 ? 1 : 0;
        var next = Word(MemberWords.Next);
        var ends = EpisodeEnds.Of(episodes, Word);
        return new ArrayTable
        {
            Format = Name,
            Fields = Names(observation, action, Word(MemberWords.Reward), next) with { Episodes = episodes.Names },
            Known = episodes.Arrays(MemberWords.OfEpisode.AsSpan()).Union(MemberWords.Others),
            Observations = episodes.Column(observation, members, extra, final: false),
            [StandardColumn.FinalObservation] =
                extra == 1 ? episodes.Column(observation, members, extra, final: true)
                : next is not null ? episodes.Column(next, members, extra: 0, final: true)
                : null,
            [StandardColumn.Action] = episodes.Actions(action),
            [StandardColumn.Reward] = Word(MemberWords.Reward) is { } reward ? episodes.Rewards(reward) : null,
            EpisodeStarts = episodes.Starts,
            Terminated = ends.Terminated,
            Ended = ends.Ended,
            Notes =
            [
                .. Notes(extra == 1 || next is not null, ends),
                .. DictionaryMembers.ImageNotes(observed, members, IsImage),
            ],
        };
    }

    private static FieldNames Names(string observation, string action, string? reward, string? next)
    {
        var final = next ?? observation;
        return new FieldNames
        {
            [StandardColumn.Observation] = observation,
            [StandardColumn.Action] = action,
            [StandardColumn.Reward] = reward ?? MemberWords.Reward[0],
            [StandardColumn.FinalObservation] = final,
            [StandardColumn.NextObservation] = final,
        };
    }

    private static IEnumerable<string> Notes(bool hasFinal, EpisodeEnds ends)
    {
        if (!hasFinal)
        {
            yield return "The file does not hold the observation after the last step of an episode.";
        }
        if (ends.Note is { } note)
        {
            yield return note;
        }
    }

    /// <summary>
    /// "3/obs" is the member "obs" of trajectory 3, "demos/traj_3/obs" too; and so is "obs/3".
    /// </summary>
    private static (long Number, string Name, string Path)? Place(string array)
    {
        var names = array.Split('/');
        for (var i = 0; i + 1 < names.Length; i++)
        {
            if (Number(names[i]) is { } number && MemberWords.OfEpisode.Contains(names[i + 1]))
            {
                return (number, string.Join('/', names[..(i + 1)]), string.Join('/', names[(i + 1)..]));
            }
        }
        return names is [var member, var item] && MemberWords.OfEpisode.Contains(member) && Whole(item) is { } place
            ? (place, $"trajectory {place}", member)
            : null;
    }

    /// <summary>The number that a name ends with.</summary>
    private static long? Number(string name) => Whole(name.AsSpan(name.AsSpan().TrimEnd("0123456789").Length));

    private static long? Whole(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>How trajectories ended, as far as the file says.</summary>
    private sealed record EpisodeEnds(NdArray<bool>? Terminated, NdArray<bool>? Ended, string? Note)
    {
        public static EpisodeEnds Of(EpisodeGroups episodes, Func<ImmutableArray<string>, string?> word)
        {
            NdArray<bool>? Flags(ImmutableArray<string> words) =>
                word(words) is not { } name ? null
                : episodes.Info(0, name).Shape.IsEmpty ? episodes.Flags(name)
                : episodes.LastFlags(name).Last;

            var (terminated, truncated, ended) = (
                Flags(MemberWords.Terminated),
                Flags(MemberWords.Truncated),
                Flags(MemberWords.Ended)
            );
            return (terminated, truncated ?? ended) switch
            {
                (null, null) => new EpisodeEnds(
                    null,
                    null,
                    "The file does not say whether an episode terminated or was cut by the time limit."
                ),
                (null, var any) => new EpisodeEnds(
                    null,
                    any,
                    truncated is null
                        ? $"The file's '{word(MemberWords.Ended)}' does not tell termination from a time limit: it says only that an episode ran to its end."
                        : null
                ),
                (var task, null) => new EpisodeEnds(
                    task,
                    null,
                    "The file does not say whether an episode that did not terminate reached the time limit or was cut before."
                ),
                (var task, var other) => new EpisodeEnds(
                    task,
                    NdArray.Vector<bool>([.. task.Values.Zip(other.Values, (one, two) => one || two)]),
                    null
                ),
            };
        }
    }
}
