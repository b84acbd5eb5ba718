using System.Diagnostics;
using Gail.Numerics;

namespace Gail.Environments;

/// <summary>
/// A car in a valley whose motor is too weak to climb straight up; the task is to reach the flag on the right hill,
/// by swinging back and forth first.
/// </summary>
/// <remarks>
/// <para>State and observation: position in [-1.2, 0.6], velocity in [-0.07, 0.07] (per step). Actions 0, 1, 2:
/// push left, coast, push right. Reward -1 at every step, the last one included. Goal: position at least 0.5 with
/// velocity at least 0.</para>
/// <para>velocity += (action - 1) 0.001 - 0.0025 cos(3 position), clipped; position += velocity, clipped; at the left
/// wall a leftward velocity becomes 0.</para>
/// <para>Source: Moore (1990), as in Gymnasium's <c>mountain_car.py</c>, whose order of operations is kept so that
/// states agree bit for bit.</para>
/// </remarks>
public sealed class MountainCar : IEnvironment
{
    private const double Force = 0.001;
    private const double Gravity = 0.0025;
    private const double GoalPosition = 0.5;

    /// <summary>The valley, shared with the continuous version.</summary>
    internal const double MinPosition = -1.2;

    /// <inheritdoc cref="MinPosition"/>
    internal const double MaxPosition = 0.6;

    /// <inheritdoc cref="MinPosition"/>
    internal const double MaxSpeed = 0.07;

    /// <summary>MountainCar-v0: at most 200 steps an episode.</summary>
    public MountainCar() { }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; } =
        new()
        {
            Id = "MountainCar-v0",
            Observation = Space(),
            Action = new DiscreteSpace(3),
            StateWidth = 2,
            StepLimit = 200,
            Termination = TerminationMeaning.Success,
            Description =
                "Rock a weak car out of a valley: reward -1 per step until the flag, so returns run from -200 to about "
                + "-85, and random play never gets there.",
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
    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        Debug.Assert(state.Length == 2 && next.Length == 2, "A state has 2 values.");
        Debug.Assert(Spec.Action.Problem(action) is null, "The action is 0, 1 or 2.");
        var push = ((action[0] - 1.0) * Force) + (Math.Cos(3 * state[0]) * -Gravity);
        var velocity = Math.Clamp(state[1] + push, -MaxSpeed, MaxSpeed);
        var position = Math.Clamp(state[0] + velocity, MinPosition, MaxPosition);
        if (position == MinPosition && velocity < 0)
        {
            velocity = 0;
        }
        next[0] = position;
        next[1] = velocity;
        return new StepResult(-1.0, position >= GoalPosition && velocity >= 0);
    }

    /// <summary>The box of positions and velocities.</summary>
    internal static ObservationSpace Space() =>
        new([(float)MinPosition, -(float)MaxSpeed], [(float)MaxPosition, (float)MaxSpeed]);
}
