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

    /// <summary>How many of the episodes were cut short because the simulation broke down.</summary>
    public int UnstableEpisodes { get; init; }

    /// <summary>The mean return.</summary>
    public double MeanReturn => Statistics.Mean(Returns);

    /// <summary>The standard deviation of the returns.</summary>
    public double StandardDeviation => Statistics.StandardDeviation(Returns);
}

/// <summary>How good a policy is by the environment's own reward.</summary>
public static class PolicyEvaluation
{
    /// <summary>Runs complete episodes from fresh resets.</summary>
    /// <param name="executor">Where to compute; the result does not depend on it.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="policy">What acts.</param>
    /// <param name="episodes">How many, at least 1.</param>
    /// <param name="key">The source of randomness.</param>
    /// <param name="choice">Whether actions are drawn or the most probable ones.</param>
    public static EvaluationResult Run(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        int episodes,
        RandomKey key,
        ActionChoice choice
    ) => EvaluationResult.Of(Episodes(executor, environment, policy, episodes, key, choice));

    /// <summary>The episodes that <see cref="Run"/> measures.</summary>
    /// <param name="executor">Where to compute; the result does not depend on it.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="policy">What acts.</param>
    /// <param name="episodes">How many, at least 1.</param>
    /// <param name="key">The source of randomness.</param>
    /// <param name="choice">Whether actions are drawn or the most probable ones.</param>
    public static IReadOnlyList<Episode> Episodes(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        int episodes,
        RandomKey key,
        ActionChoice choice
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        RandomKey[] keys = [.. Enumerable.Range(0, episodes).Select(key.Fold)];
        return EpisodeRunner.Run(executor, environment, policy, keys, choice);
    }
}
