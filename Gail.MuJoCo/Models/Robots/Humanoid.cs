using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>A body with two legs and two arms: 13 bodies, 17 motors, to walk forward.</summary>
/// <remarks>
/// Positions: the torso's (3), its quaternion (4), then abdomen z, y, x; hip x, z, y and knee of the right leg and of
/// the left; shoulder 1, 2 and elbow of the right arm and of the left. The motors begin with abdomen y, z, x and go
/// on alike. The numbers are those of Gymnasium's Humanoid, v4 and v5, after Y. Tassa, T. Erez and E. Todorov,
/// "Synthesis and Stabilization of Complex Behaviors through Online Trajectory Optimization", IROS 2012.
/// </remarks>
public static class Humanoid
{
    /// <summary>The robot, standing on its floor.</summary>
    public static MjcfModel Model { get; } =
        HumanoidWorld.With(
            "humanoid",
            new()
            {
                Height = 1.4,
                Head = (0, 0, 0.19),
                UpperWaist = (-0.01, 0, -0.12),
                LowerWaist = (-0.01, 0, -0.26),
                Pelvis = (0, 0, -0.165),
                Hip = (0, 0, -0.04),
                Thigh = (0, 0, -0.34),
                Knee = (0, 0, -0.403),
                Shin = (0, 0, -0.3),
                Foot = (0, 0, -0.45),
                LeftHip = Interval.Degrees(-110, 20),
            }
        );
}
