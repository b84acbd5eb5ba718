using System.Diagnostics;
using Gail.Numerics;

namespace Gail.Environments;

/// <summary>A pendulum with a motor too weak to lift it straight up; the task is to swing it up and hold it.</summary>
/// <remarks>
/// <para>State: angle theta (rad, 0 is upright, not wrapped), velocity (rad/s, within 8). Observation: cos theta,
/// sin theta, velocity. Action: torque in [-2, 2] N m, clipped. Never terminates.</para>
/// <para>Reward, of the state before the step and the clipped torque u:
/// -(wrap(theta)^2 + 0.1 theta'^2 + 0.001 u^2), wrap to [-pi, pi). Motion: theta' += (3 g / (2 l) sin theta +
/// 3 / (m l^2) u) 0.05, clipped; theta += 0.05 theta' with the new velocity; g = 10, m = l = 1.</para>
/// <para>Source: Gymnasium's <c>pendulum.py</c>, whose order of operations is kept; arithmetic is in doubles, so that
/// states agree bit for bit with a reference given doubles.</para>
/// </remarks>
public sealed class Pendulum : IEnvironment
{
    private const double Gravity = 10.0;
    private const double Mass = 1.0;
    private const double Length = 1.0;
    private const double TimeStep = 0.05;
    private const double MaxSpeed = 8;
    private const double MaxTorque = 2.0;

    /// <summary>Pendulum-v1: 200 steps an episode.</summary>
    public Pendulum() { }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; } =
        new()
        {
            Id = "Pendulum-v1",
            Observation = ObservationSpace.Symmetric(1, 1, (float)MaxSpeed),
            Action = BoxSpace.Uniform(1, -(float)MaxTorque, (float)MaxTorque),
            StateWidth = 2,
            StepLimit = 200,
            Termination = TerminationMeaning.Never,
            Description =
                "Swing a pendulum up and hold it with a weak motor: the reward is minus the squared angle, velocity and "
                + "torque, so random play returns about -1200 and a good controller about -150.",
        };

    /// <summary>Draws the angle uniformly from [-pi, pi) and the velocity from [-1, 1).</summary>
    /// <inheritdoc/>
    public void Reset(RandomKey key, Span<double> state)
    {
        Debug.Assert(state.Length == 2, "A state has 2 values.");
        state[0] = key.Uniform(0, -Math.PI, Math.PI);
        state[1] = key.Uniform(1, -1, 1);
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<double> state, Span<float> observation)
    {
        Debug.Assert(state.Length == 2 && observation.Length == 3, "2 values give 3.");
        var (sin, cos) = Math.SinCos(state[0]);
        observation[0] = (float)cos;
        observation[1] = (float)sin;
        observation[2] = (float)state[1];
    }

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next) =>
        Advance(state, action[0], next);

    /// <summary>A step with the torque in double precision, which the reference data has.</summary>
    internal static StepResult Advance(ReadOnlySpan<double> state, double action, Span<double> next)
    {
        Debug.Assert(state.Length == 2 && next.Length == 2, "A state has 2 values.");
        var (angle, velocity) = (state[0], state[1]);
        var torque = Math.Clamp(action, -MaxTorque, MaxTorque);
        var wrapped = Wrap(angle);
        // Pow(x, 2) and x x may differ in the last bit; the reference has the power.
        var cost = Math.Pow(wrapped, 2) + (0.1 * Math.Pow(velocity, 2)) + (0.001 * Math.Pow(torque, 2));

        var acceleration = (3 * Gravity / (2 * Length) * Math.Sin(angle)) + (3.0 / (Mass * Length * Length) * torque);
        var newVelocity = Math.Clamp(velocity + (acceleration * TimeStep), -MaxSpeed, MaxSpeed);
        next[0] = angle + (newVelocity * TimeStep);
        next[1] = newVelocity;
        return new StepResult(-cost, Terminated: false);
    }

    /// <summary>The angle in [-pi, pi): ((x + pi) mod 2 pi) - pi with a modulo that is never negative.</summary>
    private static double Wrap(double angle)
    {
        var remainder = (angle + Math.PI) % (2 * Math.PI);
        return (remainder < 0 ? remainder + (2 * Math.PI) : remainder) - Math.PI;
    }
}
