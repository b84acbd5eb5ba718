using System.Collections.Immutable;
using Gail.Execution;
using Gail.Numerics;
using Gail.Training;

namespace Gail.Policies;

/// <summary>What a policy is updated with.</summary>
/// <param name="Observations">Raw observations [N, obs].</param>
/// <param name="Actions">Encoded actions [N, encoded width].</param>
/// <param name="Distribution">The parameters of the distributions the actions were drawn from.</param>
/// <param name="Advantages">Standardised advantages [N, 1].</param>
public sealed record PolicyBatch(
    NdArray<float> Observations,
    NdArray<float> Actions,
    NdArray<float> Distribution,
    NdArray<float> Advantages
);

/// <summary>A policy after an update.</summary>
/// <param name="State">The new state; moments are not touched.</param>
/// <param name="Metrics">What is worth a look.</param>
public sealed record PolicyUpdate(StateTree State, ImmutableArray<Metric> Metrics);

/// <summary>A way to improve a policy: TRPO, PPO, ...</summary>
public interface IPolicyOptimizer
{
    /// <summary>Adds what the optimiser keeps between updates to a policy's state.</summary>
    /// <param name="policy">A state of <see cref="PolicyNetwork"/>.</param>
    StateTree Init(StateTree policy);

    /// <summary>Improves the policy on one batch.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="policy">The state.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="key">The source of randomness.</param>
    PolicyUpdate Update(Executor executor, StateTree policy, PolicyBatch batch, RandomKey key);
}
