using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Gail.Environments.Simd;
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
/// doubles, so that results agree but for the last place now and then with a reference given doubles.</para>
/// </remarks>
public sealed class MountainCarContinuous : IBatchEnvironment
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
    public void ObserveBatch(ReadOnlySpan<double> states, Span<float> observations) =>
        TensorPrimitives.ConvertTruncating(states, observations);

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
        index = Lanes8.IsSupported ? Advance<Lanes8>(index, states, actions, nextStates, rewards, terminated) : index;
        index = Lanes4.IsSupported ? Advance<Lanes4>(index, states, actions, nextStates, rewards, terminated) : index;
        Advance<Lanes1>(index, states, actions, nextStates, rewards, terminated);
    }

    /// <summary>A step with the action in double precision, which the reference data has.</summary>
    internal static StepResult Advance(ReadOnlySpan<double> state, double action, Span<double> next)
    {
        Debug.Assert(state.Length == 2 && next.Length == 2, "A state has 2 values.");
        var (motion, reward, reached) = Drive<Lanes1>(Lanes1.Load2(state), action);
        Lanes1.Store2(motion, next);
        return new StepResult(Lanes1.Get(reward, 0), reached != 0);
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
        for (; index <= terminated.Length - T.Count; index += T.Count)
        {
            var (next, reward, reached) = Drive(T.Load2(states[(2 * index)..]), T.Load(actions[index..]));
            T.Store2(next, nextStates[(2 * index)..]);
            T.Store(reward, rewards[index..]);
            LaneFlags.Write<T>(reached, terminated[index..]);
        }
        return index;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Drives<T> Drive<T>(Columns2<T> state, T action)
        where T : struct, ILanes<T>
    {
        var force = LaneMath.Clamp(action, -1.0, 1.0);
        var slope = Gravity * Trigonometry.Cos(3 * state.Column0);
        var (position, velocity) = MountainCar.Roll(state, (force * Power) - slope);
        var reached = T.LessOrEqual(GoalPosition, position) & T.LessOrEqual(0, velocity);
        var prize = T.WhereLessOrEqual(GoalPosition, position, T.WhereLessOrEqual(0, velocity, 100.0, 0.0), 0.0);
        return new(new(T.ToSingle(position), T.ToSingle(velocity)), prize - (action * action * 0.1), reached);
    }

    /// <summary>Steps of all environments.</summary>
    private readonly record struct Drives<T>(Columns2<T> Next, T Reward, uint Reached);
}
