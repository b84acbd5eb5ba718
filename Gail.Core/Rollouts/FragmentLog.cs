using System.Collections.Immutable;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>
/// Records one batch of fragments. The rows are written where they are published, environment after
/// environment, so that segments are contiguous; where segments end is kept in private memory.
/// </summary>
internal sealed class FragmentLog : IDisposable
{
    private readonly Executor _executor;
    private readonly int _numEnvs;
    private readonly int _length;
    private readonly int _stepLimit;
    private readonly int _observationWidth;
    private readonly int _actionWidth;
    private readonly float[] _observations;
    private readonly float[] _actions;
    private readonly long[] _steps;
    private readonly double[] _rewards;
    private readonly float[] _distribution;
    private readonly float[] _recurrent;
    private readonly int _distributionWidth;
    private readonly int _recurrentWidth;

    // In the order they came: step by step, and within a step environment by environment.
    private PooledBuffer<End> _ends;
    private PooledBuffer<float> _finalObservations;
    private int _endCount;
    private int _completed;

    internal FragmentLog(Executor executor, EnvironmentSpec spec, IPolicy policy, int numEnvs, int length)
    {
        _executor = executor;
        (_numEnvs, _length, _stepLimit) = (numEnvs, length, spec.StepLimit);
        (_observationWidth, _actionWidth) = (spec.Observation.Width, spec.Action.Width);
        (_distributionWidth, _recurrentWidth) = (policy.DistributionWidth, policy.RecurrentWidth);
        _observations = new float[numEnvs * length * _observationWidth];
        _distribution = new float[numEnvs * length * _distributionWidth];
        _recurrent = new float[numEnvs * length * _recurrentWidth];
        _actions = new float[numEnvs * length * _actionWidth];
        _steps = new long[numEnvs * length];
        _rewards = new double[numEnvs * length];
        _ends = executor.Rent<End>(numEnvs);
        _finalObservations = executor.Rent<float>(numEnvs * _observationWidth);
    }

    /// <summary>Adds the recurrent states that step t begins with.</summary>
    internal void Remember(int t, PolicyActor actor) => Scatter<float>(t, actor.Recurrent, _recurrentWidth, _recurrent);

    /// <summary>Adds what was seen and done in step t of every environment.</summary>
    internal void Act(int t, FragmentEnvironments environments, PolicyActor actor)
    {
        Scatter(t, environments.Observations, _observationWidth, _observations);
        Scatter(t, actor.Actions.Span, _actionWidth, _actions);
        Scatter(t, actor.Distribution, _distributionWidth, _distribution);
        Scatter(t, environments.Steps, 1, _steps);
    }

    /// <summary>
    /// Adds what step t led to; sums up the rewards of running episodes in <paramref name="returns"/>.
    /// </summary>
    internal void Step(int t, FragmentEnvironments environments, Span<double> returns)
    {
        Scatter(t, environments.Rewards, 1, _rewards);
        for (var index = 0; index < _numEnvs; index++)
        {
            var row = (index * _length) + t;
            var (terminated, truncated) = (environments.Terminated[index], environments.Truncated[index]);
            returns[index] += environments.Rewards[index];
            if (terminated || truncated || t == _length - 1)
            {
                var end = new End(row, terminated, truncated, returns[index], (int)_steps[row] + 1);
                Add(end, environments.NextObservations.Slice(index * _observationWidth, _observationWidth));
            }
            if (terminated || truncated)
            {
                returns[index] = 0;
            }
        }
    }

    internal Rollout ToRollout()
    {
        var rows = _numEnvs * _length;
        var ends = _ends.Span[.._endCount];
        using var order = _executor.Rent<int>(_endCount);
        using var endRows = _executor.Rent<int>(_endCount);
        var returns = ImmutableArray.CreateBuilder<double>(_completed);
        var lengths = ImmutableArray.CreateBuilder<int>(_completed);
        var unstable = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            (order.Span[i], endRows.Span[i]) = (i, ends[i].Row);
            if (ends[i].IsOfEpisode)
            {
                returns.Add(ends[i].Return);
                lengths.Add(ends[i].EpisodeLength);
                // Nothing else truncates an episode before its time.
                unstable += ends[i].Truncated && ends[i].EpisodeLength < _stepLimit ? 1 : 0;
            }
        }
        endRows.Span.Sort(order.Span);
        var segments = ImmutableArray.CreateBuilder<Segment>(_endCount);
        foreach (var place in order.Span)
        {
            var start = segments.Count == 0 ? 0 : segments[^1].Start + segments[^1].Length;
            var end = ends[place];
            segments.Add(new Segment(start, end.Row + 1 - start, end.Terminated, end.Truncated));
        }
        var finals = new float[_endCount * _observationWidth];
        Rows.Gather(_finalObservations.Span, _observationWidth, order, finals, _observationWidth);
        return new Rollout
        {
            Observations = NdArray<float>.Own(new Shape(rows, _observationWidth), _observations),
            Actions = NdArray<float>.Own(new Shape(rows, _actionWidth), _actions),
            Distribution = NdArray<float>.Own(new Shape(rows, _distributionWidth), _distribution),
            RecurrentStates = NdArray<float>.Own(new Shape(rows, _recurrentWidth), _recurrent),
            Steps = NdArray<long>.Own(new Shape(rows), _steps),
            EnvironmentRewards = NdArray<double>.Own(new Shape(rows), _rewards),
            FinalObservations = NdArray<float>.Own(new Shape(_endCount, _observationWidth), finals),
            Segments = segments.MoveToImmutable(),
            CompletedReturns = returns.MoveToImmutable(),
            CompletedLengths = lengths.MoveToImmutable(),
            UnstableEpisodes = unstable,
            EnvironmentSteps = rows,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ends.Dispose();
        _finalObservations.Dispose();
    }

    private void Add(End end, ReadOnlySpan<float> finalObservation)
    {
        if (_endCount == _ends.Length)
        {
            _executor.Grow(ref _ends, 2 * _endCount);
            _executor.Grow(ref _finalObservations, 2 * _endCount * _observationWidth);
        }
        _ends.Span[_endCount] = end;
        finalObservation.CopyTo(_finalObservations.Span[(_endCount * _observationWidth)..]);
        _endCount++;
        _completed += end.IsOfEpisode ? 1 : 0;
    }

    private void Scatter<T>(int t, ReadOnlySpan<T> from, int width, T[] to)
    {
        for (var index = 0; index < _numEnvs; index++)
        {
            from.Slice(index * width, width).CopyTo(to.AsSpan(((index * _length) + t) * width));
        }
    }

    /// <summary>The end of a segment.</summary>
    /// <param name="Row">Its last row.</param>
    /// <param name="Terminated">Whether the task itself ended.</param>
    /// <param name="Truncated">Whether the time limit was reached, or the simulation broke down.</param>
    /// <param name="Return">The episode's rewards up to here.</param>
    /// <param name="EpisodeLength">The episode's steps up to here.</param>
    private readonly record struct End(int Row, bool Terminated, bool Truncated, double Return, int EpisodeLength)
    {
        /// <summary>Not merely where collecting stopped.</summary>
        internal bool IsOfEpisode => Terminated || Truncated;
    }
}
