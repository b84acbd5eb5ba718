using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Gail.Environments.Simd;
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
/// states agree but for the last place of a sine or a square now and then; the reset is rounded to float32 as it is
/// there.</para>
/// </remarks>
public sealed class Acrobot : IBatchEnvironment
{
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
        ObserveBatch(state, observation);
    }

    /// <inheritdoc/>
    public void ObserveBatch(ReadOnlySpan<double> states, Span<float> observations)
    {
        if (_observesState)
        {
            TensorPrimitives.ConvertTruncating(states, observations);
            return;
        }
        var index = 0;
        index = Lanes8.IsSupported ? See<Lanes8>(index, states, observations) : index;
        index = Lanes4.IsSupported ? See<Lanes4>(index, states, observations) : index;
        See<Lanes1>(index, states, observations);
    }

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        Debug.Assert(state.Length == 4 && next.Length == 4, "A state has 4 values.");
        Debug.Assert(Spec.Action.Problem(action) is null, "The action is 0, 1 or 2.");
        var (reward, reached) = (0.0, false);
        Advance<Lanes1>(0, state, action, next, new Span<double>(ref reward), new Span<bool>(ref reached));
        return new StepResult(reward, reached);
    }

    /// <inheritdoc/>
    public void StepBatch(
        ReadOnlySpan<double> states,
        ReadOnlySpan<float> actions,
        Span<double> nextStates,
        Span<double> rewards,
        Span<bool> terminated
    )
    {
        var index = 0;
        index = Lanes8.IsSupported ? Advance<Lanes8>(index, states, actions, nextStates, rewards, terminated) : index;
        index = Lanes4.IsSupported ? Advance<Lanes4>(index, states, actions, nextStates, rewards, terminated) : index;
        Advance<Lanes1>(index, states, actions, nextStates, rewards, terminated);
    }

    /// <summary>Steps the environments from the one given while they fill a vector; gives the first one left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Advance<T>(
        int index,
        ReadOnlySpan<double> states,
        ReadOnlySpan<float> actions,
        Span<double> nextStates,
        Span<double> rewards,
        Span<bool> terminated
    )
        where T : struct, ILanes<T>
    {
        for (; index <= rewards.Length - T.Count; index += T.Count)
        {
            var torque = T.Load(actions[index..]) - 1.0;
            var (theta1, theta2, velocity1, velocity2) = AcrobotMotion.Integrate(
                T.Load4(states[(4 * index)..]),
                torque,
                TimeStep
            );
            theta1 = Wrap(theta1);
            theta2 = Wrap(theta2);
            velocity1 = LaneMath.Clamp(velocity1, -VelocityLimit1, VelocityLimit1);
            velocity2 = LaneMath.Clamp(velocity2, -VelocityLimit2, VelocityLimit2);
            T.Store4(new(theta1, theta2, velocity1, velocity2), nextStates[(4 * index)..]);

            var height = -Trigonometry.Cos(theta1) - Trigonometry.Cos(theta2 + theta1);
            T.Store(T.WhereLess(1.0, height, 0.0, -1.0), rewards[index..]);
            LaneFlags.Write<T>(T.Less(1.0, height), terminated[index..]);
        }
        return index;
    }

    /// <summary>The angle in [-pi, pi], by whole turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Wrap<T>(T angle)
        where T : struct, ILanes<T>
    {
        const double turn = 2 * Math.PI;
        // One step moves an angle by a few turns at most; only a state from elsewhere can be far off, and then
        // subtracting turn by turn, which is the reference's rounding, might never end.
        if (T.Less(T.Abs(angle), 1000) != (1u << T.Count) - 1)
        {
            for (var index = 0; index < T.Count; index++)
            {
                var far = T.Get(angle, index);
                angle = Math.Abs(far) < 1000 ? angle : T.With(angle, index, Math.IEEERemainder(far, turn));
            }
        }
        while (T.Less(Math.PI, angle) != 0)
        {
            angle = T.WhereLess(Math.PI, angle, angle - turn, angle);
        }
        while (T.Less(angle, -Math.PI) != 0)
        {
            angle = T.WhereLess(angle, -Math.PI, angle + turn, angle);
        }
        return angle;
    }

    /// <summary>
    /// Observes the environments from the one given while they fill a vector; gives the first one left.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int See<T>(int index, ReadOnlySpan<double> states, Span<float> observations)
        where T : struct, ILanes<T>
    {
        for (; index <= (states.Length / 4) - T.Count; index += T.Count)
        {
            var (theta1, theta2, velocity1, velocity2) = T.Load4(states[(4 * index)..]);
            var (sin1, cos1) = Trigonometry.SinCos(theta1);
            var (sin2, cos2) = Trigonometry.SinCos(theta2);
            var rows = observations.Slice(6 * index, 6 * T.Count);
            FloatColumns.Store(cos1, rows, 6);
            FloatColumns.Store(sin1, rows[1..], 6);
            FloatColumns.Store(cos2, rows[2..], 6);
            FloatColumns.Store(sin2, rows[3..], 6);
            FloatColumns.Store(velocity1, rows[4..], 6);
            FloatColumns.Store(velocity2, rows[5..], 6);
        }
        return index;
    }
}
