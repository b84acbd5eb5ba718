using System.Collections.Immutable;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Evaluation;

/// <summary>The true returns of complete episodes.</summary>
/// <param name="Returns">One per episode.</param>
/// <param name="Lengths">One per episode.</param>
public sealed record EvaluationResult(ImmutableArray<double> Returns, ImmutableArray<int> Lengths)
{
    /// <summary>The returns and lengths of episodes.</summary>
    /// <param name="episodes">At least one.</param>
    public static EvaluationResult Of(IReadOnlyList<Episode> episodes)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        return new EvaluationResult(
            [.. episodes.Select(episode => episode.Return)],
            [.. episodes.Select(episode => episode.Length)]
        )
        {
            UnstableEpisodes = episodes.Count(episode => episode.Unstable),
        };
    }

    /// <summary>The number of episodes that a simulation error cut short.</summary>
    public int UnstableEpisodes { get; init; }

    /// <summary>The mean return.</summary>
    public double MeanReturn => Statistics.Mean(Returns);

    /// <summary>The standard deviation of the returns.</summary>
    public double StandardDeviation => Statistics.StandardDeviation(Returns);
}

/// <summary>Evaluates a policy by the environment's own reward.</summary>
public static class PolicyEvaluation
{
    /// <summary>Runs complete episodes from fresh resets.</summary>
    /// <param name="policy">The policy to run.</param>
    /// <param name="episodes">The number of episodes, at least 1.</param>
    /// <param name="choice">Whether to sample actions or to take the most probable one.</param>
    public static EvaluationResult Run(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        int episodes,
        RandomKey key,
        ActionMode choice
    ) => EvaluationResult.Of(Episodes(executor, environment, policy, episodes, key, choice));

    /// <summary>The episodes that <see cref="Run"/> measures.</summary>
    /// <param name="policy">The policy to run.</param>
    /// <param name="episodes">The number of episodes, at least 1.</param>
    /// <param name="choice">Whether to sample actions or to take the most probable one.</param>
    public static IReadOnlyList<Episode> Episodes(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        int episodes,
        RandomKey key,
        ActionMode choice
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        RandomKey[] keys = [.. Enumerable.Range(0, episodes).Select(key.Fold)];
        return EpisodeRunner.Run(executor, environment, policy, keys, choice);
    }
}
