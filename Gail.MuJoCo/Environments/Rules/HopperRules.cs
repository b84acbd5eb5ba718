using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The rules of <see cref="HopperOptions"/>.</summary>
internal sealed class HopperRules(HopperOptions options) : RobotRules<HopperOptions>(options)
{
    /// <inheritdoc/>
    internal override MjcfModel Model => Models.Robots.Hopper.Model;

    /// <inheritdoc/>
    internal override (int Positions, int Velocities) Sizes => (6, 6);

    /// <inheritdoc/>
    internal override bool Terminates => Options.TerminateWhenUnhealthy;

    /// <inheritdoc/>
    protected override int ObservationWidth => Options.ExcludeCurrentPositionsFromObservation ? 11 : 12;

    /// <inheritdoc/>
    protected override double EngineStepMicroseconds => 14;

    /// <inheritdoc/>
    protected override string Description =>
        "Hop forward on one leg: reward is the forward velocity and 1 for not falling, less a small control cost.";

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
        Inside(state.Positions[1], Options.HealthyZRange)
        && Inside(state.Positions[2], Options.HealthyAngleRange)
        && AllInside(state.Positions[2..], Options.HealthyStateRange)
        && AllInside(state.Velocities, Options.HealthyStateRange);

    /// <inheritdoc/>
    internal override RewardTerms Reward(in RobotStep step) =>
        new(
            Task: Options.ForwardRewardWeight * step.Speed(0),
            Survival: Bonus(Options.HealthyReward, step.Healthy),
            Effort: Options.CtrlCostWeight * step.SquaredAction
        );

    private static bool AllInside(ReadOnlySpan<double> values, Interval range)
    {
        foreach (var value in values)
        {
            if (!Inside(value, range))
            {
                return false;
            }
        }
        return true;
    }
}
