using Gail.MuJoCo.Environments.Rules;
using Gail.MuJoCo.Models.Mjcf;
using Gail.OptionRules;
using static Gail.MuJoCo.Environments.Options.RobotOption<Gail.MuJoCo.Environments.Options.HopperOptions>;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Hop forward on one leg without falling.</summary>
/// <remarks>
/// <para>Observation, 11: positions without x; velocities clipped to [-10, 10]. Reward: x velocity + bonus - control
/// cost. Healthy: height and pitch lie in their ranges; so do the other joints and all velocities. Versions 1 and 4
/// pay the bonus also for the step that ends an episode.</para>
/// <para>Source: Gymnasium's <c>hopper_v4.py</c> and <c>hopper_v5.py</c>.</para>
/// </remarks>
[OptionRecord]
public sealed partial record HopperOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "Hopper",
            RobotFamily.GymnasiumAndPaper,
            version => new HopperOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o with { FrameSkip = v }),
                Number("forwardRewardWeight", o => o.ForwardRewardWeight, (o, v) => o with { ForwardRewardWeight = v }),
                Number("ctrlCostWeight", o => o.CtrlCostWeight, (o, v) => o with { CtrlCostWeight = v }),
                Number("healthyReward", o => o.HealthyReward, (o, v) => o with { HealthyReward = v }),
                Flag(
                    "terminateWhenUnhealthy",
                    o => o.TerminateWhenUnhealthy,
                    (o, v) => o with { TerminateWhenUnhealthy = v }
                ),
                Range("healthyStateRange", o => o.HealthyStateRange, (o, v) => o with { HealthyStateRange = v }),
                Range("healthyZRange", o => o.HealthyZRange, (o, v) => o with { HealthyZRange = v }),
                Range("healthyAngleRange", o => o.HealthyAngleRange, (o, v) => o with { HealthyAngleRange = v }),
                Scale("resetNoiseScale", o => o.ResetNoiseScale, (o, v) => o with { ResetNoiseScale = v }),
                Flag(
                    "excludeCurrentPositionsFromObservation",
                    o => o.ExcludeCurrentPositionsFromObservation,
                    (o, v) => o with { ExcludeCurrentPositionsFromObservation = v }
                ),
            ]
        );

    /// <inheritdoc/>
    public override int FrameSkip
    {
        get;
        init => field = Checked(OptionKind.Count, value);
    } = 4;

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
    } = 0.001;

    /// <summary>The reward for a healthy step.</summary>
    public double HealthyReward
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 1;

    /// <summary>Whether an episode ends when the robot is no longer healthy; false is the fixed horizon.</summary>
    public bool TerminateWhenUnhealthy { get; init; } = true;

    /// <summary>Where velocities, and positions from the pitch on, are healthy; bounds excluded.</summary>
    public Interval HealthyStateRange
    {
        get;
        init => field = Checked(OptionKind.Range, value);
    } = (-100, 100);

    /// <summary>Where the height is healthy, m; bounds excluded.</summary>
    public Interval HealthyZRange
    {
        get;
        init => field = Checked(OptionKind.Range, value);
    } = (0.7, double.PositiveInfinity);

    /// <summary>Where the pitch is healthy, rad; bounds excluded.</summary>
    public Interval HealthyAngleRange
    {
        get;
        init => field = Checked(OptionKind.Range, value);
    } = (-0.2, 0.2);

    /// <summary>Positions and velocities begin uniform within this of the reference, which is at rest.</summary>
    public double ResetNoiseScale
    {
        get;
        init => field = Checked(OptionKind.Scale, value);
    } = 0.005;

    /// <summary>Whether x is left out of the observation.</summary>
    public bool ExcludeCurrentPositionsFromObservation { get; init; } = true;

    internal override RobotFamily Family => Robot;

    internal override RobotRules Rules() => new HopperRules(this);
}
