using Gail.MuJoCo.Environments.Rules;
using static Gail.MuJoCo.Environments.Options.RobotOption<Gail.MuJoCo.Environments.Options.InvertedPendulumOptions>;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Balance a pole on a cart by pushing the cart.</summary>
/// <remarks>
/// <para>Observation, 4: positions, velocities. Reward: 1; since version 5 only while healthy. Healthy: the pole leans by at
/// most 0.2 rad. Without termination (which Gymnasium always has) every version pays only while healthy.</para>
/// <para>Source: Gymnasium's <c>inverted_pendulum_v4.py</c> and <c>inverted_pendulum_v5.py</c>.</para>
/// </remarks>
public sealed record InvertedPendulumOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "InvertedPendulum",
            RobotFamily.GymnasiumAndPaper,
            version => new InvertedPendulumOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o.With(frameSkip: v)),
                Flag(
                    "terminateWhenUnhealthy",
                    o => o.TerminateWhenUnhealthy,
                    (o, v) => o.With(terminateWhenUnhealthy: v)
                ),
                Scale("resetNoiseScale", o => o.ResetNoiseScale, (o, v) => o.With(resetNoiseScale: v)),
            ]
        );

    /// <inheritdoc/>
    public override int FrameSkip { get; init; } = 2;

    /// <summary>Whether an episode ends when the robot is no longer healthy; false is the fixed horizon.</summary>
    public bool TerminateWhenUnhealthy { get; init; } = true;

    /// <summary>Positions and velocities begin uniform within this of the reference, which is at rest.</summary>
    public double ResetNoiseScale { get; init; } = 0.01;

    internal override RobotFamily Family => Robot;

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public InvertedPendulumOptions With(
        int? frameSkip = null,
        bool? terminateWhenUnhealthy = null,
        double? resetNoiseScale = null
    ) =>
        this with
        {
            FrameSkip = frameSkip ?? FrameSkip,
            TerminateWhenUnhealthy = terminateWhenUnhealthy ?? TerminateWhenUnhealthy,
            ResetNoiseScale = resetNoiseScale ?? ResetNoiseScale,
        };

    private protected override RobotRules Rules() => new InvertedPendulumRules(this);
}
