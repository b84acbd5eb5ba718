using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>The humanoid on the floor, its head backward: 13 bodies, 17 motors, to stand up.</summary>
/// <remarks>
/// Positions and motors are in the order of <see cref="Humanoid"/>'s. The numbers are those of Gymnasium's
/// HumanoidStandup, v4 and v5.
/// </remarks>
public static class HumanoidStandup
{
    /// <summary>The robot, lying on its floor.</summary>
    public static MjcfModel Model { get; } =
        HumanoidWorld.With(
            "humanoidstandup",
            new()
            {
                Height = 0.105,
                Head = (-0.15, 0, 0),
                UpperWaist = (0.11, 0, 0),
                LowerWaist = (0.21, 0, 0),
                Pelvis = (0.165, 0, 0),
                Hip = (0, 0, 0),
                Thigh = (0.34, 0, 0),
                Knee = (0.403, 0, 0),
                Shin = (0.3, 0, 0),
                Foot = (0.35, 0, -0.1),
                LeftHip = Interval.Degrees(-120, 20),
            }
        );
}
