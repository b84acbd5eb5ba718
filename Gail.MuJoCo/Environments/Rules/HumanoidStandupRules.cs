using System.Collections.Immutable;
using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The rules of <see cref="HumanoidStandupOptions"/>.</summary>
internal sealed class HumanoidStandupRules(HumanoidStandupOptions options) : RobotRules<HumanoidStandupOptions>(options)
{
    private readonly HumanoidSenses _senses = new(
        options.Version,
        options.IncludeCinertInObservation,
        options.IncludeCvelInObservation,
        options.IncludeQfrcActuatorInObservation,
        options.IncludeCfrcExtInObservation
    );

    /// <inheritdoc/>
    internal override MjcfModel Model => Models.Robots.HumanoidStandup.Model;

    /// <inheritdoc/>
    internal override (int Positions, int Velocities) Sizes => (24, 23);

    /// <inheritdoc/>
    internal override bool NeedsContactForces => _senses.HaveContactForces || Options.ImpactCostWeight != 0;

    /// <inheritdoc/>
    internal override ImmutableArray<string> Quantities => HumanoidSenses.Quantities;

    /// <inheritdoc/>
    protected override int KeptWidth => _senses.Width;

    /// <inheritdoc/>
    protected override int ObservationWidth =>
        (Options.ExcludeCurrentPositionsFromObservation ? 45 : 47) + _senses.Width;

    /// <inheritdoc/>
    protected override double EngineStepMicroseconds => 61;

    /// <inheritdoc/>
    protected override string Description =>
        "Stand up from lying on the back: reward is the height in units of 3 mm and 1, less costs of control and contact; "
        + "episodes never end early.";

    /// <inheritdoc/>
    internal override void Disturb(RandomKey key, Span<double> positions, Span<double> velocities) =>
        AddUniform(key, Options.ResetNoiseScale, positions, velocities);

    /// <summary>The parts observed.</summary>
    /// <inheritdoc/>
    internal override void Keep(in Measured now, Span<double> kept) => _senses.Keep(now, kept);

    /// <inheritdoc/>
    internal override void Observe(in RobotState state, ref ObservationWriter to)
    {
        to.Add(state.Positions[(Options.ExcludeCurrentPositionsFromObservation ? 2 : 0)..]);
        to.Add(state.Velocities);
        to.Add(state.Kept);
    }

    /// <inheritdoc/>
    internal override RewardTerms Reward(in RobotStep step) =>
        new(
            Task: Options.UphCostWeight * (step.After.Positions[2] / Model.Physics.TimeStep),
            Survival: 1,
            Effort: Options.CtrlCostWeight * step.SquaredAction,
            Impact: HumanoidSenses.ContactCost(step.Now, Options.ImpactCostWeight, Options.ImpactCostRange)
        );
}
