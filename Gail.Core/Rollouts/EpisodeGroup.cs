using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>
/// Episodes side by side from their resets to their ends: the private buffers of one thread. What happened is kept
/// step by step as the policy saw it; an episode's own rows are picked out once, when it has ended.
/// </summary>
internal sealed class EpisodeGroup
{
    private const int ActionPurpose = 1;
    private const int StepPurpose = 2;

    private readonly IEnvironment _environment;
    private readonly int _stateWidth;
    private readonly int _observationWidth;
    private readonly RandomKey[] _actionParents;
    private readonly RandomKey[] _stepParents;
    private readonly RandomKey[] _actionKeys;
    private readonly List<EpisodeTick> _ticks = [];
    private readonly bool[] _terminated;

    // Of the episodes still running, row by row; the first Running rows count.
    private readonly double[] _states;
    private readonly double[] _nextStates;
    private int[] _episodes;
    private float[] _observations;
    private NdArray<float> _carry;

    internal EpisodeGroup(IEnvironment environment, int carryWidth, ReadOnlySpan<RandomKey> keys)
    {
        var spec = environment.Spec;
        _environment = environment;
        (_stateWidth, _observationWidth) = (spec.StateWidth, spec.Observation.Width);
        _actionParents = new RandomKey[keys.Length];
        _stepParents = new RandomKey[keys.Length];
        _actionKeys = new RandomKey[keys.Length];
        _terminated = new bool[keys.Length];
        _states = new double[keys.Length * _stateWidth];
        _nextStates = new double[keys.Length * _stateWidth];
        _episodes = new int[keys.Length];
        _observations = new float[keys.Length * _observationWidth];
        _carry = NdArray.Zeros<float>(new Shape(keys.Length, carryWidth));
        for (var i = 0; i < keys.Length; i++)
        {
            _episodes[i] = i;
            _actionParents[i] = keys[i].Fold(ActionPurpose);
            _stepParents[i] = keys[i].Fold(StepPurpose);
            environment.Reset(keys[i].Fold(0), State(_states, i));
            environment.Observe(State(_states, i), Observation(i));
        }
    }

    internal int Running => _episodes.Length;

    /// <summary>Takes one step in every episode still running; puts those that end where they belong.</summary>
    internal void Step(Executor executor, IPolicy policy, ActionChoice choice, Span<Episode> ended)
    {
        var step = _ticks.Count;
        var observations = NdArray<float>.Own(new Shape(Running, _observationWidth), _observations);
        for (var row = 0; row < Running; row++)
        {
            _actionKeys[row] = _actionParents[_episodes[row]].Fold(step);
        }
        var acted = policy.Act(executor, observations, _carry, _actionKeys.AsSpan(0, Running), choice);
        var rewards = new double[Running];
        _observations = new float[Running * _observationWidth];
        Advance(acted.Actions, step, rewards);
        _ticks.Add(new EpisodeTick(observations, acted.Actions, acted.Distribution, rewards, _episodes));
        _carry = acted.Carry;
        var truncated = _ticks.Count >= _environment.Spec.StepLimit;
        if (truncated || _terminated.AsSpan(0, Running).Contains(value: true))
        {
            Publish(truncated, ended);
            Compact(truncated);
        }
        _nextStates.AsSpan(0, Running * _stateWidth).CopyTo(_states);
    }

    private void Advance(NdArray<float> actions, int step, double[] rewards)
    {
        var states = Running * _stateWidth;
        if (_environment is IBatchEnvironment together)
        {
            var next = _nextStates.AsSpan(0, states);
            together.StepLanes(_states.AsSpan(0, states), actions.Span, next, rewards, _terminated.AsSpan(0, Running));
            together.ObserveLanes(next, _observations);
            return;
        }
        for (var row = 0; row < Running; row++)
        {
            var next = State(_nextStates, row);
            var key = _stepParents[_episodes[row]].Fold(step);
            var result = _environment.Step(State(_states, row), actions.Row(row), key, next);
            (rewards[row], _terminated[row]) = (result.Reward, result.Terminated);
            _environment.Observe(next, Observation(row));
        }
    }

    private void Publish(bool truncated, Span<Episode> ended)
    {
        for (var row = 0; row < Running; row++)
        {
            if (truncated || _terminated[row])
            {
                var last = NdArray.Vector<float>(Observation(row));
                ended[_episodes[row]] = EpisodeTick.Collect(_ticks, _episodes[row], last, _terminated[row], truncated);
            }
        }
    }

    /// <summary>Closes the gaps that ended episodes leave; the others keep their order.</summary>
    private void Compact(bool truncated)
    {
        var kept = new List<int>();
        for (var row = 0; row < Running && !truncated; row++)
        {
            if (!_terminated[row])
            {
                State(_nextStates, row).CopyTo(State(_nextStates, kept.Count));
                kept.Add(row);
            }
        }
        var rows = kept.ToArray();
        var observations = new float[rows.Length * _observationWidth];
        for (var i = 0; i < rows.Length; i++)
        {
            Observation(rows[i]).CopyTo(observations.AsSpan(i * _observationWidth));
        }
        _observations = observations;
        _carry = _carry.Gather(rows);
        _episodes = Array.ConvertAll(rows, row => _episodes[row]);
    }

    private Span<double> State(double[] states, int row) => states.AsSpan(row * _stateWidth, _stateWidth);

    private Span<float> Observation(int row) => _observations.AsSpan(row * _observationWidth, _observationWidth);
}
