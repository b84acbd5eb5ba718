using System.Diagnostics;
using Gail.Numerics;

namespace Gail.Environments;

/// <summary>The car in the valley of <see cref="MountainCar"/> with a throttle, paid for by its square.</summary>
/// <remarks>
/// <para>State and observation: position in [-1.2, 0.6], velocity in [-0.07, 0.07] (per step). Action: force in
/// [-1, 1], clipped. Reward: -0.1 action^2 with the action as given, not clipped, and 100 more at the goal: position
/// at least 0.45 with velocity at least 0.</para>
/// <para>velocity += 0.0015 force - 0.0025 cos(3 position), clipped; position += velocity, clipped; at the left wall
/// a leftward velocity becomes 0. The goal is judged before the state is rounded to float32, as it is after every
/// step but not after a reset.</para>
/// <para>Source: Gymnasium's <c>continuous_mountain_car.py</c>, whose order of operations is kept; arithmetic is in
/// doubles, so that states agree bit for bit with a reference given doubles.</para>
/// </remarks>
public sealed class MountainCarContinuous : IEnvironment
{
    private const double Power = 0.0015;
    private const double Gravity = 0.0025;
    private const double GoalPosition = 0.45;

    /// <summary>MountainCarContinuous-v0: at most 999 steps an episode.</summary>
    public MountainCarContinuous() { }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; } =
        new()
        {
            Id = "MountainCarContinuous-v0",
            Observation = MountainCar.Space(),
            Action = BoxSpace.Uniform(1, -1, 1),
            StateWidth = 2,
            StepLimit = 999,
            Termination = TerminationMeaning.Success,
            Description =
                "Rock a weak car out of a valley with a throttle: 100 at the flag less a tenth of the squared throttle "
                + "per step, so doing nothing returns 0 and a good driver above 90.",
        };

    /// <summary>Draws the position uniformly from [-0.6, -0.4); the velocity is 0.</summary>
    /// <inheritdoc/>
    public void Reset(RandomKey key, Span<double> state)
    {
        Debug.Assert(state.Length == 2, "A state has 2 values.");
        state[0] = key.Uniform(0, -0.6, -0.4);
        state[1] = 0;
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<double> state, Span<float> observation)
    {
        Debug.Assert(state.Length == 2 && observation.Length == 2, "Both have 2 values.");
        observation[0] = (float)state[0];
        observation[1] = (float)state[1];
    }

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next) =>
        Advance(state, action[0], next);

    /// <summary>A step with the action in double precision, which the reference data has.</summary>
    internal static StepResult Advance(ReadOnlySpan<double> state, double action, Span<double> next)
    {
        Debug.Assert(state.Length == 2 && next.Length == 2, "A state has 2 values.");
        var force = Math.Clamp(action, -1.0, 1.0);
        var velocity = state[1] + ((force * Power) - (Gravity * Math.Cos(3 * state[0])));
        velocity = Math.Clamp(velocity, -MountainCar.MaxSpeed, MountainCar.MaxSpeed);
        var position = Math.Clamp(state[0] + velocity, MountainCar.MinPosition, MountainCar.MaxPosition);
        if (position == MountainCar.MinPosition && velocity < 0)
        {
            velocity = 0;
        }
        next[0] = (float)position;
        next[1] = (float)velocity;
        var reached = position >= GoalPosition && velocity >= 0;
        // Pow(x, 2) and x x may differ in the last bit; the reference has the power.
        return new StepResult((reached ? 100.0 : 0.0) - (Math.Pow(action, 2) * 0.1), reached);
    }
}
