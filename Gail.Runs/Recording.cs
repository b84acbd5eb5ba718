using Gail.Data;
using Gail.Data.Columns;
using Gail.Data.Views;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Runs;

/// <summary>Demonstrations made by a policy.</summary>
public static class Recording
{
    /// <summary>Records complete episodes from fresh resets.</summary>
    /// <param name="policy">The policy to run.</param>
    /// <param name="episodes">The number of episodes, at least 1.</param>
    /// <param name="choice">Whether actions are drawn (the paper's way) or the most probable ones.</param>
    public static Demonstrations Record(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        int episodes,
        RandomKey key,
        ActionMode choice
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        RandomKey[] keys = [.. Enumerable.Range(0, episodes).Select(key.Fold)];
        var run = EpisodeRunner.Run(executor, environment, policy, keys, choice);
        return Of(environment.Spec, run);
    }

    /// <summary>Episodes as demonstrations.</summary>
    /// <param name="environment">The environment that they were recorded in.</param>
    /// <param name="episodes">At least one; one that neither terminated nor was truncated was left before its
    /// end.</param>
    public static Demonstrations Of(EnvironmentSpec environment, IReadOnlyList<Episode> episodes)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(episodes);
        ArgumentOutOfRangeException.ThrowIfZero(episodes.Count, nameof(episodes));
        var rollout = EpisodeSampler.Join(episodes, episodes.Sum(episode => episode.Length));
        return Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = rollout.Observations,
                Actions = rollout.Actions,
                EpisodeStarts = [.. rollout.Segments.Select(segment => segment.Start)],
                ActionParts = ColumnPart.Of(environment.Action),
                Rewards = rollout.EnvironmentRewards,
                FinalObservations = rollout.FinalObservations,
                Terminated = NdArray.Vector<bool>(rollout.Segments.Select(segment => segment.Terminated).ToArray()),
                Ended = NdArray.Vector<bool>(
                    rollout.Segments.Select(segment => segment.Terminated || segment.Truncated).ToArray()
                ),
                Source = new DemonstrationSource { EnvironmentId = environment.Id },
            }
        );
    }
}
