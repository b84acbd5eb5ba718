using Gail.MuJoCo.Environments.Rules;
using Gail.OptionRules;
using static Gail.MuJoCo.Environments.Options.RobotOption<Gail.MuJoCo.Environments.Options.HalfCheetahOptions>;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Run forward on two legs in a plane; falling over does not end it.</summary>
/// <remarks>
/// <para>Observation, 17: positions without x; velocities. Reward: x velocity - control cost. The versions differ in
/// nothing.</para>
/// <para>Source: Gymnasium's <c>half_cheetah_v4.py</c> and <c>half_cheetah_v5.py</c>.</para>
/// </remarks>
[OptionRecord]
public sealed partial record HalfCheetahOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "HalfCheetah",
            RobotFamily.GymnasiumAndPaper,
            version => new HalfCheetahOptions { Version = version },
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
    } = 0.1;

    /// <summary>Positions begin uniform within this of the reference; velocities normal with this standard deviation.</summary>
    public double ResetNoiseScale
    {
        get;
        init => field = Checked(OptionKind.Scale, value);
    } = 0.1;

    /// <summary>Whether x is left out of the observation.</summary>
    public bool ExcludeCurrentPositionsFromObservation { get; init; } = true;

    internal override RobotFamily Family => Robot;

    internal override RobotRules Rules() => new HalfCheetahRules(this);
}
