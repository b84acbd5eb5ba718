using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Gail.Environments.Simd;
using Gail.Numerics;

namespace Gail.Environments;

/// <summary>
/// A pole hinged to a cart that is pushed left or right with a constant force; the task is to keep the pole upright
/// and the cart on the track.
/// </summary>
/// <remarks>
/// <para>State and observation: cart position x (m), its velocity (m/s), pole angle theta (rad, 0 is upright), its
/// velocity (rad/s). Actions: 0 pushes with -10 N, 1 with +10 N. Reward 1 at every step, the terminal one
/// included.</para>
/// <para>With total mass M, pole mass m and half length l, and s, c the sine and cosine of theta:
/// temp = (F + m l theta'^2 s) / M;
/// theta'' = (g s - c temp) / (l (4/3 - m c^2 / M));
/// x'' = temp - m l theta'' c / M;
/// then one explicit Euler step of 0.02 s, positions with the old velocities.</para>
/// <para>Source: Barto, Sutton and Anderson (1983), frictionless, as in Gymnasium's <c>cartpole.py</c>, whose order of
/// operations is kept so that states agree bit for bit. Deliberate difference: a step from a terminated state still
/// pays 1.</para>
/// </remarks>
public sealed class CartPole : IBatchEnvironment
{
    private const double Gravity = 9.8;
    private const double PoleMass = 0.1;
    private const double TotalMass = PoleMass + 1.0;
    private const double HalfLength = 0.5;
    private const double PoleMoment = PoleMass * HalfLength;
    private const double Force = 10.0;
    private const double TimeStep = 0.02;
    private const double PositionLimit = 2.4;
    private const double AngleLimit = 12 * 2 * Math.PI / 360;
    private const double ResetLimit = 0.05;

    /// <summary>CartPole-v0 or CartPole-v1.</summary>
    /// <param name="version">0 for at most 200 steps an episode, 1 for 500; the dynamics are the same.</param>
    public CartPole(int version = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, 1);
        Spec = new EnvironmentSpec
        {
            Id = version == 0 ? "CartPole-v0" : "CartPole-v1",
            Observation = ObservationSpace.Symmetric(
                (float)(2 * PositionLimit),
                float.PositiveInfinity,
                (float)(2 * AngleLimit),
                float.PositiveInfinity
            ),
            Action = new DiscreteSpace(2),
            StateWidth = 4,
            StepLimit = version == 0 ? 200 : 500,
            Termination = TerminationMeaning.Failure,
            Description =
                "Balance a pole on a cart by pushing left or right: reward 1 per step, so returns run from about 8 to "
                + (version == 0 ? "200." : "500."),
        };
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>Draws all four values uniformly from [-0.05, 0.05).</summary>
    /// <inheritdoc/>
    public void Reset(RandomKey key, Span<double> state)
    {
        Debug.Assert(state.Length == 4, "A state has 4 values.");
        for (var i = 0; i < 4; i++)
        {
            state[i] = key.Uniform((ulong)i, -ResetLimit, ResetLimit);
        }
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<double> state, Span<float> observation)
    {
        Debug.Assert(state.Length == 4 && observation.Length == 4, "Both have 4 values.");
        for (var i = 0; i < 4; i++)
        {
            observation[i] = (float)state[i];
        }
    }

    /// <inheritdoc/>
    public void ObserveBatch(ReadOnlySpan<double> states, Span<float> observations) =>
        TensorPrimitives.ConvertTruncating(states, observations);

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        Debug.Assert(state.Length == 4 && next.Length == 4, "A state has 4 values.");
        Debug.Assert(Spec.Action.Problem(action) is null, "The action is 0 or 1.");
        var failed = false;
        Advance<Lanes1>(0, state, action, next, new Span<bool>(ref failed));
        return new StepResult(1.0, failed);
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
        index = Lanes8.IsSupported ? Advance<Lanes8>(index, states, actions, nextStates, terminated) : index;
        index = Lanes4.IsSupported ? Advance<Lanes4>(index, states, actions, nextStates, terminated) : index;
        Advance<Lanes1>(index, states, actions, nextStates, terminated);
        rewards.Fill(1.0);
    }

    /// <summary>Steps the environments from the one given while they fill a vector; gives the first one left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Advance<T>(
        int index,
        ReadOnlySpan<double> states,
        ReadOnlySpan<float> actions,
        Span<double> nextStates,
        Span<bool> terminated
    )
        where T : struct, ILanes<T>
    {
        for (; index <= terminated.Length - T.Count; index += T.Count)
        {
            var (position, velocity, angle, angularVelocity) = T.Load4(states[(4 * index)..]);
            var force = T.WhereEqual(T.Load(actions[index..]), 1, Force, -Force);
            var (sin, cos) = Trigonometry.SinCos(angle);

            var temp = (force + (PoleMoment * (angularVelocity * angularVelocity) * sin)) / TotalMass;
            var angularAcceleration =
                ((Gravity * sin) - (cos * temp)) / (HalfLength * ((4.0 / 3.0) - (PoleMass * (cos * cos) / TotalMass)));
            var acceleration = temp - (PoleMoment * angularAcceleration * cos / TotalMass);

            var nextPosition = position + (TimeStep * velocity);
            var nextAngle = angle + (TimeStep * angularVelocity);
            T.Store4(
                new(
                    nextPosition,
                    velocity + (TimeStep * acceleration),
                    nextAngle,
                    angularVelocity + (TimeStep * angularAcceleration)
                ),
                nextStates[(4 * index)..]
            );
            var failed = T.Less(PositionLimit, T.Abs(nextPosition)) | T.Less(AngleLimit, T.Abs(nextAngle));
            LaneFlags.Write<T>(failed, terminated[index..]);
        }
        return index;
    }
}
