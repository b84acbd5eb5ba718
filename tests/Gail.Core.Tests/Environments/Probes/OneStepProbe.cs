using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments.Probes;

/// <summary>
/// The base of environments so small that the optimal value and policy are known, for learning tests: one number is
/// seen, one step is taken. (The idea is from rejax and from Andy Jones, "Debugging RL, Without the Agonizing Pain".)
/// </summary>
/// <param name="id">The name.</param>
/// <param name="action">What the agent may do.</param>
/// <param name="description">What a learner should find.</param>
public abstract class OneStepProbe(string id, ActionSpace action, string description) : IEnvironment
{
    public EnvironmentSpec Spec { get; } =
        new()
        {
            Id = id,
            Observation = ObservationSpace.Symmetric(1),
            Action = action,
            StateWidth = 1,
            StepLimit = 1_000,
            Termination = TerminationMeaning.Success,
            Description = description,
        };

    public void Reset(RandomKey key, Span<double> state) => state[0] = Initial(key);

    public void Observe(ReadOnlySpan<double> state, Span<float> observation) => observation[0] = (float)state[0];

    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        next[0] = state[0];
        return new StepResult(Reward(state[0], action[0]), Terminated: true);
    }

    /// <summary>The one observation of an episode.</summary>
    protected abstract double Initial(RandomKey key);

    /// <summary>The one reward of an episode.</summary>
    protected abstract double Reward(double observation, float action);

    /// <summary>-1 or +1 with equal probability.</summary>
    protected static double RandomSign(RandomKey key) => (2 * key.Below(0, 2)) - 1;
}
