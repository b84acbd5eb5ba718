using System.Collections.Immutable;
using Gail.Execution;
using Gail.Numerics;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Adversaries;

/// <summary>
/// What tells expert from policy, and rewards the policy for not being told. Pure functions over a state tree; sees
/// observations and actions, never the environment's reward.
/// </summary>
public interface IAdversary
{
    /// <summary>The state to begin with.</summary>
    /// <param name="expert">The demonstrations.</param>
    /// <param name="key">The source of randomness.</param>
    StateTree Init(Transitions expert, RandomKey key);

    /// <summary>Learns from a batch of each.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="state">The state.</param>
    /// <param name="expert">The demonstrations, all of them.</param>
    /// <param name="policy">What the policy did in this iteration.</param>
    /// <param name="key">The source of randomness.</param>
    AdversaryUpdate Update(Executor executor, StateTree state, Transitions expert, Transitions policy, RandomKey key);

    /// <summary>The reward of each pair; higher is more expert-like.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="state">The state.</param>
    /// <param name="pairs">The pairs.</param>
    double[] Rewards(Executor executor, StateTree state, Transitions pairs);

    /// <summary>The same into the caller's memory: without an array, where an adversary of this library can.</summary>
    internal void Rewards(Executor executor, StateTree state, Transitions pairs, Span<double> rewards) =>
        Rewards(executor, state, pairs).CopyAll(rewards);
}

/// <summary>An adversary after an update.</summary>
/// <param name="State">The new state.</param>
/// <param name="Metrics">What is worth a look.</param>
public sealed record AdversaryUpdate(StateTree State, ImmutableArray<Metric> Metrics);
