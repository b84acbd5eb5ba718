using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>
/// A fixed number of steps in each of several environments side by side; episodes go on from one batch to the next.
/// </summary>
/// <param name="lanes">Environments side by side, at least 1.</param>
/// <param name="steps">Steps per batch over all lanes; rounded up to a multiple of the lanes.</param>
public sealed class FragmentSampler(int lanes, int steps) : ISampler
{
    private readonly int _length = (steps + lanes - 1) / lanes;

    /// <inheritdoc/>
    public StateTree Init(IEnvironment environment, RandomKey key) =>
        StateTree
            .Empty.With("environments", EnvironmentBatch.Reset(environment, lanes, key).ToTree())
            .With("returns", NdArray.Zeros<double>(new Shape(lanes)))
            .With("carry", NdArray.Zeros<float>(new Shape(lanes, 0)));

    /// <inheritdoc/>
    public Sample Collect(Executor executor, IEnvironment environment, IPolicy policy, StateTree state, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(state);
        var batch = EnvironmentBatch.FromTree(state.Child("environments"));
        var returns = state.Get<double>("returns").Span.ToArray();
        var carry = Carry(state, policy);
        var log = new FragmentLog(environment.Spec, lanes, _length);
        for (var t = 0; t < _length; t++)
        {
            executor.Cancellation.ThrowIfCancellationRequested();
            var stepKey = key.Fold(t);
            var actionKeys = Enumerable.Range(0, lanes).Select(stepKey.Fold(0).Fold).ToArray();
            var observations = batch.Observe(environment, executor);
            var acted = policy.Act(executor, observations, carry, actionKeys, ActionChoice.Stochastic);
            var step = batch.Step(executor, environment, acted.Actions, stepKey.Fold(1));
            log.Add(t, batch, observations, acted, step, returns);
            carry = ResetCarry(acted.Carry, step);
            batch = step.Next;
        }
        return new Sample(
            log.ToRollout(),
            state
                .With("environments", batch.ToTree())
                .With("returns", NdArray.Vector<double>(returns))
                .With("carry", carry)
        );
    }

    private NdArray<float> Carry(StateTree state, IPolicy policy)
    {
        var carry = state.Get<float>("carry");
        // The policy's width is not known when the state is made.
        return carry.Shape[1] == policy.CarryWidth ? carry : NdArray.Zeros<float>(new Shape(lanes, policy.CarryWidth));
    }

    private static NdArray<float> ResetCarry(NdArray<float> carry, BatchStep step)
    {
        if (carry.Length == 0)
        {
            return carry;
        }
        var values = carry.Span.ToArray();
        for (var lane = 0; lane < carry.Rows; lane++)
        {
            if (step.Terminated[lane] || step.Truncated[lane])
            {
                values.AsSpan(lane * carry.Columns, carry.Columns).Clear();
            }
        }
        return NdArray<float>.Own(carry.Shape, values);
    }

    /// <summary>The private buffers of one batch, lane after lane, so that segments are contiguous.</summary>
    private sealed class FragmentLog(EnvironmentSpec spec, int lanes, int length)
    {
        private readonly float[] _observations = new float[lanes * length * spec.Observation.Width];
        private readonly float[] _actions = new float[lanes * length * spec.Action.Width];
        private readonly long[] _steps = new long[lanes * length];
        private readonly double[] _rewards = new double[lanes * length];
        private readonly List<Segment>[] _segments = [.. Enumerable.Range(0, lanes).Select(_ => new List<Segment>())];
        private readonly List<float[]>[] _finals = [.. Enumerable.Range(0, lanes).Select(_ => new List<float[]>())];
        private readonly int[] _segmentStarts = [.. Enumerable.Range(0, lanes).Select(lane => lane * length)];
        private readonly List<double> _completedReturns = [];
        private readonly List<int> _completedLengths = [];
        private float[] _distribution = [];
        private int _distributionWidth;

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
                _distribution = new float[lanes * length * _distributionWidth];
            }
            for (var lane = 0; lane < lanes; lane++)
            {
                var row = (lane * length) + t;
                observations.Row(lane).CopyTo(_observations.AsSpan(row * spec.Observation.Width));
                acted.Actions.Row(lane).CopyTo(_actions.AsSpan(row * spec.Action.Width));
                acted.Distribution.Row(lane).CopyTo(_distribution.AsSpan(row * _distributionWidth));
                _steps[row] = batch.Steps[lane];
                _rewards[row] = step.Rewards[lane];
                returns[lane] += step.Rewards[lane];
                var ended = step.Terminated[lane] || step.Truncated[lane];
                if (ended)
                {
                    _completedReturns.Add(returns[lane]);
                    _completedLengths.Add((int)batch.Steps[lane] + 1);
                    returns[lane] = 0;
                }
                if (ended || t == length - 1)
                {
                    var start = _segmentStarts[lane];
                    var segment = new Segment(start, row + 1 - start, step.Terminated[lane], step.Truncated[lane]);
                    _segments[lane].Add(segment);
                    _finals[lane].Add(step.NextObservations.Row(lane).ToArray());
                    _segmentStarts[lane] = row + 1;
                }
            }
        }

        internal Rollout ToRollout()
        {
            var rows = lanes * length;
            var finals = _finals.SelectMany(final => final).ToList();
            return new Rollout
            {
                Observations = NdArray<float>.Own(new Shape(rows, spec.Observation.Width), _observations),
                Actions = NdArray<float>.Own(new Shape(rows, spec.Action.Width), _actions),
                Distribution = NdArray<float>.Own(new Shape(rows, _distributionWidth), _distribution),
                Steps = NdArray<long>.Own(new Shape(rows), _steps),
                EnvironmentRewards = NdArray<double>.Own(new Shape(rows), _rewards),
                Segments = [.. _segments.SelectMany(segment => segment)],
                FinalObservations = NdArray<float>.Own(
                    new Shape(finals.Count, spec.Observation.Width),
                    [.. finals.SelectMany(final => final)]
                ),
                CompletedReturns = [.. _completedReturns],
                CompletedLengths = [.. _completedLengths],
                EnvironmentSteps = rows,
            };
        }
    }
}
