using System.Numerics.Tensors;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Environments;

/// <summary>
/// Steps N copies of an environment from one place in memory to another: the time limit and the automatic reset of an
/// <see cref="EnvironmentBatch"/>, on whoever's buffers.
/// </summary>
internal sealed class BatchStepper
{
    private readonly Executor _executor;
    private readonly IEnvironment _env;
    private readonly int _count;
    private readonly int _blockSize;
    private readonly int _stateWidth;
    private readonly int _actionWidth;
    private readonly int _observationWidth;
    private readonly int _stepLimit;
    private readonly Action<int> _stepBlock;
    private Source _from;
    private Destination _to;
    private Results _results;
    private ReadOnlyMemory<float> _actions;
    private RandomKey _key;

    /// <param name="count">N.</param>
    /// <param name="environmentsPerTask">The number of environments that a thread takes at a time.</param>
    internal BatchStepper(Executor executor, IEnvironment env, int count, int environmentsPerTask)
    {
        _executor = executor;
        _env = env;
        _count = count;
        _blockSize = EnvironmentBatch.BlockSize(env, count, environmentsPerTask);
        var spec = env.Spec;
        _stateWidth = spec.StateWidth;
        _actionWidth = spec.Action.Width;
        _observationWidth = spec.Observation.Width;
        _stepLimit = spec.StepLimit;
        _stepBlock = StepBlock;
    }

    /// <summary>Takes one step in every environment.</summary>
    /// <param name="from">The environments before it.</param>
    /// <param name="actions">One action per environment, all of the action space, [N, action].</param>
    /// <param name="to">Receives the environments after it; those whose episode ended have begun the next one.</param>
    /// <param name="results">Receives what <see cref="BatchStep"/> has.</param>
    internal void Step(
        in Source from,
        ReadOnlyMemory<float> actions,
        RandomKey key,
        in Destination to,
        in Results results
    )
    {
        (_from, _to, _results, _actions, _key) = (from, to, results, actions, key);
        _executor.For((_count + _blockSize - 1) / _blockSize, _stepBlock);
    }

    /// <summary>Steps the environments of a block; writes to what belongs to them and nothing else.</summary>
    private void StepBlock(int block)
    {
        var first = block * _blockSize;
        var end = Math.Min(_count, first + _blockSize);
        _results.Truncated.Span[first..end].Clear();
        if (_env is IBatchEnvironment together)
        {
            var count = end - first;
            var next = _to.States.Span.Slice(first * _stateWidth, count * _stateWidth);
            together.StepBatch(
                _from.States.Span.Slice(first * _stateWidth, count * _stateWidth),
                _actions.Span.Slice(first * _actionWidth, count * _actionWidth),
                next,
                _results.Rewards.Span[first..end],
                _results.Terminated.Span[first..end]
            );
            together.ObserveBatch(
                next,
                _results.NextObservations.Span.Slice(first * _observationWidth, count * _observationWidth)
            );
        }
        else
        {
            for (var index = first; index < end; index++)
            {
                StepOne(index);
            }
        }
        CountSteps(first..end);
        BeginEpisodes(first, end);
    }

    private void StepOne(int index)
    {
        var next = State(index);
        var observation = _results.NextObservations.Span.Slice(index * _observationWidth, _observationWidth);
        // What an environment leaves as it is is zero.
        next.Clear();
        observation.Clear();
        var (episode, step) = (_from.Episodes.Span[index] - 1, _from.Steps.Span[index]);
        var stepKey = EnvironmentBatch.StepKey(_key, index, episode, step);
        var action = _actions.Span.Slice(index * _actionWidth, _actionWidth);
        var state = _from.States.Span.Slice(index * _stateWidth, _stateWidth);
        var result = _env.Step(state, action, stepKey, next);
        _env.Observe(next, observation);
        _results.Rewards.Span[index] = result.Reward;
        _results.Terminated.Span[index] = result.Terminated;
        _results.Truncated.Span[index] = result.Unstable;
    }

    /// <summary>
    /// Fills in the counters and what is acted on next as if no episode had ended, and the time limit.
    /// </summary>
    private void CountSteps(Range block)
    {
        var steps = _to.Steps.Span[block];
        TensorPrimitives.Add(_from.Steps.Span[block], 1, steps);
        _from.Episodes.Span[block].CopyTo(_to.Episodes.Span[block]);
        var (first, count) = block.GetOffsetAndLength(_count);
        _results
            .NextObservations.Span.Slice(first * _observationWidth, count * _observationWidth)
            .CopyTo(_results.Observations.Span[(first * _observationWidth)..]);

        var truncated = _results.Truncated.Span[block];
        if (steps.ContainsAnyInRange(_stepLimit, long.MaxValue))
        {
            for (var i = 0; i < truncated.Length; i++)
            {
                truncated[i] |= steps[i] >= _stepLimit;
            }
        }
    }

    /// <summary>
    /// Resets the environments whose episode ended: few as a rule, so they are searched for, not asked one by one.
    /// </summary>
    private void BeginEpisodes(int first, int end)
    {
        for (var index = NextEnded(first, end); index < end; index = NextEnded(index + 1, end))
        {
            UndeclaredTerminationException.Check(_env.Spec, _results.Terminated.Span[index..(index + 1)]);
            var state = State(index);
            var observation = _results.Observations.Span.Slice(index * _observationWidth, _observationWidth);
            state.Clear(); // As at a step.
            observation.Clear();
            _env.Reset(EnvironmentBatch.ResetKey(_key, index, _to.Episodes.Span[index]), state);
            _env.Observe(state, observation);
            _to.Steps.Span[index] = 0;
            _to.Episodes.Span[index]++;
        }
    }

    private int NextEnded(int from, int end)
    {
        var terminated = _results.Terminated.Span[from..end].IndexOf(value: true);
        end = terminated < 0 ? end : from + terminated;
        var truncated = _results.Truncated.Span[from..end].IndexOf(value: true);
        return truncated < 0 ? end : from + truncated;
    }

    private Span<double> State(int index) => _to.States.Span.Slice(index * _stateWidth, _stateWidth);

    /// <summary>The parts of an <see cref="EnvironmentBatch"/> that is stepped from.</summary>
    /// <param name="States">[N, width].</param>
    /// <param name="Steps">[N].</param>
    /// <param name="Episodes">[N].</param>
    internal readonly record struct Source(
        ReadOnlyMemory<double> States,
        ReadOnlyMemory<long> Steps,
        ReadOnlyMemory<long> Episodes
    );

    /// <summary>The parts of an <see cref="EnvironmentBatch"/> that is stepped to.</summary>
    /// <param name="States">[N, width].</param>
    /// <param name="Steps">[N].</param>
    /// <param name="Episodes">[N].</param>
    internal readonly record struct Destination(Memory<double> States, Memory<long> Steps, Memory<long> Episodes)
    {
        public static implicit operator Source(Destination copies) => new(copies.States, copies.Steps, copies.Episodes);
    }

    /// <summary>The parts of a <see cref="BatchStep"/> beside the batch.</summary>
    /// <param name="NextObservations">The observation after each step, [N, obs].</param>
    /// <param name="Observations">The observation that the agent acts on next, [N, obs].</param>
    /// <param name="Rewards">[N].</param>
    /// <param name="Terminated">[N].</param>
    /// <param name="Truncated">[N].</param>
    internal readonly record struct Results(
        Memory<float> NextObservations,
        Memory<float> Observations,
        Memory<double> Rewards,
        Memory<bool> Terminated,
        Memory<bool> Truncated
    );
}
