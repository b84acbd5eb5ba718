using System.Collections.Immutable;
using Gail.Adversaries;
using Gail.Execution;
using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>Where a policy's reward comes from.</summary>
public interface ITrainingSignal
{
    /// <summary>The state to begin with.</summary>
    /// <param name="key">The source of randomness.</param>
    StateTree Init(RandomKey key);

    /// <summary>The reward of each step.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="state">The state.</param>
    /// <param name="rollout">The steps.</param>
    double[] Rewards(Executor executor, StateTree state, Rollout rollout);

    /// <summary>The same into the caller's memory: without an array, where a signal of this library can.</summary>
    internal void Rewards(Executor executor, StateTree state, Rollout rollout, Span<double> rewards) =>
        Rewards(executor, state, rollout).CopyAll(rewards);

    /// <summary>Learns from what the policy did.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="state">The state.</param>
    /// <param name="rollout">The steps.</param>
    /// <param name="key">The source of randomness.</param>
    AdversaryUpdate Update(Executor executor, StateTree state, Rollout rollout, RandomKey key);
}

/// <summary>Imitation: the reward is an adversary's, which sees pairs alone.</summary>
/// <param name="adversary">The adversary.</param>
/// <param name="expert">The demonstrations.</param>
public sealed class ImitationSignal(IAdversary adversary, Transitions expert) : ITrainingSignal
{
    /// <inheritdoc/>
    public StateTree Init(RandomKey key) => adversary.Init(expert, key);

    /// <inheritdoc/>
    public double[] Rewards(Executor executor, StateTree state, Rollout rollout) =>
        adversary.Rewards(executor, state, Transitions.Of(rollout));

    void ITrainingSignal.Rewards(Executor executor, StateTree state, Rollout rollout, Span<double> rewards) =>
        adversary.Rewards(executor, state, Transitions.Of(rollout), rewards);

    /// <inheritdoc/>
    public AdversaryUpdate Update(Executor executor, StateTree state, Rollout rollout, RandomKey key) =>
        adversary.Update(executor, state, expert, Transitions.Of(rollout), key);
}

/// <summary>Reinforcement learning: the environment's own reward. For training experts only.</summary>
public sealed class EnvironmentSignal : ITrainingSignal
{
    /// <inheritdoc/>
    public StateTree Init(RandomKey key) => StateTree.Empty;

    /// <inheritdoc/>
    public double[] Rewards(Executor executor, StateTree state, Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        return rollout.EnvironmentRewards.Span.ToArray();
    }

    void ITrainingSignal.Rewards(Executor executor, StateTree state, Rollout rollout, Span<double> rewards) =>
        rollout.EnvironmentRewards.Span.CopyTo(rewards);

    /// <inheritdoc/>
    public AdversaryUpdate Update(Executor executor, StateTree state, Rollout rollout, RandomKey key) =>
        new(state, ImmutableArray<Metric>.Empty);
}
