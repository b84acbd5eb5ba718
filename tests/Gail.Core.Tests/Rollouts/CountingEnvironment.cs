using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Rollouts;

/// <summary>
/// Sees how many steps the episode has taken and is paid that many plus the action; no randomness. Terminates after
/// <paramref name="terminateAfter"/> steps, truncated after <paramref name="limit"/>.
/// </summary>
internal sealed class CountingEnvironment(int limit, int terminateAfter = int.MaxValue) : IEnvironment
{
    public EnvironmentSpec Spec { get; } =
        new()
        {
            Id = "Probe-Counting",
            Observation = ObservationSpace.Unbounded(1),
            Action = BoxSpace.Uniform(1, -100, 100),
            StateWidth = 1,
            StepLimit = limit,
            Termination = terminateAfter == int.MaxValue ? TerminationMeaning.Never : TerminationMeaning.Failure,
        };

    public void Reset(RandomKey key, Span<double> state) => state[0] = 0;

    public void Observe(ReadOnlySpan<double> state, Span<float> observation) => observation[0] = (float)state[0];

    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        next[0] = state[0] + 1;
        return new StepResult(next[0] + action[0], next[0] >= terminateAfter);
    }
}
