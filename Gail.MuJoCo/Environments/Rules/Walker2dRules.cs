using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The rules of <see cref="Walker2dOptions"/>.</summary>
internal sealed class Walker2dRules(Walker2dOptions options) : RobotRules<Walker2dOptions>(options)
{
    /// <inheritdoc/>
    internal override MjcfModel Model => Options.Version < 5 ? Models.Robots.Walker2d.V4 : Models.Robots.Walker2d.V5;

    /// <inheritdoc/>
    internal override (int Positions, int Velocities) Sizes => (9, 9);

    /// <inheritdoc/>
    internal override bool Terminates => Options.TerminateWhenUnhealthy;

    /// <inheritdoc/>
    protected override int ObservationWidth => Options.ExcludeCurrentPositionsFromObservation ? 17 : 18;

    /// <inheritdoc/>
    protected override double EngineStepMicroseconds => 20;

    /// <inheritdoc/>
    protected override string Description =>
        "Walk forward on two legs in a plane: reward is the forward velocity and 1 for not falling, less a small "
        + "control cost.";

    /// <inheritdoc/>
    internal override void Disturb(RandomKey key, Span<double> positions, Span<double> velocities) =>
        AddUniform(key, Options.ResetNoiseScale, positions, velocities);

    /// <inheritdoc/>
    internal override void Observe(in RobotState state, ref ObservationWriter to)
    {
        to.Add(state.Positions[(Options.ExcludeCurrentPositionsFromObservation ? 1 : 0)..]);
        to.AddClipped(state.Velocities, -10, 10);
    }

    /// <inheritdoc/>
    internal override bool IsHealthy(in RobotState state, in Measured now) =>
        Inside(state.Positions[1], Options.HealthyZRange) && Inside(state.Positions[2], Options.HealthyAngleRange);

    /// <inheritdoc/>
    internal override RewardTerms Reward(in RobotStep step) =>
        new(
            Task: Options.ForwardRewardWeight * step.Speed(0),
            Survival: Bonus(Options.HealthyReward, step.Healthy),
            Effort: Options.CtrlCostWeight * step.SquaredAction
        );
}
