using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>The steps of trajectories in arrays [N, L, ...], filled up behind their lengths.</summary>
internal static class StackedSteps
{
    /// <summary>Completes a table.</summary>
    /// <param name="file">The file.</param>
    /// <param name="table">What is known of any such file.</param>
    /// <param name="observations">[N, L, obs].</param>
    /// <param name="actions">[N, L, actions] or [N, L].</param>
    /// <param name="reward">What the rewards are called if there are any.</param>
    public static ArrayTable Table(
        IArrayFile file,
        ArrayTable table,
        ArrayInfo observations,
        ArrayInfo actions,
        string reward
    )
    {
        var (count, most) = Trajectories.Extents(file, observations);
        var named = MemberWords.Lengths.FirstOrDefault(file.Contains);
        var lengths = named is null
            ? [.. Enumerable.Repeat(most, count)]
            : Trajectories.Lengths(file, named, count, most);

        NdArray<bool>? Last(System.Collections.Immutable.ImmutableArray<string> words)
        {
            if (words.FirstOrDefault(file.Contains) is not { } name)
            {
                return null;
            }
            var flags = file.Read<bool>(name);
            return flags.Length == count * (long)most
                ? NdArray.Vector<bool>([.. lengths.Select((length, b) => flags.Span[(b * most) + length - 1])])
                : throw new DemonstrationException(
                    file.Path,
                    name,
                    $"has the shape {flags.Shape}, expected a flag for each of {most} steps of {count} trajectories."
                );
        }

        var (terminated, other) = (
            Last(MemberWords.Terminated),
            Last([.. MemberWords.Truncated, .. MemberWords.Ended])
        );
        return table with
        {
            Fields = table.Fields with { Episodes = [.. lengths.Select((_, b) => $"trajectory {b}")] },
            Columns = table
                .Columns.With(StandardColumn.Observation, Trajectories.Matrix(file, observations, lengths, most))
                .With(StandardColumn.Action, Trajectories.Matrix(file, actions, lengths, most))
                .With(
                    StandardColumn.Reward,
                    file.Contains(reward) ? Trajectories.Vector(file, file.Info(reward), lengths, most) : null
                ),
            EpisodeStarts = Trajectories.Starts(lengths),
            Terminated = terminated,
            Ended =
                terminated is null ? other
                : other is null ? null
                : NdArray.Vector<bool>([.. terminated.Values.Zip(other.Values, (one, two) => one || two)]),
            Notes = [.. Notes(named, count, most, (terminated ?? other) is not null)],
        };
    }

    private static IEnumerable<string> Notes(string? lengths, int count, int most, bool hasEnds)
    {
        if (lengths is null)
        {
            yield return $"The file states no lengths: each of the {count} episodes is taken to have {most} steps. If shorter ones were filled up, add their lengths as an array 'lengths'.";
        }
        yield return hasEnds
            ? "The file does not hold the observation after the last step of an episode."
            : "The file does not hold the observation after the last step, nor whether an episode terminated or was cut by the time limit.";
    }
}
