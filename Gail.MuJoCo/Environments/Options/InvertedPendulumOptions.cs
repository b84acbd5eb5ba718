using Gail.MuJoCo.Environments.Rules;
using Gail.OptionRules;
using static Gail.MuJoCo.Environments.Options.RobotOption<Gail.MuJoCo.Environments.Options.InvertedPendulumOptions>;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Balance a pole on a cart by pushing the cart.</summary>
/// <remarks>
/// <para>Observation, 4: positions, velocities. Reward: 1; since version 5 only while healthy. Healthy: the pole leans by at
/// most 0.2 rad. Without termination (which Gymnasium always has) every version pays only while healthy.</para>
/// <para>Source: Gymnasium's <c>inverted_pendulum_v4.py</c> and <c>inverted_pendulum_v5.py</c>.</para>
/// </remarks>
[OptionRecord]
public sealed partial record InvertedPendulumOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "InvertedPendulum",
            RobotFamily.GymnasiumAndPaper,
            version => new InvertedPendulumOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o with { FrameSkip = v }),
                Flag(
                    "terminateWhenUnhealthy",
                    o => o.TerminateWhenUnhealthy,
                    (o, v) => o with { TerminateWhenUnhealthy = v }
                ),
                Scale("resetNoiseScale", o => o.ResetNoiseScale, (o, v) => o with { ResetNoiseScale = v }),
            ]
        );

    /// <inheritdoc/>
    public override int FrameSkip
    {
        get;
        init => field = Checked(OptionKind.Count, value);
    } = 2;

    /// <summary>Whether an episode ends when the robot is no longer healthy; false is the fixed horizon.</summary>
    public bool TerminateWhenUnhealthy { get; init; } = true;

    /// <summary>Positions and velocities begin uniform within this of the reference, which is at rest.</summary>
    public double ResetNoiseScale
    {
        get;
        init => field = Checked(OptionKind.Scale, value);
    } = 0.01;

    internal override RobotFamily Family => Robot;

    internal override RobotRules Rules() => new InvertedPendulumRules(this);
}
