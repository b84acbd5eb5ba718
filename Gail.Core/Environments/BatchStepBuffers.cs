using System.Numerics.Tensors;
using Gail.Numerics;

namespace Gail.Environments;

/// <summary>The private buffers a <see cref="BatchStep"/> is made in; blocks of lanes may be stepped on any threads.</summary>
internal sealed class BatchStepBuffers
{
    private readonly EnvironmentBatch _batch;
    private readonly IEnvironment _env;
    private readonly NdArray<float> _actions;
    private readonly RandomKey _key;
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

    internal BatchStepBuffers(EnvironmentBatch batch, IEnvironment env, NdArray<float> actions, RandomKey key)
    {
        (_batch, _env, _actions, _key) = (batch, env, actions, key);
        var spec = env.Spec;
        _stateWidth = spec.StateWidth;
        _actionWidth = spec.Action.Width;
        _observationWidth = spec.Observation.Width;
        _stepLimit = spec.StepLimit;
        var count = batch.Count;
        _states = Allocate<double>(count * _stateWidth);
        _steps = Allocate<long>(count);
        _episodes = Allocate<long>(count);
        _nextObservations = Allocate<float>(count * _observationWidth);
        _observations = Allocate<float>(count * _observationWidth);
        _rewards = Allocate<double>(count);
        _terminated = Allocate<bool>(count);
        _truncated = Allocate<bool>(count);
    }

    /// <summary>Steps the lanes of a block; writes to what belongs to them and nothing else.</summary>
    internal void Step(Range block)
    {
        var (first, count) = block.GetOffsetAndLength(_batch.Count);
        if (_env is IBatchEnvironment together)
        {
            var next = _states.AsSpan(first * _stateWidth, count * _stateWidth);
            together.StepLanes(
                _batch.States.Span.Slice(first * _stateWidth, count * _stateWidth),
                _actions.Span.Slice(first * _actionWidth, count * _actionWidth),
                next,
                _rewards.AsSpan(block),
                _terminated.AsSpan(block)
            );
            together.ObserveLanes(next, _nextObservations.AsSpan(first * _observationWidth, count * _observationWidth));
        }
        else
        {
            for (var lane = first; lane < first + count; lane++)
            {
                StepLane(lane);
            }
        }
        CountSteps(block);
        BeginEpisodes(first, first + count);
    }

    /// <summary>The finished step; the buffers must not be used afterwards.</summary>
    internal BatchStep Publish()
    {
        var lanes = _batch.Steps.Shape;
        var observations = new Shape(_batch.Count, _observationWidth);
        return new BatchStep(
            EnvironmentBatch.Own(
                NdArray<double>.Own(_batch.States.Shape, _states),
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

    private void StepLane(int lane)
    {
        var next = State(lane);
        var stepKey = EnvironmentBatch.StepKey(_key, lane, _batch.Episodes[lane] - 1, _batch.Steps[lane]);
        var action = _actions.Span.Slice(lane * _actionWidth, _actionWidth);
        var result = _env.Step(_batch.States.Span.Slice(lane * _stateWidth, _stateWidth), action, stepKey, next);
        _env.Observe(next, _nextObservations.AsSpan(lane * _observationWidth, _observationWidth));
        _rewards[lane] = result.Reward;
        _terminated[lane] = result.Terminated;
    }

    /// <summary>Fills in the counters and what is acted on next as if no episode had ended, and the time limit.</summary>
    private void CountSteps(Range block)
    {
        var steps = _steps.AsSpan(block);
        TensorPrimitives.Add(_batch.Steps.Span[block], 1, steps);
        _batch.Episodes.Span[block].CopyTo(_episodes.AsSpan(block));
        var (first, count) = block.GetOffsetAndLength(_batch.Count);
        _nextObservations
            .AsSpan(first * _observationWidth, count * _observationWidth)
            .CopyTo(_observations.AsSpan(first * _observationWidth));

        var truncated = _truncated.AsSpan(block);
        truncated.Clear();
        if (steps.ContainsAnyInRange(_stepLimit, long.MaxValue))
        {
            for (var i = 0; i < truncated.Length; i++)
            {
                truncated[i] = steps[i] >= _stepLimit;
            }
        }
    }

    /// <summary>Resets the lanes whose episode ended: few as a rule, so they are searched for, not asked one by one.</summary>
    private void BeginEpisodes(int first, int end)
    {
        for (var lane = NextEnded(first, end); lane < end; lane = NextEnded(lane + 1, end))
        {
            var state = State(lane);
            _env.Reset(EnvironmentBatch.ResetKey(_key, lane, _episodes[lane]), state);
            _env.Observe(state, _observations.AsSpan(lane * _observationWidth, _observationWidth));
            _steps[lane] = 0;
            _episodes[lane]++;
        }
    }

    private int NextEnded(int from, int end)
    {
        var terminated = _terminated.AsSpan(from..end).IndexOf(value: true);
        end = terminated < 0 ? end : from + terminated;
        var truncated = _truncated.AsSpan(from..end).IndexOf(value: true);
        return truncated < 0 ? end : from + truncated;
    }

    private Span<double> State(int lane) => _states.AsSpan(lane * _stateWidth, _stateWidth);

    // A batch environment writes every element, so that zeros need not be written first.
    private T[] Allocate<T>(int length) =>
        _env is IBatchEnvironment ? GC.AllocateUninitializedArray<T>(length) : new T[length];
}
