using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Gail.Environments.Simd;
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
/// states agree but for the last place of a cosine now and then.</para>
/// </remarks>
public sealed class MountainCar : IBatchEnvironment
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
    public void ObserveBatch(ReadOnlySpan<double> states, Span<float> observations) =>
        TensorPrimitives.ConvertTruncating(states, observations);

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
    {
        Debug.Assert(state.Length == 2 && next.Length == 2, "A state has 2 values.");
        Debug.Assert(Spec.Action.Problem(action) is null, "The action is 0, 1 or 2.");
        var arrived = false;
        Advance<Lanes1>(0, state, action, next, new Span<bool>(ref arrived));
        return new StepResult(-1.0, arrived);
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
        rewards.Fill(-1.0);
    }

    /// <summary>The box of positions and velocities.</summary>
    internal static ObservationSpace Space() =>
        new([(float)MinPosition, -(float)MaxSpeed], [(float)MaxPosition, (float)MaxSpeed]);

    /// <summary>The motion that both versions share: velocity and position limited, stopped by the left wall.</summary>
    /// <param name="state">Position and velocity.</param>
    /// <param name="acceleration">The velocity that motor and slope add in one step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Columns2<T> Roll<T>(Columns2<T> state, T acceleration)
        where T : struct, ILanes<T>
    {
        var velocity = LaneMath.Clamp(state.Column1 + acceleration, -MaxSpeed, MaxSpeed);
        var position = LaneMath.Clamp(state.Column0 + velocity, MinPosition, MaxPosition);
        var stopped = T.WhereLess(velocity, 0, 0, velocity);
        return new(position, T.WhereEqual(position, MinPosition, stopped, velocity));
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
            var state = T.Load2(states[(2 * index)..]);
            var push = (T.Load(actions[index..]) - 1.0) * Force;
            var next = Roll(state, push + (Trigonometry.Cos(3 * state.Column0) * -Gravity));
            T.Store2(next, nextStates[(2 * index)..]);
            var arrived = T.LessOrEqual(GoalPosition, next.Column0) & T.LessOrEqual(0, next.Column1);
            LaneFlags.Write<T>(arrived, terminated[index..]);
        }
        return index;
    }
}
