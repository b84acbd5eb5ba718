using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Rollouts;

/// <summary>
/// An <see cref="EnvironmentBatch"/> that is stepped in place, in private memory: what it is between two batches of
/// fragments is published, what it is between two steps is not.
/// </summary>
internal sealed class FragmentEnvironments : IDisposable
{
    private readonly IEnvironment _environment;
    private readonly BatchStepper _stepper;
    private readonly int _count;
    private readonly int _stateWidth;
    private readonly PooledBuffer<double> _states;
    private readonly PooledBuffer<long> _counters;
    private readonly PooledBuffer<float> _observations;
    private readonly PooledBuffer<double> _rewards;
    private readonly PooledBuffer<bool> _ends;
    private readonly BatchStepper.Results _results;
    private BatchStepper.Destination _current;
    private BatchStepper.Destination _others;

    internal FragmentEnvironments(Executor executor, IEnvironment environment, EnvironmentBatch batch)
    {
        _environment = environment;
        _count = batch.Count;
        _stateWidth = batch.States.Columns;
        _stepper = new BatchStepper(executor, environment, _count, EnvironmentBatch.AutomaticEnvironmentsPerTask);
        var states = _count * _stateWidth;
        var observations = _count * environment.Spec.Observation.Width;
        _states = executor.Rent<double>(2 * states);
        _counters = executor.Rent<long>(4 * _count);
        _observations = executor.Rent<float>(2 * observations);
        _rewards = executor.Rent<double>(_count);
        _ends = executor.Rent<bool>(2 * _count);
        _current = new(_states.Memory[..states], Counters(0), Counters(1));
        _others = new(_states.Memory[states..], Counters(2), Counters(3));
        _results = new(
            _observations.Memory[..observations],
            _observations.Memory[observations..],
            _rewards.Memory,
            _ends.Memory[.._count],
            _ends.Memory[_count..]
        );
        batch.States.Span.CopyTo(_current.States.Span);
        batch.Steps.Span.CopyTo(_current.Steps.Span);
        batch.Episodes.Span.CopyTo(_current.Episodes.Span);
        batch.Observe(environment, executor, EnvironmentBatch.AutomaticEnvironmentsPerTask, _results.Observations);
    }

    /// <summary>The observations to act on next, row after row.</summary>
    internal ReadOnlySpan<float> Observations => _results.Observations.Span;

    /// <summary>Steps taken in each environment's current episode.</summary>
    internal ReadOnlySpan<long> Steps => _current.Steps.Span;

    /// <summary>The observations after the latest step, row after row, before any reset.</summary>
    internal ReadOnlySpan<float> NextObservations => _results.NextObservations.Span;

    /// <summary>The environment's own rewards of the latest step.</summary>
    internal ReadOnlySpan<double> Rewards => _rewards;

    /// <summary>Whether the task itself ended in the latest step.</summary>
    internal ReadOnlySpan<bool> Terminated => _results.Terminated.Span;

    /// <summary>Whether the latest step reached the time limit, or the simulation broke down in it.</summary>
    internal ReadOnlySpan<bool> Truncated => _results.Truncated.Span;

    /// <summary>As <see cref="EnvironmentBatch.Step"/>.</summary>
    internal void Step(ReadOnlyMemory<float> actions, RandomKey key)
    {
        EnvironmentBatch.CheckActions(_environment.Spec.Action, actions.Span);
        _stepper.Step(_current, actions, key, _others, _results);
        (_current, _others) = (_others, _current);
    }

    /// <summary>The batch as it is now.</summary>
    internal EnvironmentBatch ToBatch() =>
        EnvironmentBatch.Own(
            NdArray.Matrix<double>(_count, _stateWidth, _current.States.Span),
            NdArray.Vector<long>(_current.Steps.Span),
            NdArray.Vector<long>(_current.Episodes.Span)
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        _ends.Dispose();
        _rewards.Dispose();
        _observations.Dispose();
        _counters.Dispose();
        _states.Dispose();
    }

    private Memory<long> Counters(int place) => _counters.Memory.Slice(place * _count, _count);
}
