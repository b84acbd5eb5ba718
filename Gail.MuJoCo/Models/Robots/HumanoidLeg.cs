using Gail.MuJoCo.Models.Mjcf;
using static Gail.MuJoCo.Models.Mjcf.Interval;
using static Gail.MuJoCo.Models.Robots.HumanoidParts;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>A leg of the humanoids: thigh, shin and foot on three hinges of the hip and one of the knee.</summary>
/// <remarks>
/// The sides mirror each other, but for oddities of the original that are in every result with it: the armature of
/// hip_y, the spring of the knee, and the limits of the left hip_y where it lies.
/// </remarks>
internal static class HumanoidLeg
{
    internal static Body On(HumanoidSide side, HumanoidPose pose)
    {
        var (name, y) = (side.ToString().ToLowerInvariant(), (int)side);
        var isRight = side is HumanoidSide.Right;
        // Thighs slant inwards.
        var inwards = -0.01 * y;
        return new($"{name}_thigh")
        {
            Position = pose.Hip with { Y = 0.1 * y },
            Joints =
            [
                Hip($"{name}_hip_x", axis: (-y, 0, 0), Degrees(-25, 5), stiffness: 10),
                Hip($"{name}_hip_z", axis: (0, 0, -y), Degrees(-60, 35), stiffness: 10),
                Hip($"{name}_hip_y", axis: (0, 1, 0), isRight ? Degrees(-110, 20) : pose.LeftHip, stiffness: 20) with
                {
                    Armature = isRight ? 0.008 : 0.01,
                },
            ],
            Geoms = [Bone($"{name}_thigh1", 0.06, pose.Thigh with { Y = inwards })],
            Children =
            [
                new($"{name}_shin")
                {
                    Position = pose.Knee with { Y = inwards },
                    Joints =
                    [
                        Hinge($"{name}_knee", axis: (0, -1, 0), Degrees(-160, -2)) with
                        {
                            Position = (0, 0, 0.02),
                            Damping = 1,
                            Stiffness = isRight ? 0 : 1,
                            Armature = 0.006,
                        },
                    ],
                    Geoms = [Bone($"{name}_shin1", 0.049, pose.Shin)],
                    Children =
                    [
                        new($"{name}_foot")
                        {
                            Position = pose.Foot,
                            Geoms = [Solid($"{name}_foot", GeomShape.Sphere(0.075)) with { Position = (0, 0, 0.1) }],
                        },
                    ],
                },
            ],
        };
    }

    private static Joint Hip(string name, Vector axis, Interval range, double stiffness) =>
        Hinge(name, axis, range) with
        {
            Damping = 5,
            Stiffness = stiffness,
            Armature = 0.01,
        };

    private static Geom Bone(string name, double radius, Vector end) =>
        Solid(name, GeomShape.Capsule(radius, from: (0, 0, 0), end));
}
