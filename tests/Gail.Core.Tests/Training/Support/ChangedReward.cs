using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Training.Support;

/// <summary>An environment that differs from another in its reward alone.</summary>
internal sealed class ChangedReward(IEnvironment inner, Func<double, double> change) : IEnvironment
{
    public EnvironmentSpec Spec => inner.Spec;

    public void Reset(RandomKey key, Span<double> state) => inner.Reset(key, state);

    public void Observe(ReadOnlySpan<double> state, Span<float> observation) => inner.Observe(state, observation);

    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        var result = inner.Step(state, action, key, next);
        return result with { Reward = change(state[0] + result.Reward) };
    }
}
