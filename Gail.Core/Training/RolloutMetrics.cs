using System.Collections.Immutable;
using Gail.Evaluation;
using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>Metrics of an iteration's batch. The true return is for the reader; no update sees it.</summary>
internal static class RolloutMetrics
{
    internal static ImmutableArray<Metric> Of(TrainProgress next, Rollout rollout, ReadOnlySpan<double> rewards) =>
        [
            new Metric("iteration", next.Iteration),
            new Metric("environment_steps", next.EnvironmentSteps),
            new Metric("episodes", rollout.CompletedReturns.Length),
            new Metric("true_return_mean", Statistics.Mean(rollout.CompletedReturns)),
            new Metric("true_return_std", Statistics.StandardDeviation(rollout.CompletedReturns)),
            new Metric("episode_length_mean", Mean(rollout.CompletedLengths)),
            new Metric("unstable_episodes", rollout.UnstableEpisodes),
            new Metric("reward_mean", Statistics.MeanOf(rewards)),
        ];

    private static double Mean(ImmutableArray<int> values)
    {
        var sum = 0L;
        foreach (var value in values)
        {
            sum += value;
        }
        return (double)sum / values.Length;
    }
}
