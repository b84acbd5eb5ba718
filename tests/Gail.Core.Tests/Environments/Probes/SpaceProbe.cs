using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments.Probes;

/// <summary>
/// Shows which of two cases it is, one-hot, and is paid for the action that suits it, of any space: of every choice the
/// first alternative in the first case and the last one in the second, of every number -1 and +1. The best policy returns
/// 1, a blind one at most 0.
/// </summary>
/// <param name="action">What the agent may do.</param>
public sealed class SpaceProbe(ActionSpace action) : IEnvironment
{
    public EnvironmentSpec Spec { get; } =
        new()
        {
            Id = "Probe-Space",
            Observation = ObservationSpace.OneHot(2),
            Action = action,
            StateWidth = 1,
            StepLimit = 1_000,
            Termination = TerminationMeaning.Success,
        };

    public void Reset(RandomKey key, Span<double> state) => state[0] = key.Below(0, 2);

    public void Observe(ReadOnlySpan<double> state, Span<float> observation)
    {
        observation.Clear();
        observation[(int)state[0]] = 1;
    }

    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        next[0] = state[0];
        var best = Best(Spec.Action, (int)state[0]);
        var reward = 0.0;
        for (var i = 0; i < best.Length; i++)
        {
            reward +=
                Spec.Action.ChoiceCounts[i] > 0
                    ? (action[i] == best[i] ? 1 : -1)
                    : best[i] * Math.Clamp(action[i], -1, 1);
        }
        return new StepResult(reward / best.Length, Terminated: true);
    }

    /// <summary>The action that suits a case, 0 or 1.</summary>
    public static float[] Best(ActionSpace space, int which) =>
        [.. space.ChoiceCounts.Select(count => count > 0 ? which * (count - 1) : (2f * which) - 1)];
}
