using System.Diagnostics;
using System.Numerics.Tensors;
using Gail.Environments;
using Gail.MuJoCo.Native;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments;

/// <summary>
/// A robot's rules played by the engine: the state goes into scratch that some earlier step left behind, the engine
/// steps, the state comes out. Nothing of the scratch is seen, so results depend on the arguments alone.
/// </summary>
internal sealed class RobotEnvironment : IEnvironment
{
    // What the engine itself takes for broken (mjMAXVAL).
    private const double LargestMotion = 1e10;

    private readonly RobotRules _rules;
    private readonly EngineModel _model;
    private readonly Quantity[] _quantities;
    private readonly double[] _reference;
    private readonly double _duration;

    /// <summary>Compiles the robot.</summary>
    /// <exception cref="EngineException">The library is missing or unknown.</exception>
    internal RobotEnvironment(RobotRules rules)
    {
        _rules = rules;
        _model = EngineModel.Compile(rules.Model.ToXml());
        if ((_model.PositionCount, _model.VelocityCount) != rules.Sizes)
        {
            throw new InvalidOperationException(
                $"{rules.Spec.Id} is meant for {rules.Sizes} positions and velocities, but its model has "
                    + $"{(_model.PositionCount, _model.VelocityCount)}."
            );
        }
        _quantities = [.. rules.Quantities.Select(_model.Quantity)];
        _reference = [.. _model.Doubles("qpos0")];
        _duration = rules.Model.Physics.TimeStep * rules.Options.FrameSkip;
        Spec = rules.Spec;
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <inheritdoc/>
    public void Reset(RandomKey key, Span<double> state)
    {
        Span<double> positions = stackalloc double[_reference.Length];
        Span<double> velocities = stackalloc double[_rules.Sizes.Velocities];
        _reference.CopyTo(positions);
        velocities.Clear();
        _rules.Disturb(key, positions, velocities);
        StartAt(positions, velocities, state);
    }

    /// <summary>
    /// The state of an episode that begins with given positions and velocities. They are taken as they are: where the
    /// engine cannot go on from them, the first step is unstable.
    /// </summary>
    internal void StartAt(ReadOnlySpan<double> positions, ReadOnlySpan<double> velocities, Span<double> state)
    {
        var data = _model.Rent();
        try
        {
            data.Reset();
            positions.CopyTo(data.Positions);
            velocities.CopyTo(data.Velocities);
            data.Forward();
            Save(data, state);
        }
        finally
        {
            _model.Return(data);
        }
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<double> state, Span<float> observation)
    {
        Debug.Assert(observation.Length == Spec.Observation.Width, "The observation has its width.");
        var to = new ObservationWriter(observation);
        _rules.Observe(Parts(state), ref to);
        to.AssertFull();
    }

    /// <inheritdoc/>
    public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next) =>
        Step(state, action, next, out _);

    /// <summary>A step that also tells what the reward is made of.</summary>
    internal StepResult Step(
        ReadOnlySpan<double> state,
        ReadOnlySpan<float> action,
        Span<double> next,
        out RewardTerms terms
    )
    {
        var data = _model.Rent();
        try
        {
            Load(state, action, data);
            if (data.Step(_rules.Options.FrameSkip, _rules.NeedsContactForces))
            {
                Save(data, next);
                var result = Judge(Parts(state), action, Parts(next), data, out terms);
                if (IsUsable(Parts(next)) && double.IsFinite(result.Reward))
                {
                    return result;
                }
            }
        }
        finally
        {
            _model.Return(data);
        }
        terms = default;
        state.CopyTo(next);
        return new StepResult(Reward: 0, Terminated: false, Unstable: true);
    }

    private StepResult Judge(
        in RobotState before,
        ReadOnlySpan<float> action,
        in RobotState after,
        EngineData data,
        out RewardTerms terms
    )
    {
        var now = new Measured(data, _quantities);
        var healthy = _rules.IsHealthy(after, now);
        terms = _rules.Reward(
            new RobotStep
            {
                Before = before,
                Action = action,
                After = after,
                Now = now,
                Duration = _duration,
                Healthy = healthy,
            }
        );
        return new StepResult(terms.Total, _rules.Terminates && !healthy);
    }

    private void Load(ReadOnlySpan<double> state, ReadOnlySpan<float> action, EngineData data)
    {
        var parts = Parts(state);
        data.Time = parts.Time;
        parts.Positions.CopyTo(data.Positions);
        parts.Velocities.CopyTo(data.Velocities);
        parts.WarmStart.CopyTo(data.WarmStart);
        // The engine clamps a copy; what is given counts in full where controls cost.
        var control = data.Control;
        for (var i = 0; i < control.Length; i++)
        {
            control[i] = action[i];
        }
    }

    private void Save(EngineData data, Span<double> state)
    {
        var (positions, velocities) = _rules.Sizes;
        state[0] = data.Time;
        data.Positions.CopyTo(state[1..]);
        data.Velocities.CopyTo(state[(1 + positions)..]);
        data.WarmStart.CopyTo(state[(1 + positions + velocities)..]);
        _rules.Keep(new Measured(data, _quantities), state[(1 + positions + (2 * velocities))..]);
    }

    /// <summary>
    /// The engine looks at a state before it steps from it; this looks at what the step led to, so that no step hands
    /// out a state that the engine would refuse, or one whose observation, in single precision, is not finite.
    /// </summary>
    private static bool IsUsable(in RobotState state) =>
        IsWithin(state.Motion, LargestMotion) && (state.Kept.IsEmpty || IsWithin(state.Kept, float.MaxValue));

    // The largest magnitude is no number where one of the values is none.
    private static bool IsWithin(ReadOnlySpan<double> values, double largest) =>
        Math.Abs(TensorPrimitives.MaxMagnitude(values)) <= largest;

    private RobotState Parts(ReadOnlySpan<double> state)
    {
        Debug.Assert(state.Length == Spec.StateWidth, "The state has its width.");
        var (positions, velocities) = _rules.Sizes;
        return new(state, positions, velocities);
    }
}
