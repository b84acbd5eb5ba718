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

/// <summary>A <see cref="PolicyBatch"/> of which a part is lent for the time of one call.</summary>
/// <param name="Observations">Raw observations [N, obs].</param>
/// <param name="Actions">Encoded actions [N, encoded width].</param>
/// <param name="Distribution">The parameters of the distributions the actions were drawn from.</param>
/// <param name="Advantages">Standardised advantages [N, 1].</param>
internal readonly record struct LentPolicyBatch(
    NdArray<float> Observations,
    ReadOnlyMemory<float> Actions,
    NdArray<float> Distribution,
    ReadOnlyMemory<float> Advantages
)
{
    internal static LentPolicyBatch Of(PolicyBatch batch) =>
        new(batch.Observations, batch.Actions.Memory, batch.Distribution, batch.Advantages.Memory);

    /// <summary>A batch to keep.</summary>
    internal PolicyBatch ToBatch() => new(Observations, ToArray(Actions), Distribution, ToArray(Advantages));

    private NdArray<float> ToArray(ReadOnlyMemory<float> values) =>
        NdArray.Matrix(Observations.Rows, values.Length / Observations.Rows, values.Span);
}

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

    /// <summary>The same on memory that is lent: without arrays, where an optimiser of this library can.</summary>
    internal PolicyUpdate Update(Executor executor, StateTree policy, LentPolicyBatch batch, RandomKey key) =>
        Update(executor, policy, batch.ToBatch(), key);
}
