using Gail.Numerics;

namespace Gail.Environments;

/// <summary>The result of one step of an <see cref="EnvironmentBatch"/>.</summary>
/// <param name="Next">The batch after the step; lanes whose episode ended have begun the next one.</param>
/// <param name="NextObservations">
/// The observation after each step, [N, obs]: at the end of an episode its true last one, which the value of a truncated
/// episode bootstraps from.
/// </param>
/// <param name="Observations">
/// The observation to act on next, [N, obs]: as <paramref name="NextObservations"/>, but where an episode ended, the
/// first observation of the next one.
/// </param>
/// <param name="Rewards">The environment's own rewards, [N]; imitation never trains on them.</param>
/// <param name="Terminated">Whether the task itself ended, [N].</param>
/// <param name="Truncated">
/// Whether the episode reached its time limit, [N]: at the step of index StepLimit - 1, also when it terminated there,
/// as in Gymnasium; where both are true, termination is what cuts the bootstrap. Or, before the limit, whether the
/// simulation broke down (<see cref="StepResult.Unstable"/>).
/// </param>
public sealed record BatchStep(
    EnvironmentBatch Next,
    NdArray<float> NextObservations,
    NdArray<float> Observations,
    NdArray<double> Rewards,
    NdArray<bool> Terminated,
    NdArray<bool> Truncated
);
