using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gail.Rollouts;

/// <summary>The length of an episode, and how it ended.</summary>
/// <param name="Length">Its steps, at least 1; of one that neither terminated nor was truncated: so far.</param>
/// <param name="Terminated">Whether the task itself ended.</param>
/// <param name="Truncated">Whether the time limit cut it, or the simulation broke down.</param>
public readonly record struct EpisodeEnd(int Length, bool Terminated, bool Truncated)
{
    /// <summary>The ends of a rollout's segments, in their order; the length counts from the episode's beginning.</summary>
    public static ImmutableArray<EpisodeEnd> Of(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var ends = new EpisodeEnd[rollout.Segments.Length];
        for (var i = 0; i < ends.Length; i++)
        {
            var segment = rollout.Segments[i];
            var length = rollout.Steps[segment.Start + segment.Length - 1] + 1;
            ends[i] = new EpisodeEnd((int)length, segment.Terminated, segment.Truncated);
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(ends);
    }
}
