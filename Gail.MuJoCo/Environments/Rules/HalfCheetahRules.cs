using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The rules of <see cref="HalfCheetahOptions"/>.</summary>
internal sealed class HalfCheetahRules(HalfCheetahOptions options) : RobotRules<HalfCheetahOptions>(options)
{
    /// <inheritdoc/>
    internal override MjcfModel Model => Models.Robots.HalfCheetah.Model;

    /// <inheritdoc/>
    internal override (int Positions, int Velocities) Sizes => (9, 9);

    /// <inheritdoc/>
    protected override int ObservationWidth => Options.ExcludeCurrentPositionsFromObservation ? 17 : 18;

    /// <inheritdoc/>
    protected override double EngineStepMicroseconds => 5;

    /// <inheritdoc/>
    protected override string Description =>
        "Run forward on two legs in a plane: reward is the forward velocity less a control cost; episodes never end "
        + "early.";

    /// <inheritdoc/>
    internal override void Disturb(RandomKey key, Span<double> positions, Span<double> velocities) =>
        AddUniformAndNormal(key, Options.ResetNoiseScale, positions, velocities);

    /// <inheritdoc/>
    internal override void Observe(in RobotState state, ref ObservationWriter to)
    {
        to.Add(state.Positions[(Options.ExcludeCurrentPositionsFromObservation ? 1 : 0)..]);
        to.Add(state.Velocities);
    }

    /// <inheritdoc/>
    internal override RewardTerms Reward(in RobotStep step) =>
        new(Task: Options.ForwardRewardWeight * step.Speed(0), Effort: Options.CtrlCostWeight * step.SquaredAction);
}
