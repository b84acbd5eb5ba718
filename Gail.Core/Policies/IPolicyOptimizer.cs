using System.Collections.Immutable;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>The batch that updates a policy: N steps, in the order of their segments. Memory is the caller's.</summary>
/// <param name="Observations">Raw observations [N, obs].</param>
/// <param name="Actions">Encoded actions [N, encoded width].</param>
/// <param name="Distribution">The parameters of the distributions the actions were drawn from [N, parameter
/// width].</param>
/// <param name="Advantages">Standardised advantages [N, 1].</param>
public sealed record PolicyBatch(
    NdArray<float> Observations,
    ReadOnlyMemory<float> Actions,
    NdArray<float> Distribution,
    ReadOnlyMemory<float> Advantages
)
{
    /// <summary>The segments of episodes that the rows form; empty where they are not known.</summary>
    public ImmutableArray<Segment> Segments { get; init; } = [];

    /// <summary>The policy's recurrent state before each action [N, recurrent width]; null where it has none.</summary>
    public NdArray<float>? RecurrentStates { get; init; }
}

/// <summary>A policy after an update.</summary>
/// <param name="State">The new state; normalisation statistics are not touched.</param>
/// <param name="Metrics">Numbers about the update, always the same names in the same order.</param>
/// <param name="GradientSteps">The number of gradient steps.</param>
public sealed record PolicyUpdate(StateTree State, ImmutableArray<Metric> Metrics, long GradientSteps = 1);

/// <summary>A way to improve a policy: TRPO, PPO, ...</summary>
public interface IPolicyOptimizer
{
    /// <summary>Adds what the optimiser keeps between updates to a policy's state.</summary>
    /// <param name="policy">A state of <see cref="PolicyNetwork"/>.</param>
    StateTree Init(StateTree policy);

    /// <summary>Improves the policy on one batch.</summary>
    PolicyUpdate Update(Executor executor, StateTree policy, PolicyBatch batch, RandomKey key);
}
