using Gail.MuJoCo.Environments.Rules;
using Gail.OptionRules;
using static Gail.MuJoCo.Environments.Options.RobotOption<Gail.MuJoCo.Environments.Options.SwimmerOptions>;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Swim forward with three links in a viscous fluid.</summary>
/// <remarks>
/// <para>Observation, 8: positions without x and y; velocities. Reward: x velocity - control cost. The versions differ
/// in nothing.</para>
/// <para>Source: Gymnasium's <c>swimmer_v4.py</c> and <c>swimmer_v5.py</c>.</para>
/// </remarks>
[OptionRecord]
public sealed partial record SwimmerOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "Swimmer",
            RobotFamily.Gymnasium,
            version => new SwimmerOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o with { FrameSkip = v }),
                Number("forwardRewardWeight", o => o.ForwardRewardWeight, (o, v) => o with { ForwardRewardWeight = v }),
                Number("ctrlCostWeight", o => o.CtrlCostWeight, (o, v) => o with { CtrlCostWeight = v }),
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
    } = 0.0001;

    /// <summary>Positions and velocities begin uniform within this of the reference, which is at rest.</summary>
    public double ResetNoiseScale
    {
        get;
        init => field = Checked(OptionKind.Scale, value);
    } = 0.1;

    /// <summary>Whether x and y are left out of the observation.</summary>
    public bool ExcludeCurrentPositionsFromObservation { get; init; } = true;

    internal override RobotFamily Family => Robot;

    internal override RobotRules Rules() => new SwimmerRules(this);
}
