using System.Collections.Immutable;
using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The rules of <see cref="HumanoidOptions"/>.</summary>
internal sealed class HumanoidRules(HumanoidOptions options) : RobotRules<HumanoidOptions>(options)
{
    private const int CentersOfMass = 4;

    private readonly HumanoidSenses _senses = new(
        options.Version,
        options.IncludeCinertInObservation,
        options.IncludeCvelInObservation,
        options.IncludeQfrcActuatorInObservation,
        options.IncludeCfrcExtInObservation
    );

    /// <inheritdoc/>
    internal override MjcfModel Model => Models.Robots.Humanoid.Model;

    /// <inheritdoc/>
    internal override (int Positions, int Velocities) Sizes => (24, 23);

    /// <inheritdoc/>
    internal override bool Terminates => Options.TerminateWhenUnhealthy;

    /// <inheritdoc/>
    internal override bool NeedsContactForces => _senses.HaveContactForces || Options.ContactCostWeight != 0;

    /// <inheritdoc/>
    internal override ImmutableArray<string> Quantities => [.. HumanoidSenses.Quantities, "subtree_com"];

    /// <inheritdoc/>
    protected override int KeptWidth => 1 + _senses.Width;

    /// <inheritdoc/>
    protected override int ObservationWidth =>
        (Options.ExcludeCurrentPositionsFromObservation ? 45 : 47) + _senses.Width;

    /// <inheritdoc/>
    protected override double EngineStepMicroseconds => 63;

    /// <inheritdoc/>
    protected override string Description =>
        "Walk forward on two legs: reward is 1.25 times the forward velocity and 5 for not falling, less costs of control"
        + (Options.ContactCostWeight != 0 ? " and contact." : ".");

    /// <inheritdoc/>
    internal override void Disturb(RandomKey key, Span<double> positions, Span<double> velocities) =>
        AddUniform(key, Options.ResetNoiseScale, positions, velocities);

    /// <summary>The x of the centre of mass (of the world's subtree: everything), then what is observed.</summary>
    /// <inheritdoc/>
    internal override void Keep(in Measured now, Span<double> kept)
    {
        kept[0] = now[CentersOfMass][0];
        _senses.Keep(now, kept[1..]);
    }

    /// <inheritdoc/>
    internal override void Observe(in RobotState state, ref ObservationWriter to)
    {
        to.Add(state.Positions[(Options.ExcludeCurrentPositionsFromObservation ? 2 : 0)..]);
        to.Add(state.Velocities);
        to.Add(state.Kept[1..]);
    }

    /// <inheritdoc/>
    internal override bool IsHealthy(in RobotState state, in Measured now) =>
        Inside(state.Positions[2], Options.HealthyZRange);

    /// <inheritdoc/>
    internal override RewardTerms Reward(in RobotStep step) =>
        new(
            Task: Options.ForwardRewardWeight * step.SpeedOfKept(0),
            Survival: Bonus(Options.HealthyReward, step.Healthy),
            Effort: Options.CtrlCostWeight * step.SquaredAction,
            Impact: HumanoidSenses.ContactCost(step.Now, Options.ContactCostWeight, Options.ContactCostRange)
        );
}
