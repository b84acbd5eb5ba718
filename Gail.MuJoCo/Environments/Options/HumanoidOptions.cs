using Gail.MuJoCo.Environments.Rules;
using Gail.MuJoCo.Models.Mjcf;
using Gail.OptionRules;
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
[OptionRecord]
public sealed partial record HumanoidOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "Humanoid",
            RobotFamily.GymnasiumAndPaper,
            version => new HumanoidOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o with { FrameSkip = v }),
                Number("forwardRewardWeight", o => o.ForwardRewardWeight, (o, v) => o with { ForwardRewardWeight = v }),
                Number("ctrlCostWeight", o => o.CtrlCostWeight, (o, v) => o with { CtrlCostWeight = v }),
                Number("contactCostWeight", o => o.ContactCostWeight, (o, v) => o with { ContactCostWeight = v }),
                Range("contactCostRange", o => o.ContactCostRange, (o, v) => o with { ContactCostRange = v }),
                Number("healthyReward", o => o.HealthyReward, (o, v) => o with { HealthyReward = v }),
                Flag(
                    "terminateWhenUnhealthy",
                    o => o.TerminateWhenUnhealthy,
                    (o, v) => o with { TerminateWhenUnhealthy = v }
                ),
                Range("healthyZRange", o => o.HealthyZRange, (o, v) => o with { HealthyZRange = v }),
                Scale("resetNoiseScale", o => o.ResetNoiseScale, (o, v) => o with { ResetNoiseScale = v }),
                Flag(
                    "excludeCurrentPositionsFromObservation",
                    o => o.ExcludeCurrentPositionsFromObservation,
                    (o, v) => o with { ExcludeCurrentPositionsFromObservation = v }
                ),
                Flag(
                    "includeCinertInObservation",
                    o => o.IncludeCinertInObservation,
                    (o, v) => o with { IncludeCinertInObservation = v }
                ),
                Flag(
                    "includeCvelInObservation",
                    o => o.IncludeCvelInObservation,
                    (o, v) => o with { IncludeCvelInObservation = v }
                ),
                Flag(
                    "includeQfrcActuatorInObservation",
                    o => o.IncludeQfrcActuatorInObservation,
                    (o, v) => o with { IncludeQfrcActuatorInObservation = v }
                ),
                Flag(
                    "includeCfrcExtInObservation",
                    o => o.IncludeCfrcExtInObservation,
                    (o, v) => o with { IncludeCfrcExtInObservation = v }
                ),
            ]
        );

    /// <inheritdoc/>
    public override int FrameSkip
    {
        get;
        init => field = Checked(OptionKind.Count, value);
    } = 5;

    /// <summary>The reward for a forward velocity of 1 m/s.</summary>
    public double ForwardRewardWeight
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 1.25;

    /// <summary>The cost of a squared action of 1, before the engine clamps it.</summary>
    public double CtrlCostWeight
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 0.1;

    /// <summary>The cost of a squared contact force of 1; 0 in version 4 unless asked for.</summary>
    public double ContactCostWeight
    {
        get => GivenContactCostWeight ?? (Version == 4 ? 0 : 5e-7);
        init => GivenContactCostWeight = Checked(OptionKind.Number, value);
    }

    /// <summary>The range that the contact cost is clipped to.</summary>
    public Interval ContactCostRange
    {
        get;
        init => field = Checked(OptionKind.Range, value);
    } = (double.NegativeInfinity, 10);

    /// <summary>The reward for a healthy step.</summary>
    public double HealthyReward
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 5;

    /// <summary>Whether an episode ends when the robot is no longer healthy; false is the fixed horizon.</summary>
    public bool TerminateWhenUnhealthy { get; init; } = true;

    /// <summary>Where the height is healthy, m; bounds excluded.</summary>
    public Interval HealthyZRange
    {
        get;
        init => field = Checked(OptionKind.Range, value);
    } = (1, 2);

    /// <summary>Positions and velocities begin uniform within this of the reference, which is at rest.</summary>
    public double ResetNoiseScale
    {
        get;
        init => field = Checked(OptionKind.Scale, value);
    } = 0.01;

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

    /// <summary>Whether the specifications are the same, defaults of the version written out or not.</summary>
    public bool Equals(HumanoidOptions? other) => Id == other?.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    internal override RobotRules Rules() => new HumanoidRules(this);
}
