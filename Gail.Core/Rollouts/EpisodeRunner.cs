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
/// <param name="Truncated">Whether the time limit was reached, or the simulation broke down.</param>
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
    /// <summary>The policy's recurrent state before each action [T, recurrent width].</summary>
    public NdArray<float> RecurrentStates { get; init; } = NdArray.Zeros<float>(new Shape(Rewards.Length, 0));

    /// <summary>Whether it was cut short because the simulation broke down.</summary>
    public bool Unstable { get; init; }

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
    /// <param name="policy">The policy to run.</param>
    /// <param name="keys">One key per episode.</param>
    /// <param name="choice">Whether to sample actions or to take the most probable one.</param>
    /// <returns>The episodes in the order of their keys.</returns>
    public static Episode[] Run(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        IReadOnlyList<RandomKey> keys,
        ActionMode choice
    )
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(keys);
        using var all = executor.Rent<RandomKey>(keys.Count);
        for (var i = 0; i < keys.Count; i++)
        {
            all.Span[i] = keys[i];
        }
        var episodes = new Episode[keys.Count];
        var groups = Groups(environment, keys.Count);
        executor.For(
            groups,
            group =>
            {
                var start = Start(group, groups, keys.Count);
                using var log = RunGroup(executor, environment, policy, all, group, choice);
                for (var i = 0; i < log.Count; i++)
                {
                    episodes[start + i] = log.ToEpisode(i);
                }
            }
        );
        return episodes;
    }

    /// <summary>
    /// The same without arrays: what happened, of neighbouring episodes together, in their order. Whoever asks
    /// disposes of the logs.
    /// </summary>
    internal static EpisodeLog[] Log(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        PooledBuffer<RandomKey> keys,
        ActionMode choice
    )
    {
        var logs = new EpisodeLog[Groups(environment, keys.Length)];
        executor.For(logs.Length, group => logs[group] = RunGroup(executor, environment, policy, keys, group, choice));
        return logs;
    }

    private static EpisodeLog RunGroup(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        PooledBuffer<RandomKey> keys,
        int group,
        ActionMode choice
    )
    {
        var groups = Groups(environment, keys.Length);
        var own = keys.Span[Start(group, groups, keys.Length)..Start(group + 1, groups, keys.Length)];
        return EpisodeGroup.Run(executor, environment, policy, choice, own);
    }

    // Side by side enough rows to feed the network's kernels, unless the environment is what takes long.
    private static int Groups(IEnvironment environment, int episodes)
    {
        var size = environment.Spec.EnvironmentsPerTask;
        return (episodes + size - 1) / size;
    }

    // The bounds depend on the number of episodes alone.
    private static int Start(int group, int groups, int episodes) => (int)((long)episodes * group / groups);
}
