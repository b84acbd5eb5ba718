using System.Diagnostics;
using System.Runtime.CompilerServices;
using Gail.Environments.Simd;
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
/// results agree but for the last place now and then with a reference given doubles.</para>
/// </remarks>
public sealed class Pendulum : IBatchEnvironment
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
        See<Lanes1>(0, state, observation);
    }

    /// <inheritdoc/>
    public void ObserveBatch(ReadOnlySpan<double> states, Span<float> observations)
    {
        var index = 0;
        index = Lanes8.IsSupported ? See<Lanes8>(index, states, observations) : index;
        index = Lanes4.IsSupported ? See<Lanes4>(index, states, observations) : index;
        See<Lanes1>(index, states, observations);
    }

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next) =>
        Advance(state, action[0], next);

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
        index = Lanes8.IsSupported ? Advance<Lanes8>(index, states, actions, nextStates, rewards) : index;
        index = Lanes4.IsSupported ? Advance<Lanes4>(index, states, actions, nextStates, rewards) : index;
        Advance<Lanes1>(index, states, actions, nextStates, rewards);
        terminated.Clear();
    }

    /// <summary>A step with the torque in double precision, which the reference data has.</summary>
    internal static StepResult Advance(ReadOnlySpan<double> state, double action, Span<double> next)
    {
        Debug.Assert(state.Length == 2 && next.Length == 2, "A state has 2 values.");
        var (motion, reward) = Swing<Lanes1>(Lanes1.Load2(state), action);
        Lanes1.Store2(motion, next);
        return new StepResult(Lanes1.Get(reward, 0), Terminated: false);
    }

    /// <summary>Steps the environments from the one given while they fill a vector; gives the first one left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Advance<T>(
        int index,
        ReadOnlySpan<double> states,
        ReadOnlySpan<float> actions,
        Span<double> nextStates,
        Span<double> rewards
    )
        where T : struct, ILanes<T>
    {
        for (; index <= rewards.Length - T.Count; index += T.Count)
        {
            var (next, reward) = Swing(T.Load2(states[(2 * index)..]), T.Load(actions[index..]));
            T.Store2(next, nextStates[(2 * index)..]);
            T.Store(reward, rewards[index..]);
        }
        return index;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Swings<T> Swing<T>(Columns2<T> state, T action)
        where T : struct, ILanes<T>
    {
        var (angle, velocity) = state;
        var torque = LaneMath.Clamp(action, -MaxTorque, MaxTorque);
        var wrapped = Wrap(angle);
        var cost = (wrapped * wrapped) + (0.1 * (velocity * velocity)) + (0.001 * (torque * torque));

        var acceleration =
            (3 * Gravity / (2 * Length) * Trigonometry.Sin(angle)) + (3.0 / (Mass * Length * Length) * torque);
        var newVelocity = LaneMath.Clamp(velocity + (acceleration * TimeStep), -MaxSpeed, MaxSpeed);
        return new(new(angle + (newVelocity * TimeStep), newVelocity), -cost);
    }

    /// <summary>The angle in [-pi, pi): ((x + pi) mod 2 pi) - pi with a modulo that is never negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Wrap<T>(T angle)
        where T : struct, ILanes<T>
    {
        var remainder = LaneMath.Remainder(angle + Math.PI, 2 * Math.PI);
        return T.WhereLess(remainder, 0, remainder + (2 * Math.PI), remainder) - Math.PI;
    }

    /// <summary>
    /// Observes the environments from the one given while they fill a vector; gives the first one left.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int See<T>(int index, ReadOnlySpan<double> states, Span<float> observations)
        where T : struct, ILanes<T>
    {
        for (; index <= (states.Length / 2) - T.Count; index += T.Count)
        {
            var (angle, velocity) = T.Load2(states[(2 * index)..]);
            var (sin, cos) = Trigonometry.SinCos(angle);
            var rows = observations.Slice(3 * index, 3 * T.Count);
            FloatColumns.Store(cos, rows, 3);
            FloatColumns.Store(sin, rows[1..], 3);
            FloatColumns.Store(velocity, rows[2..], 3);
        }
        return index;
    }

    /// <summary>Steps of all environments.</summary>
    private readonly record struct Swings<T>(Columns2<T> Next, T Reward);
}
