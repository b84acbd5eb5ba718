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
    /// <summary>Episodes stepped side by side by one thread: enough rows to feed the network's kernels.</summary>
    private const int GroupSize = 16;

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
        var episodes = new Episode[keys.Count];
        var groups = (keys.Count + GroupSize - 1) / GroupSize;
        executor.For(
            groups,
            group =>
            {
                // The group's bounds depend on the number of keys alone.
                var start = (int)((long)keys.Count * group / groups);
                var end = (int)((long)keys.Count * (group + 1) / groups);
                RunGroup(executor, environment, policy, keys, choice, start, episodes.AsSpan(start, end - start));
            }
        );
        return episodes;
    }

    private static void RunGroup(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        IReadOnlyList<RandomKey> keys,
        ActionChoice choice,
        int first,
        Span<Episode> episodes
    )
    {
        var spec = environment.Spec;
        var lanes = new List<EpisodeRecorder>();
        for (var i = 0; i < episodes.Length; i++)
        {
            lanes.Add(new EpisodeRecorder(environment, policy.CarryWidth, i, keys[first + i]));
        }
        var next = new double[spec.StateWidth];
        while (lanes.Count > 0)
        {
            executor.Cancellation.ThrowIfCancellationRequested();
            var observations = new float[lanes.Count * spec.Observation.Width];
            var carry = new float[lanes.Count * policy.CarryWidth];
            var actionKeys = new RandomKey[lanes.Count];
            for (var lane = 0; lane < lanes.Count; lane++)
            {
                lanes[lane].Observation.CopyTo(observations.AsSpan(lane * spec.Observation.Width));
                lanes[lane].Carry.CopyTo(carry.AsSpan(lane * policy.CarryWidth));
                actionKeys[lane] = lanes[lane].ActionKey;
            }
            var step = policy.Act(
                executor,
                NdArray<float>.Own(new Shape(lanes.Count, spec.Observation.Width), observations),
                NdArray<float>.Own(new Shape(lanes.Count, policy.CarryWidth), carry),
                actionKeys,
                choice
            );
            for (var lane = 0; lane < lanes.Count; lane++)
            {
                lanes[lane].Step(environment, step, lane, next);
                if (lanes[lane].Ended)
                {
                    episodes[lanes[lane].Index] = lanes[lane].ToEpisode(spec);
                }
            }
            lanes.RemoveAll(lane => lane.Ended);
        }
    }
}
