using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>
/// Steps episodes side by side from their resets to their ends, on one thread, and logs what happens.
/// </summary>
internal sealed class EpisodeGroup : IDisposable
{
    private const int ActionPurpose = 1;
    private const int StepPurpose = 2;

    // Many episodes are over before the log has to grow.
    private const int FirstSteps = 64;

    private readonly IEnvironment _environment;
    private readonly PolicyActor _actor;
    private readonly EpisodeLog _log;
    private readonly int _stateWidth;
    private readonly int _observationWidth;

    // Of each episode.
    private readonly PooledBuffer<RandomKey> _actionParents;
    private readonly PooledBuffer<RandomKey> _stepParents;

    // Of the episodes still running, row by row; the first _running rows count.
    private readonly PooledBuffer<RandomKey> _actionKeys;
    private readonly PooledBuffer<bool> _terminated;
    private readonly PooledBuffer<bool> _unstable;
    private readonly PooledBuffer<int> _keptRows;
    private readonly PooledBuffer<double> _states;
    private readonly PooledBuffer<double> _nextStates;
    private int _running;

    private int _steps;

    // The row of the log that this step begins with.
    private int _first;

    private EpisodeGroup(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        ActionMode choice,
        ReadOnlySpan<RandomKey> keys,
        EpisodeLog log
    )
    {
        _environment = environment;
        _log = log;
        var spec = environment.Spec;
        (_stateWidth, _observationWidth) = (spec.StateWidth, spec.Observation.Width);
        _running = keys.Length;
        _actionParents = executor.Rent<RandomKey>(keys.Length);
        _stepParents = executor.Rent<RandomKey>(keys.Length);
        _actionKeys = executor.Rent<RandomKey>(keys.Length);
        _terminated = executor.Rent<bool>(keys.Length);
        _unstable = executor.Rent<bool>(keys.Length);
        _unstable.Span.Clear();
        _keptRows = executor.Rent<int>(keys.Length);
        _states = executor.Rent<double>(keys.Length * _stateWidth);
        _nextStates = executor.Rent<double>(keys.Length * _stateWidth);
        _actor = new PolicyActor(executor, policy, choice, keys.Length);
        log.Reserve(keys.Length * Math.Min(FirstSteps, spec.StepLimit));
        for (var i = 0; i < keys.Length; i++)
        {
            log.Episodes(i, 1)[0] = i;
            _actionParents.Span[i] = keys[i].Fold(ActionPurpose);
            _stepParents.Span[i] = keys[i].Fold(StepPurpose);
            var state = State(_states, i);
            var observation = log.Observations(i, 1);
            // What an environment leaves as it is is zero.
            state.Clear();
            observation.Clear();
            environment.Reset(keys[i].Fold(0), state);
            environment.Observe(state, observation);
        }
    }

    /// <summary>Runs one episode per key.</summary>
    internal static EpisodeLog Run(
        Executor executor,
        IEnvironment environment,
        IPolicy policy,
        ActionMode choice,
        ReadOnlySpan<RandomKey> keys
    )
    {
        var spec = environment.Spec;
        PolicyFit.Check(policy, spec);
        var log = new EpisodeLog(executor, keys.Length, policy);
        using var group = new EpisodeGroup(executor, environment, policy, choice, keys, log);
        while (group._running > 0)
        {
            executor.Cancellation.ThrowIfCancellationRequested();
            group.Step();
        }
        return log;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _actor.Dispose();
        _nextStates.Dispose();
        _states.Dispose();
        _keptRows.Dispose();
        _unstable.Dispose();
        _terminated.Dispose();
        _actionKeys.Dispose();
        _stepParents.Dispose();
        _actionParents.Dispose();
    }

    /// <summary>Takes one step in every episode still running.</summary>
    private void Step()
    {
        var next = _first + _running;
        _log.Reserve(next + _running);
        var episodes = _log.Episodes(_first, _running);
        for (var row = 0; row < _running; row++)
        {
            _actionKeys.Span[row] = _actionParents.Span[episodes[row]].Fold(_steps);
        }
        _log.Remember(_first, _actor.Recurrent[..(_running * _actor.RecurrentWidth)]);
        _actor.Act(_log.Observations(_first, _running), _actionKeys.Span[.._running]);
        _log.Acted(_first, _actor);
        Advance(next);
        _steps++;
        var truncated = _steps >= _environment.Spec.StepLimit;
        _running = KeepRunning(next, truncated);
        _first = next;
    }

    private void Advance(int next)
    {
        var states = _states.Span[..(_running * _stateWidth)];
        var nextStates = _nextStates.Span[..states.Length];
        var actions = _actor.Actions.Span;
        var rewards = _log.Rewards(_first, _running);
        var terminated = _terminated.Span[.._running];
        var observations = _log.Observations(next, _running);
        if (_environment is IBatchEnvironment together)
        {
            together.StepBatch(states, actions, nextStates, rewards, terminated);
            together.ObserveBatch(nextStates, observations);
            return;
        }
        nextStates.Clear(); // As at a reset.
        observations.Clear();
        var unstable = _unstable.Span[.._running];
        var episodes = _log.Episodes(_first, _running);
        var width = actions.Length / _running;
        for (var row = 0; row < _running; row++)
        {
            var after = State(_nextStates, row);
            var key = _stepParents.Span[episodes[row]].Fold(_steps);
            var action = actions.Slice(row * width, width);
            var result = _environment.Step(State(_states, row), action, key, after);
            (rewards[row], terminated[row], unstable[row]) = (result.Reward, result.Terminated, result.Unstable);
            _environment.Observe(after, observations.Slice(row * _observationWidth, _observationWidth));
        }
    }

    /// <summary>Notes the ends and closes the gaps they leave; the others keep their order. How many go on.</summary>
    private int KeepRunning(int next, bool truncated)
    {
        var episodes = _log.Episodes(_first, _running);
        var following = _log.Episodes(next, _running);
        var terminated = _terminated.Span[.._running];
        var unstable = _unstable.Span[.._running];
        var kept = 0;
        if (!truncated && !terminated.Contains(value: true) && !unstable.Contains(value: true))
        {
            episodes.CopyTo(following);
            _nextStates.Span[..(_running * _stateWidth)].CopyTo(_states);
            return _running;
        }
        UndeclaredTerminationException.Check(_environment.Spec, terminated);
        for (var row = 0; row < _running; row++)
        {
            var observation = _log.Observations(next + row, 1);
            if (terminated[row] || truncated || unstable[row])
            {
                var end = new EpisodeLog.End(_steps, terminated[row], truncated || unstable[row], unstable[row]);
                _log.Finish(episodes[row], end, observation);
                continue;
            }
            following[kept] = episodes[row];
            observation.CopyTo(_log.Observations(next + kept, 1));
            State(_nextStates, row).CopyTo(State(_states, kept));
            _keptRows.Span[kept] = row;
            kept++;
        }
        _actor.Keep(_keptRows.Span[..kept]);
        return kept;
    }

    private Span<double> State(PooledBuffer<double> states, int row) =>
        states.Span.Slice(row * _stateWidth, _stateWidth);
}
