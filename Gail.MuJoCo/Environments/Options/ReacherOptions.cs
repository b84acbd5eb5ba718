using Gail.MuJoCo.Environments.Rules;
using Gail.OptionRules;
using static Gail.MuJoCo.Environments.Options.RobotOption<Gail.MuJoCo.Environments.Options.ReacherOptions>;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Reach a target on a table with the fingertip of an arm of two links.</summary>
/// <remarks>
/// <para>Observation: cosines and sines of the two angles, the target's x and y, the two angular velocities, fingertip -
/// target (until version 4 x, y and z, 11 numbers in all; since version 5 x and y, 10). Reward: -distance - squared
/// action. The distance is where the engine last evaluated it, slightly behind the state; until version 4 it is that
/// before the step. The arm begins uniform within 0.1 rad of straight with velocities uniform within 0.005, the target at
/// rest uniform in a disc of radius 0.2 m. At most 50 steps.</para>
/// <para>Source: Gymnasium's <c>reacher_v4.py</c> and <c>reacher_v5.py</c>.</para>
/// </remarks>
[OptionRecord]
public sealed partial record ReacherOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "Reacher",
            RobotFamily.GymnasiumAndPaper,
            version => new ReacherOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o with { FrameSkip = v }),
                Number("rewardDistWeight", o => o.RewardDistWeight, (o, v) => o with { RewardDistWeight = v }),
                Number("rewardControlWeight", o => o.RewardControlWeight, (o, v) => o with { RewardControlWeight = v }),
            ]
        );

    /// <inheritdoc/>
    public override int FrameSkip
    {
        get;
        init => field = Checked(OptionKind.Count, value);
    } = 2;

    /// <summary>The cost of a distance of 1 m.</summary>
    public double RewardDistWeight
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 1;

    /// <summary>The cost of a squared action of 1, before the engine clamps it.</summary>
    public double RewardControlWeight
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 1;

    internal override RobotFamily Family => Robot;

    internal override RobotRules Rules() => new ReacherRules(this);
}
