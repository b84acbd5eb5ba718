using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>One episode from a fresh reset to its end.</summary>
/// <param name="Observations">Seen before each action [T, obs].</param>
/// <param name="Actions">[T, action width].</param>
/// <param name="Distribution">[T, parameter width].</param>
/// <param name="Rewards">The environment's own rewards [T].</param>
/// <param name="FinalObservation">Seen after the last step [obs].</param>
/// <param name="Terminated">Whether the task itself ended.</param>
/// <param name="Truncated">Whether the time limit was reached.</param>
public sealed record Episode(
    NdArray<float> Observations,
    NdArray<float> Actions,
    NdArray<float> Distribution,
    NdArray<double> Rewards,
    NdArray<float> FinalObservation,
    bool Terminated,
    bool Truncated
)
{
    /// <summary>T, the number of steps.</summary>
    public int Length => Rewards.Length;

    /// <summary>The sum of the environment's rewards.</summary>
    public double Return
    {
        get
        {
            var sum = 0.0;
            foreach (var reward in Rewards.Span)
            {
                sum += reward;
            }
            return sum;
        }
    }
}

/// <summary>
/// Runs complete episodes. Each has its own key, so what happens in it depends neither on how many run side by side
/// nor on threads.
/// </summary>
public static class EpisodeRunner
{
    /// <summary>Runs one episode per key.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="policy">What acts.</param>
    /// <param name="keys">One key per episode.</param>
    /// <param name="choice">Whether actions are drawn or the most probable ones.</param>
    /// <returns>The episodes in the order of their keys.</returns>
    public static Episode[] Run(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        IReadOnlyList<RandomKey> keys,
        ActionChoice choice
    )
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(keys);
        var all = keys.ToArray();
        var episodes = new Episode[keys.Count];
        // Side by side enough rows to feed the network's kernels, unless the environment is what takes long.
        var groupSize = environment.Spec.LanesPerTask;
        var groups = (keys.Count + groupSize - 1) / groupSize;
        executor.For(
            groups,
            group =>
            {
                // The group's bounds depend on the number of keys alone.
                var start = (int)((long)keys.Count * group / groups);
                var end = (int)((long)keys.Count * (group + 1) / groups);
                RunGroup(executor, environment, policy, all.AsSpan(start..end), choice, episodes.AsSpan(start..end));
            }
        );
        return episodes;
    }

    private static void RunGroup(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        ReadOnlySpan<RandomKey> keys,
        ActionChoice choice,
        Span<Episode> episodes
    )
    {
        var group = new EpisodeGroup(environment, policy.CarryWidth, keys);
        while (group.Running > 0)
        {
            executor.Cancellation.ThrowIfCancellationRequested();
            group.Step(executor, policy, choice, episodes);
        }
    }
}
