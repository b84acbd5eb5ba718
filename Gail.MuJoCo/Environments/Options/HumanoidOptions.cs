using Gail.MuJoCo.Environments.Rules;
using Gail.MuJoCo.Models.Mjcf;
using static Gail.MuJoCo.Environments.Options.RobotOption<Gail.MuJoCo.Environments.Options.HumanoidOptions>;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Walk forward on two legs without falling.</summary>
/// <remarks>
/// <para>Observation, 376 until version 4: positions without x and y, 22; velocities, 23; cinert, 14 x 10; cvel, 14 x 6;
/// qfrc_actuator, 23; cfrc_ext, 14 x 6, not clipped. Version 5, 348: without the zeros of the world body and of the free
/// joint. All but positions and velocities are those where the engine last evaluated them, slightly behind the state; in
/// the first observation of an episode cfrc_ext is 0.</para>
/// <para>Reward: weighted x velocity of the centre of mass + bonus - control cost - contact cost, the weighted sum of the
/// squared cfrc_ext within its range; version 4 alone has none. Healthy: the height lies in its range. Versions 1 and 4
/// pay the bonus also for the step that ends an episode.</para>
/// <para>Source: Gymnasium's <c>humanoid_v4.py</c> and <c>humanoid_v5.py</c>; for version 1 OpenAI Gym's
/// <c>humanoid.py</c> of 2016, which subtracts min(10, 5e-7 x sum(cfrc_ext^2)) as version 5 does.</para>
/// </remarks>
public sealed record HumanoidOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "Humanoid",
            RobotFamily.GymnasiumAndPaper,
            version => new HumanoidOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o.With(frameSkip: v)),
                Number("forwardRewardWeight", o => o.ForwardRewardWeight, (o, v) => o.With(forwardRewardWeight: v)),
                Number("ctrlCostWeight", o => o.CtrlCostWeight, (o, v) => o.With(ctrlCostWeight: v)),
                Number("contactCostWeight", o => o.ContactCostWeight, (o, v) => o.With(contactCostWeight: v)),
                Range("contactCostRange", o => o.ContactCostRange, (o, v) => o.With(contactCostRange: v)),
                Number("healthyReward", o => o.HealthyReward, (o, v) => o.With(healthyReward: v)),
                Flag(
                    "terminateWhenUnhealthy",
                    o => o.TerminateWhenUnhealthy,
                    (o, v) => o.With(terminateWhenUnhealthy: v)
                ),
                Range("healthyZRange", o => o.HealthyZRange, (o, v) => o.With(healthyZRange: v)),
                Scale("resetNoiseScale", o => o.ResetNoiseScale, (o, v) => o.With(resetNoiseScale: v)),
                Flag(
                    "excludeCurrentPositionsFromObservation",
                    o => o.ExcludeCurrentPositionsFromObservation,
                    (o, v) => o.With(excludeCurrentPositionsFromObservation: v)
                ),
                Flag(
                    "includeCinertInObservation",
                    o => o.IncludeCinertInObservation,
                    (o, v) => o.With(includeCinertInObservation: v)
                ),
                Flag(
                    "includeCvelInObservation",
                    o => o.IncludeCvelInObservation,
                    (o, v) => o.With(includeCvelInObservation: v)
                ),
                Flag(
                    "includeQfrcActuatorInObservation",
                    o => o.IncludeQfrcActuatorInObservation,
                    (o, v) => o.With(includeQfrcActuatorInObservation: v)
                ),
                Flag(
                    "includeCfrcExtInObservation",
                    o => o.IncludeCfrcExtInObservation,
                    (o, v) => o.With(includeCfrcExtInObservation: v)
                ),
            ]
        );

    /// <inheritdoc/>
    public override int FrameSkip { get; init; } = 5;

    /// <summary>What a forward velocity of 1 m/s pays.</summary>
    public double ForwardRewardWeight { get; init; } = 1.25;

    /// <summary>The cost of a squared action of 1, before the engine clamps it.</summary>
    public double CtrlCostWeight { get; init; } = 0.1;

    /// <summary>The cost of a squared contact force of 1; 0 in version 4 unless asked for.</summary>
    public double ContactCostWeight
    {
        get => GivenContactCostWeight ?? (Version == 4 ? 0 : 5e-7);
        init => GivenContactCostWeight = value;
    }

    /// <summary>What the contact cost is clipped to.</summary>
    public Interval ContactCostRange { get; init; } = (double.NegativeInfinity, 10);

    /// <summary>What a step in health pays.</summary>
    public double HealthyReward { get; init; } = 5;

    /// <summary>Whether an episode ends when the robot is no longer healthy; false is the fixed horizon.</summary>
    public bool TerminateWhenUnhealthy { get; init; } = true;

    /// <summary>Where the height is healthy, m; bounds excluded.</summary>
    public Interval HealthyZRange { get; init; } = (1, 2);

    /// <summary>Positions and velocities begin uniform within this of the reference, which is at rest.</summary>
    public double ResetNoiseScale { get; init; } = 0.01;

    /// <summary>Whether x and y are left out of the observation.</summary>
    public bool ExcludeCurrentPositionsFromObservation { get; init; } = true;

    /// <summary>Whether the bodies' masses and inertias (cinert) are observed.</summary>
    public bool IncludeCinertInObservation { get; init; } = true;

    /// <summary>Whether the bodies' velocities (cvel) are observed.</summary>
    public bool IncludeCvelInObservation { get; init; } = true;

    /// <summary>Whether the motors' forces on the joints (qfrc_actuator) are observed.</summary>
    public bool IncludeQfrcActuatorInObservation { get; init; } = true;

    /// <summary>Whether the contact forces on the bodies (cfrc_ext) are observed.</summary>
    public bool IncludeCfrcExtInObservation { get; init; } = true;

    internal override RobotFamily Family => Robot;

    // Copies keep what was asked for, not what the version makes of nothing: they may be of another version.
    private double? GivenContactCostWeight { get; init; }

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public HumanoidOptions With(
        int? frameSkip = null,
        double? forwardRewardWeight = null,
        double? ctrlCostWeight = null,
        double? contactCostWeight = null,
        Interval? contactCostRange = null,
        double? healthyReward = null,
        bool? terminateWhenUnhealthy = null,
        Interval? healthyZRange = null,
        double? resetNoiseScale = null,
        bool? excludeCurrentPositionsFromObservation = null,
        bool? includeCinertInObservation = null,
        bool? includeCvelInObservation = null,
        bool? includeQfrcActuatorInObservation = null,
        bool? includeCfrcExtInObservation = null
    ) =>
        this with
        {
            FrameSkip = frameSkip ?? FrameSkip,
            ForwardRewardWeight = forwardRewardWeight ?? ForwardRewardWeight,
            CtrlCostWeight = ctrlCostWeight ?? CtrlCostWeight,
            GivenContactCostWeight = contactCostWeight ?? GivenContactCostWeight,
            ContactCostRange = contactCostRange ?? ContactCostRange,
            HealthyReward = healthyReward ?? HealthyReward,
            TerminateWhenUnhealthy = terminateWhenUnhealthy ?? TerminateWhenUnhealthy,
            HealthyZRange = healthyZRange ?? HealthyZRange,
            ResetNoiseScale = resetNoiseScale ?? ResetNoiseScale,
            ExcludeCurrentPositionsFromObservation =
                excludeCurrentPositionsFromObservation ?? ExcludeCurrentPositionsFromObservation,
            IncludeCinertInObservation = includeCinertInObservation ?? IncludeCinertInObservation,
            IncludeCvelInObservation = includeCvelInObservation ?? IncludeCvelInObservation,
            IncludeQfrcActuatorInObservation = includeQfrcActuatorInObservation ?? IncludeQfrcActuatorInObservation,
            IncludeCfrcExtInObservation = includeCfrcExtInObservation ?? IncludeCfrcExtInObservation,
        };

    /// <summary>Whether the specifications are the same, defaults of the version written out or not.</summary>
    public bool Equals(HumanoidOptions? other) => Id == other?.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    private protected override RobotRules Rules() => new HumanoidRules(this);
}
