using Gail.MuJoCo.Environments.Rules;
using Gail.OptionRules;
using static Gail.MuJoCo.Environments.Options.RobotOption<Gail.MuJoCo.Environments.Options.InvertedDoublePendulumOptions>;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Balance a pole on a pole on a cart by pushing the cart.</summary>
/// <remarks>
/// <para>Observation: x; sines, then cosines of the two angles; velocities, and constraint forces (qfrc_constraint), clipped
/// to [-10, 10]: until version 4 on all three joints, 11 numbers in all; since version 5 on the cart, 9. Reward: bonus -
/// (0.01 x^2 + (z - 2)^2) - (0.001 v1^2 + 0.005 v2^2), with x, z the tip's place and v1, v2 the angular velocities.
/// Healthy: the tip is higher than 1 m. Tip and constraint forces are where the engine last evaluated them, slightly
/// behind the state. Until version 4 the step that ends an episode is paid the bonus too. Without termination (which
/// Gymnasium always has) every version pays it only while healthy.</para>
/// <para>Source: Gymnasium's <c>inverted_double_pendulum_v4.py</c> and <c>inverted_double_pendulum_v5.py</c>.</para>
/// </remarks>
[OptionRecord]
public sealed partial record InvertedDoublePendulumOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "InvertedDoublePendulum",
            RobotFamily.Gymnasium,
            version => new InvertedDoublePendulumOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o with { FrameSkip = v }),
                Number("healthyReward", o => o.HealthyReward, (o, v) => o with { HealthyReward = v }),
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
    } = 5;

    /// <summary>The reward for a healthy step.</summary>
    public double HealthyReward
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 10;

    /// <summary>Whether an episode ends when the robot is no longer healthy; false is the fixed horizon.</summary>
    public bool TerminateWhenUnhealthy { get; init; } = true;

    /// <summary>Positions begin uniform within this of the reference; velocities normal with this standard deviation.</summary>
    public double ResetNoiseScale
    {
        get;
        init => field = Checked(OptionKind.Scale, value);
    } = 0.1;

    internal override RobotFamily Family => Robot;

    internal override RobotRules Rules() => new InvertedDoublePendulumRules(this);
}
