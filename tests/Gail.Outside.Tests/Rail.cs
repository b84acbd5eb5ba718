using Gail.Environments;
using Gail.Numerics;

namespace Gail.Outside.Tests;

/// <summary>A cart on a rail from -1 to 1 that is paid for being near the middle, 20 steps long.</summary>
internal sealed class Rail : IEnvironment
{
    public EnvironmentSpec Spec { get; } =
        new()
        {
            Id = "Rail-v0",
            Observation = ObservationSpace.Symmetric(1),
            Action = BoxSpace.Uniform(1, -1, 1),
            StateWidth = 1,
            StepLimit = 20,
        };

    public void Reset(RandomKey key, Span<double> state) => state[0] = key.Uniform(0, -1, 1);

    public void Observe(ReadOnlySpan<double> state, Span<float> observation) => observation[0] = (float)state[0];

    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        next[0] = Math.Clamp(state[0] + (0.1 * action[0]), -1, 1);
        return new StepResult(Reward: -Math.Abs(next[0]), Terminated: false);
    }
}
