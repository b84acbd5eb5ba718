using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments.Probes;

/// <summary>Sees 0, then 1, and is paid 1 at the second step only: is the reward discounted once?</summary>
public sealed class DelayedRewardProbe : IEnvironment
{
    public EnvironmentSpec Spec { get; } =
        new()
        {
            Id = "Probe-DelayedReward",
            Observation = ObservationSpace.Symmetric(1),
            Action = new DiscreteSpace(2),
            StateWidth = 1,
            StepLimit = 1_000,
            Termination = TerminationMeaning.Success,
            Description = "The value of 0 is the discount, of 1 it is 1.",
        };

    public void Reset(RandomKey key, Span<double> state) => state[0] = 0;

    public void Observe(ReadOnlySpan<double> state, Span<float> observation) =>
        observation[0] = Math.Min(1, (float)state[0]);

    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        next[0] = state[0] + 1;
        var second = state[0] >= 1;
        return new StepResult(second ? 1 : 0, second);
    }
}
