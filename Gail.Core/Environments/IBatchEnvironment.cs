namespace Gail.Environments;

/// <summary>
/// An environment that also steps and observes many environments in one call, environment after environment in
/// contiguous spans; what <see cref="EnvironmentBatch"/> then uses. It must draw nothing in a step: no keys are passed.
/// </summary>
/// <remarks>
/// Both methods are a matter of speed only: in every environment they give the same bits as
/// <see cref="IEnvironment.Step"/> and <see cref="IEnvironment.Observe"/>, whatever the other environments hold and
/// however many there are. N may be 0. Every element of the spans written to is written.
/// </remarks>
public interface IBatchEnvironment : IEnvironment
{
    /// <summary>Takes one step in each of N environments.</summary>
    /// <param name="states">The states before the step, [N, state].</param>
    /// <param name="actions">One action per environment, all of the action space, [N, action].</param>
    /// <param name="nextStates">Receives the states after the step, [N, state]; must not overlap the states.</param>
    /// <param name="rewards">Receives <see cref="StepResult.Reward"/>, [N].</param>
    /// <param name="terminated">Receives <see cref="StepResult.Terminated"/>, [N].</param>
    void StepBatch(
        ReadOnlySpan<double> states,
        ReadOnlySpan<float> actions,
        Span<double> nextStates,
        Span<double> rewards,
        Span<bool> terminated
    );

    /// <summary>Writes what the agent sees in each of N states.</summary>
    /// <param name="states">The states, [N, state].</param>
    /// <param name="observations">Receives the observations, [N, obs].</param>
    void ObserveBatch(ReadOnlySpan<double> states, Span<float> observations);
}
