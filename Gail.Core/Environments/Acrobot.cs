using System.Diagnostics;
using Gail.Numerics;

namespace Gail.Environments;

/// <summary>
/// Two links hanging from a fixed joint, with a motor at the joint between them; the task is to swing the free end
/// above the height of one link over the fixed joint.
/// </summary>
/// <remarks>
/// <para>State: theta1 (rad, 0 hangs down), theta2 (rad, relative to the first link), and their velocities (rad/s).
/// Version 1 observes cos and sin of theta1, cos and sin of theta2, and the velocities; version 0 observes the state
/// itself. Actions 0, 1, 2: torque -1, 0, +1 N m on the joint between the links. Reward -1 at every step, 0 at the
/// one that reaches the goal: -cos(theta1) - cos(theta1 + theta2) > 1.</para>
/// <para>The equations of motion are those of Sutton's book (Sutton and Barto, Reinforcement Learning, the Acrobot),
/// integrated by one Runge-Kutta step of order 4 over 0.2 s; then angles are wrapped to [-pi, pi] and velocities
/// clipped to 4 pi and 9 pi rad/s. Source: Gymnasium's <c>acrobot.py</c>, whose order of operations is kept so that
/// states agree bit for bit; the reset is rounded to float32 as it is there.</para>
/// </remarks>
public sealed class Acrobot : IEnvironment
{
    private const double Gravity = 9.8;
    private const double Length = 1.0;
    private const double Mass = 1.0;
    private const double CentreOfMass = 0.5;
    private const double Inertia = 1.0;
    private const double TimeStep = 0.2;
    private const double VelocityLimit1 = 4 * Math.PI;
    private const double VelocityLimit2 = 9 * Math.PI;
    private const double ResetLimit = 0.1;

    private readonly bool _observesState;

    /// <summary>Acrobot-v0 or Acrobot-v1.</summary>
    /// <param name="version">
    /// 0 for the raw state as observation and at most 200 steps an episode, as in 2016; 1 for sines and cosines and
    /// 500 steps. The dynamics are the same.
    /// </param>
    public Acrobot(int version = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, 1);
        _observesState = version == 0;
        var (limit1, limit2) = ((float)VelocityLimit1, (float)VelocityLimit2);
        Spec = new EnvironmentSpec
        {
            Id = _observesState ? "Acrobot-v0" : "Acrobot-v1",
            Observation = _observesState
                ? ObservationSpace.Symmetric((float)Math.PI, (float)Math.PI, limit1, limit2)
                : ObservationSpace.Symmetric(1, 1, 1, 1, limit1, limit2),
            Action = new DiscreteSpace(3),
            StateWidth = 4,
            StepLimit = _observesState ? 200 : 500,
            Termination = TerminationMeaning.Success,
            Description =
                "Swing two links up with a motor at the middle joint: reward -1 per step until the tip is high enough, "
                + $"so returns run from {(_observesState ? "-200" : "-500")} to about -60.",
        };
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>Draws all four values uniformly from [-0.1, 0.1), rounded to float32.</summary>
    /// <inheritdoc/>
    public void Reset(RandomKey key, Span<double> state)
    {
        Debug.Assert(state.Length == 4, "A state has 4 values.");
        for (var i = 0; i < 4; i++)
        {
            state[i] = (float)key.Uniform((ulong)i, -ResetLimit, ResetLimit);
        }
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<double> state, Span<float> observation)
    {
        Debug.Assert(state.Length == 4, "A state has 4 values.");
        Debug.Assert(observation.Length == Spec.Observation.Width, "As wide as the space.");
        if (_observesState)
        {
            for (var i = 0; i < 4; i++)
            {
                observation[i] = (float)state[i];
            }
            return;
        }
        var (sin1, cos1) = Math.SinCos(state[0]);
        var (sin2, cos2) = Math.SinCos(state[1]);
        observation[0] = (float)cos1;
        observation[1] = (float)sin1;
        observation[2] = (float)cos2;
        observation[3] = (float)sin2;
        observation[4] = (float)state[2];
        observation[5] = (float)state[3];
    }

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        Debug.Assert(state.Length == 4 && next.Length == 4, "A state has 4 values.");
        Debug.Assert(Spec.Action.Problem(action) is null, "The action is 0, 1 or 2.");
        var torque = action[0] - 1.0;
        var start = new Motion(state[0], state[1], state[2], state[3]);
        var k1 = Derivative(start, torque);
        var k2 = Derivative(start.Plus(TimeStep / 2, k1), torque);
        var k3 = Derivative(start.Plus(TimeStep / 2, k2), torque);
        var k4 = Derivative(start.Plus(TimeStep, k3), torque);
        var end = start.Plus(TimeStep / 6, Motion.Sum(k1, k2, k3, k4));

        next[0] = Wrap(end.Theta1);
        next[1] = Wrap(end.Theta2);
        next[2] = Math.Clamp(end.Velocity1, -VelocityLimit1, VelocityLimit1);
        next[3] = Math.Clamp(end.Velocity2, -VelocityLimit2, VelocityLimit2);

        var reached = -Math.Cos(next[0]) - Math.Cos(next[1] + next[0]) > 1.0;
        return new StepResult(reached ? 0.0 : -1.0, reached);
    }

    private static Motion Derivative(in Motion motion, double torque)
    {
        const double square = CentreOfMass * CentreOfMass;
        var (theta1, theta2, velocity1, velocity2) = motion;
        var (sin2, cos2) = Math.SinCos(theta2);
        var d1 =
            (Mass * square)
            + (Mass * ((Length * Length) + square + (2 * Length * CentreOfMass * cos2)))
            + Inertia
            + Inertia;
        var d2 = (Mass * (square + (Length * CentreOfMass * cos2))) + Inertia;
        // cos(x - pi / 2) is sin(x), and Pow(x, 2) is x x, in mathematics but not always in the last bit; the reference
        // has the cosine and the power.
        var phi2 = Mass * CentreOfMass * Gravity * Math.Cos(theta1 + theta2 - (Math.PI / 2));
        var phi1 =
            (-Mass * Length * CentreOfMass * Math.Pow(velocity2, 2) * sin2)
            - (2 * Mass * Length * CentreOfMass * velocity2 * velocity1 * sin2)
            + (((Mass * CentreOfMass) + (Mass * Length)) * Gravity * Math.Cos(theta1 - (Math.PI / 2)))
            + phi2;
        var acceleration2 =
            (torque + (d2 / d1 * phi1) - (Mass * Length * CentreOfMass * Math.Pow(velocity1, 2) * sin2) - phi2)
            / ((Mass * square) + Inertia - (Math.Pow(d2, 2) / d1));
        var acceleration1 = -((d2 * acceleration2) + phi1) / d1;
        return new Motion(velocity1, velocity2, acceleration1, acceleration2);
    }

    /// <summary>The angle in [-pi, pi], by whole turns.</summary>
    private static double Wrap(double angle)
    {
        const double turn = 2 * Math.PI;
        // One step moves an angle by a few turns at most; only a state from elsewhere can be far off, and then
        // subtracting turn by turn, which is the reference's rounding, might never end.
        if (!(Math.Abs(angle) < 1000))
        {
            return Math.IEEERemainder(angle, turn);
        }
        while (angle > Math.PI)
        {
            angle -= turn;
        }
        while (angle < -Math.PI)
        {
            angle += turn;
        }
        return angle;
    }

    /// <summary>The four values of a state, or their rates of change.</summary>
    private readonly record struct Motion(double Theta1, double Theta2, double Velocity1, double Velocity2)
    {
        public Motion Plus(double time, in Motion rate) =>
            new(
                Theta1 + (time * rate.Theta1),
                Theta2 + (time * rate.Theta2),
                Velocity1 + (time * rate.Velocity1),
                Velocity2 + (time * rate.Velocity2)
            );

        /// <summary>The Runge-Kutta sum k1 + 2 k2 + 2 k3 + k4.</summary>
        public static Motion Sum(in Motion k1, in Motion k2, in Motion k3, in Motion k4) =>
            new(
                k1.Theta1 + (2 * k2.Theta1) + (2 * k3.Theta1) + k4.Theta1,
                k1.Theta2 + (2 * k2.Theta2) + (2 * k3.Theta2) + k4.Theta2,
                k1.Velocity1 + (2 * k2.Velocity1) + (2 * k3.Velocity1) + k4.Velocity1,
                k1.Velocity2 + (2 * k2.Velocity2) + (2 * k3.Velocity2) + k4.Velocity2
            );
    }
}
