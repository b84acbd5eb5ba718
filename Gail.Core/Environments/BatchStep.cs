using Gail.Numerics;

namespace Gail.Environments;

/// <summary>What one step of an <see cref="EnvironmentBatch"/> yields.</summary>
/// <param name="Next">The batch after the step; lanes whose episode ended have begun the next one.</param>
/// <param name="NextObservations">
/// What each step led to, [N, obs]: at the end of an episode its true last observation, which the value of a truncated
/// episode bootstraps from.
/// </param>
/// <param name="Observations">
/// What the agent acts on next, [N, obs]: as <paramref name="NextObservations"/>, but where an episode ended, the
/// first observation of the next one.
/// </param>
/// <param name="Rewards">The environment's own rewards, [N]; imitation never trains on them.</param>
/// <param name="Terminated">Whether the task itself ended, [N].</param>
/// <param name="Truncated">
/// Whether the episode reached its time limit, [N]: at the step of index StepLimit - 1, also when it terminated there,
/// as in Gymnasium. Where both are true, termination is what cuts the bootstrap.
/// </param>
public sealed record BatchStep(
    EnvironmentBatch Next,
    NdArray<float> NextObservations,
    NdArray<float> Observations,
    NdArray<double> Rewards,
    NdArray<bool> Terminated,
    NdArray<bool> Truncated
);

/// <summary>The private buffers a <see cref="BatchStep"/> is made in; lanes may be stepped on any threads.</summary>
internal sealed class BatchStepBuffers
{
    private readonly EnvironmentBatch _batch;
    private readonly IEnvironment _env;
    private readonly NdArray<float> _actions;
    private readonly int _stateWidth;
    private readonly int _actionWidth;
    private readonly int _observationWidth;
    private readonly int _stepLimit;
    private readonly double[] _states;
    private readonly long[] _steps;
    private readonly long[] _episodes;
    private readonly float[] _nextObservations;
    private readonly float[] _observations;
    private readonly double[] _rewards;
    private readonly bool[] _terminated;
    private readonly bool[] _truncated;

    internal BatchStepBuffers(EnvironmentBatch batch, IEnvironment env, NdArray<float> actions)
    {
        (_batch, _env, _actions) = (batch, env, actions);
        _stateWidth = env.Spec.StateWidth;
        _actionWidth = env.Spec.Action.Width;
        _observationWidth = env.Spec.Observation.Width;
        _stepLimit = env.Spec.StepLimit;
        var count = batch.Count;
        _states = new double[count * _stateWidth];
        _steps = new long[count];
        _episodes = new long[count];
        _nextObservations = new float[count * _observationWidth];
        _observations = new float[count * _observationWidth];
        _rewards = new double[count];
        _terminated = new bool[count];
        _truncated = new bool[count];
    }

    /// <summary>Steps one lane; writes to what belongs to the lane and nothing else.</summary>
    internal void Step(int lane, RandomKey key)
    {
        var state = _batch.States.Span.Slice(lane * _stateWidth, _stateWidth);
        var action = _actions.Span.Slice(lane * _actionWidth, _actionWidth);
        var next = _states.AsSpan(lane * _stateWidth, _stateWidth);
        var seen = _nextObservations.AsSpan(lane * _observationWidth, _observationWidth);
        var acted = _observations.AsSpan(lane * _observationWidth, _observationWidth);
        var (step, begun) = (_batch.Steps[lane], _batch.Episodes[lane]);

        var stepKey = EnvironmentBatch.StepKey(key, lane, begun - 1, step);
        var result = _env.Step(state, action, stepKey, next);
        _env.Observe(next, seen);
        _rewards[lane] = result.Reward;
        _terminated[lane] = result.Terminated;
        _truncated[lane] = step + 1 >= _stepLimit;
        if (result.Terminated || _truncated[lane])
        {
            _env.Reset(EnvironmentBatch.ResetKey(key, lane, begun), next);
            _env.Observe(next, acted);
            _steps[lane] = 0;
            _episodes[lane] = begun + 1;
            return;
        }
        seen.CopyTo(acted);
        _steps[lane] = step + 1;
        _episodes[lane] = begun;
    }

    /// <summary>The finished step; the buffers must not be used afterwards.</summary>
    internal BatchStep Publish()
    {
        var lanes = new Shape(_batch.Count);
        var observations = new Shape(_batch.Count, _observationWidth);
        return new BatchStep(
            new EnvironmentBatch(
                NdArray<double>.Own(new Shape(_batch.Count, _stateWidth), _states),
                NdArray<long>.Own(lanes, _steps),
                NdArray<long>.Own(lanes, _episodes)
            ),
            NdArray<float>.Own(observations, _nextObservations),
            NdArray<float>.Own(observations, _observations),
            NdArray<double>.Own(lanes, _rewards),
            NdArray<bool>.Own(lanes, _terminated),
            NdArray<bool>.Own(lanes, _truncated)
        );
    }
}
