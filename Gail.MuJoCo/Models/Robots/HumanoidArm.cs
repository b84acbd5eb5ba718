using Gail.MuJoCo.Models.Mjcf;
using static Gail.MuJoCo.Models.Mjcf.Interval;
using static Gail.MuJoCo.Models.Robots.HumanoidParts;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>An arm of the humanoids: upper arm, and lower arm with hand, on two hinges of the shoulder and an elbow.</summary>
internal static class HumanoidArm
{
    internal static Body On(HumanoidSide side)
    {
        var (name, y) = (side.ToString().ToLowerInvariant(), (int)side);
        // The left axes are the right ones' mirror images reversed, so the signs of their limits change.
        var shoulder = side is HumanoidSide.Right ? Degrees(-85, 60) : Degrees(-60, 85);
        return new($"{name}_upper_arm")
        {
            Position = (0, 0.17 * y, 0.06),
            Joints =
            [
                Joint($"{name}_shoulder1", axis: (2, -y, 1), shoulder, stiffness: 1, armature: 0.0068),
                Joint($"{name}_shoulder2", axis: (0, y, 1), shoulder, stiffness: 1, armature: 0.0051),
            ],
            Geoms = [Bone($"{name}_uarm1", 0.04, from: (0, 0, 0), to: (0.16, 0.16 * y, -0.16))],
            Children =
            [
                new($"{name}_lower_arm")
                {
                    Position = (0.18, 0.18 * y, -0.18),
                    Joints =
                    [
                        Joint($"{name}_elbow", axis: (0, -1, -y), Degrees(-90, 50), stiffness: 0, armature: 0.0028),
                    ],
                    Geoms =
                    [
                        Bone($"{name}_larm", 0.031, from: (0.01, -0.01 * y, 0.01), to: (0.17, -0.17 * y, 0.17)),
                        Solid($"{name}_hand", GeomShape.Sphere(0.04)) with
                        {
                            Position = (0.18, -0.18 * y, 0.18),
                        },
                    ],
                },
            ],
        };
    }

    private static Joint Joint(string name, Vector axis, Interval range, double stiffness, double armature) =>
        Hinge(name, axis, range) with
        {
            Damping = 1,
            Stiffness = stiffness,
            Armature = armature,
        };

    private static Geom Bone(string name, double radius, Vector from, Vector to) =>
        Solid(name, GeomShape.Capsule(radius, from, to));
}
