using Gail.MuJoCo.Environments.Rules;
using Gail.MuJoCo.Models.Mjcf;
using Gail.OptionRules;
using static Gail.MuJoCo.Environments.Options.RobotOption<Gail.MuJoCo.Environments.Options.AntOptions>;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Walk forward on four legs without falling or jumping.</summary>
/// <remarks>
/// <para>Observation: positions without x and y, 13; velocities, 14; where contact forces are used, cfrc_ext clipped:
/// (torque, force) on each body, 84 numbers with the world's zeros until version 4, 78 without them since version 5.
/// So 27 for version 4, 111 for version 1, 105 for version 5. Reward: x velocity of the torso + bonus - control cost -
/// contact cost, the weighted sum of the squared clipped forces on all bodies. The torso's position is where the
/// engine last evaluated it, slightly behind the state. Healthy: the height lies in its range. Versions 1 and 4 pay the
/// bonus also for the step that ends an episode. The first observation of an episode has no contact forces.</para>
/// <para>Source: Gymnasium's <c>ant_v4.py</c> and <c>ant_v5.py</c>.</para>
/// </remarks>
[OptionRecord]
public sealed partial record AntOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "Ant",
            RobotFamily.GymnasiumAndPaper,
            version => new AntOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o with { FrameSkip = v }),
                Number("forwardRewardWeight", o => o.ForwardRewardWeight, (o, v) => o with { ForwardRewardWeight = v }),
                Number("ctrlCostWeight", o => o.CtrlCostWeight, (o, v) => o with { CtrlCostWeight = v }),
                Flag("useContactForces", o => o.UseContactForces, (o, v) => o with { UseContactForces = v }),
                Number("contactCostWeight", o => o.ContactCostWeight, (o, v) => o with { ContactCostWeight = v }),
                Number("healthyReward", o => o.HealthyReward, (o, v) => o with { HealthyReward = v }),
                Flag(
                    "terminateWhenUnhealthy",
                    o => o.TerminateWhenUnhealthy,
                    (o, v) => o with { TerminateWhenUnhealthy = v }
                ),
                Range("healthyZRange", o => o.HealthyZRange, (o, v) => o with { HealthyZRange = v }),
                Range("contactForceRange", o => o.ContactForceRange, (o, v) => o with { ContactForceRange = v }),
                Scale("resetNoiseScale", o => o.ResetNoiseScale, (o, v) => o with { ResetNoiseScale = v }),
                Flag(
                    "excludeCurrentPositionsFromObservation",
                    o => o.ExcludeCurrentPositionsFromObservation,
                    (o, v) => o with { ExcludeCurrentPositionsFromObservation = v }
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
    } = 1;

    /// <summary>The cost of a squared action of 1, before the engine clamps it.</summary>
    public double CtrlCostWeight
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 0.5;

    /// <summary>Whether contact forces are observed and cost; not in version 4 unless asked for.</summary>
    public bool UseContactForces
    {
        get => GivenUseContactForces ?? Version != 4;
        init => GivenUseContactForces = value;
    }

    /// <summary>The cost of a squared clipped contact force of 1, where contact forces are used.</summary>
    public double ContactCostWeight
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 0.0005;

    /// <summary>The reward for a healthy step.</summary>
    public double HealthyReward
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 1;

    /// <summary>Whether an episode ends when the robot is no longer healthy; false is the fixed horizon.</summary>
    public bool TerminateWhenUnhealthy { get; init; } = true;

    /// <summary>Where the height is healthy, m; bounds included.</summary>
    public Interval HealthyZRange
    {
        get;
        init => field = Checked(OptionKind.Range, value);
    } = (0.2, 1);

    /// <summary>The range that contact forces are clipped to.</summary>
    public Interval ContactForceRange
    {
        get;
        init => field = Checked(OptionKind.Range, value);
    } = (-1, 1);

    /// <summary>Positions begin uniform within this of the reference; velocities normal with this standard deviation.</summary>
    public double ResetNoiseScale
    {
        get;
        init => field = Checked(OptionKind.Scale, value);
    } = 0.1;

    /// <summary>Whether x and y are left out of the observation.</summary>
    public bool ExcludeCurrentPositionsFromObservation { get; init; } = true;

    /// <summary>Whether contact forces, where they are used, are observed or cost only.</summary>
    public bool IncludeCfrcExtInObservation { get; init; } = true;

    internal override RobotFamily Family => Robot;

    // Copies keep what was asked for, not what the version makes of nothing: they may be of another version.
    private bool? GivenUseContactForces { get; init; }

    /// <summary>Whether the specifications are the same, defaults of the version written out or not.</summary>
    public bool Equals(AntOptions? other) => Id == other?.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    internal override RobotRules Rules() => new AntRules(this);
}
