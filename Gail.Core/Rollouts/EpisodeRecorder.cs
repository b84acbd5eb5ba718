using Gail.Environments;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>The private buffers of one episode while it runs; published once, by <see cref="ToEpisode"/>.</summary>
internal sealed class EpisodeRecorder
{
    private const int ActionPurpose = 1;
    private const int StepPurpose = 2;

    private readonly RandomKey _actions;
    private readonly RandomKey _steps;
    private readonly double[] _state;
    private readonly List<float> _observationLog = [];
    private readonly List<float> _actionLog = [];
    private readonly List<float> _distributionLog = [];
    private readonly List<double> _rewardLog = [];
    private int _distributionWidth;
    private bool _terminated;
    private bool _truncated;

    internal EpisodeRecorder(IEnvironment environment, int carryWidth, int index, RandomKey key)
    {
        Index = index;
        _actions = key.Fold(ActionPurpose);
        _steps = key.Fold(StepPurpose);
        _state = new double[environment.Spec.StateWidth];
        Observation = new float[environment.Spec.Observation.Width];
        Carry = new float[carryWidth];
        environment.Reset(key.Fold(0), _state);
        environment.Observe(_state, Observation);
    }

    internal int Index { get; }

    internal float[] Observation { get; }

    internal float[] Carry { get; }

    internal bool Ended => _terminated || _truncated;

    internal RandomKey ActionKey => _actions.Fold(_rewardLog.Count);

    internal void Step(IEnvironment environment, PolicyStep policy, int row, Span<double> next)
    {
        var action = policy.Actions.Row(row);
        var result = environment.Step(_state, action, _steps.Fold(_rewardLog.Count), next);
        _observationLog.AddRange(Observation);
        _actionLog.AddRange(action);
        _distributionLog.AddRange(policy.Distribution.Row(row));
        _distributionWidth = policy.Distribution.Columns;
        _rewardLog.Add(result.Reward);
        _terminated = result.Terminated;
        _truncated = _rewardLog.Count >= environment.Spec.StepLimit;
        next.CopyTo(_state);
        environment.Observe(_state, Observation);
        policy.Carry.Row(row).CopyTo(Carry);
    }

    internal Episode ToEpisode(EnvironmentSpec spec)
    {
        var steps = _rewardLog.Count;
        return new Episode(
            NdArray<float>.Own(new Shape(steps, spec.Observation.Width), [.. _observationLog]),
            NdArray<float>.Own(new Shape(steps, spec.Action.Width), [.. _actionLog]),
            NdArray<float>.Own(new Shape(steps, _distributionWidth), [.. _distributionLog]),
            NdArray.Vector<double>(_rewardLog.ToArray()),
            NdArray.Vector<float>(Observation),
            _terminated,
            _truncated
        );
    }
}
