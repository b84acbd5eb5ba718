using System.Collections.Immutable;
using Gail.Environments;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>The private buffers of one batch of fragments, lane after lane, so that segments are contiguous.</summary>
internal sealed class FragmentLog
{
    private readonly int _lanes;
    private readonly int _length;
    private readonly int _observationWidth;
    private readonly int _actionWidth;
    private readonly float[] _observations;
    private readonly float[] _actions;
    private readonly long[] _steps;
    private readonly double[] _rewards;
    private readonly LaneSegments[] _segments;
    private readonly ImmutableArray<double>.Builder _completedReturns = ImmutableArray.CreateBuilder<double>();
    private readonly ImmutableArray<int>.Builder _completedLengths = ImmutableArray.CreateBuilder<int>();
    private float[] _distribution = [];
    private int _distributionWidth;

    internal FragmentLog(EnvironmentSpec spec, int lanes, int length)
    {
        (_lanes, _length) = (lanes, length);
        (_observationWidth, _actionWidth) = (spec.Observation.Width, spec.Action.Width);
        _observations = new float[lanes * length * _observationWidth];
        _actions = new float[lanes * length * _actionWidth];
        _steps = new long[lanes * length];
        _rewards = new double[lanes * length];
        _segments = new LaneSegments[lanes];
        for (var lane = 0; lane < lanes; lane++)
        {
            _segments[lane] = new LaneSegments(lane * length);
        }
    }

    /// <summary>Adds step t of every lane; sums up the rewards of running episodes in <paramref name="returns"/>.</summary>
    internal void Add(
        int t,
        EnvironmentBatch batch,
        NdArray<float> observations,
        PolicyStep acted,
        BatchStep step,
        double[] returns
    )
    {
        if (t == 0)
        {
            _distributionWidth = acted.Distribution.Columns;
            _distribution = new float[_lanes * _length * _distributionWidth];
        }
        Scatter(t, observations.Span, _observationWidth, _observations);
        Scatter(t, acted.Actions.Span, _actionWidth, _actions);
        Scatter(t, acted.Distribution.Span, _distributionWidth, _distribution);
        var steps = batch.Steps.Span;
        var rewards = step.Rewards.Span;
        var terminated = step.Terminated.Span;
        var truncated = step.Truncated.Span;
        for (var lane = 0; lane < _lanes; lane++)
        {
            var row = (lane * _length) + t;
            _steps[row] = steps[lane];
            _rewards[row] = rewards[lane];
            returns[lane] += rewards[lane];
            var ended = terminated[lane] | truncated[lane];
            if (ended)
            {
                _completedReturns.Add(returns[lane]);
                _completedLengths.Add((int)steps[lane] + 1);
                returns[lane] = 0;
            }
            if (ended || t == _length - 1)
            {
                _segments[lane].End(row + 1, terminated[lane], truncated[lane], step.NextObservations.Row(lane));
            }
        }
    }

    internal Rollout ToRollout()
    {
        var rows = _lanes * _length;
        var segments = ImmutableArray.CreateBuilder<Segment>();
        var finals = new List<float>();
        foreach (var lane in _segments)
        {
            segments.AddRange(lane.Segments);
            finals.AddRange(lane.FinalObservations);
        }
        return new Rollout
        {
            Observations = NdArray<float>.Own(new Shape(rows, _observationWidth), _observations),
            Actions = NdArray<float>.Own(new Shape(rows, _actionWidth), _actions),
            Distribution = NdArray<float>.Own(new Shape(rows, _distributionWidth), _distribution),
            Steps = NdArray<long>.Own(new Shape(rows), _steps),
            EnvironmentRewards = NdArray<double>.Own(new Shape(rows), _rewards),
            FinalObservations = NdArray<float>.Own(new Shape(segments.Count, _observationWidth), finals.ToArray()),
            Segments = segments.DrainToImmutable(),
            CompletedReturns = _completedReturns.DrainToImmutable(),
            CompletedLengths = _completedLengths.DrainToImmutable(),
            EnvironmentSteps = rows,
        };
    }

    private void Scatter(int t, ReadOnlySpan<float> from, int width, float[] to)
    {
        for (var lane = 0; lane < _lanes; lane++)
        {
            from.Slice(lane * width, width).CopyTo(to.AsSpan(((lane * _length) + t) * width));
        }
    }

    /// <summary>The segments of one lane and what was seen after each.</summary>
    private sealed class LaneSegments(int start)
    {
        private int _start = start;

        internal List<Segment> Segments { get; } = [];

        internal List<float> FinalObservations { get; } = [];

        internal void End(int end, bool terminated, bool truncated, ReadOnlySpan<float> finalObservation)
        {
            Segments.Add(new Segment(_start, end - _start, terminated, truncated));
            FinalObservations.AddRange(finalObservation);
            _start = end;
        }
    }
}
