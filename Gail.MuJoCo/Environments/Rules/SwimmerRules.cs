using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The rules of <see cref="SwimmerOptions"/>.</summary>
internal sealed class SwimmerRules(SwimmerOptions options) : RobotRules<SwimmerOptions>(options)
{
    /// <inheritdoc/>
    internal override MjcfModel Model => Models.Robots.Swimmer.Model;

    /// <inheritdoc/>
    internal override (int Positions, int Velocities) Sizes => (5, 5);

    /// <inheritdoc/>
    protected override int ObservationWidth => Options.ExcludeCurrentPositionsFromObservation ? 8 : 10;

    /// <inheritdoc/>
    protected override double EngineStepMicroseconds => 8;

    /// <inheritdoc/>
    protected override string Description =>
        "Swim forward with three links in a viscous fluid: reward is the forward velocity less a tiny control cost; "
        + "episodes never end early.";

    /// <inheritdoc/>
    internal override void Disturb(RandomKey key, Span<double> positions, Span<double> velocities) =>
        AddUniform(key, Options.ResetNoiseScale, positions, velocities);

    /// <inheritdoc/>
    internal override void Observe(in RobotState state, ref ObservationWriter to)
    {
        to.Add(state.Positions[(Options.ExcludeCurrentPositionsFromObservation ? 2 : 0)..]);
        to.Add(state.Velocities);
    }

    /// <inheritdoc/>
    internal override RewardTerms Reward(in RobotStep step) =>
        new(Task: Options.ForwardRewardWeight * step.Speed(0), Effort: Options.CtrlCostWeight * step.SquaredAction);
}
