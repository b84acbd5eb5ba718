using Gail.MuJoCo.Models.Mjcf;
using static Gail.MuJoCo.Models.Mjcf.Interval;
using static Gail.MuJoCo.Models.Robots.HumanoidParts;
using static Gail.MuJoCo.Models.Robots.HumanoidSide;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>Torso, waist and pelvis of the humanoids, with all that hangs on them.</summary>
internal static class HumanoidTrunk
{
    // Leaning by 0.004 rad; of no unit length, as in the original: the engine sees to it.
    private static readonly Rotation Lean = Rotation.Quaternion(1, 0, -0.002, 0);

    internal static Body Torso(HumanoidPose pose) =>
        new("torso")
        {
            Position = (0, 0, pose.Height),
            Joints = [new("root", JointKind.Free)],
            Geoms =
            [
                Across("torso1", radius: 0.07, halfLength: 0.07, middle: (0, 0, 0)),
                Solid("head", GeomShape.Sphere(0.09)) with
                {
                    Position = pose.Head,
                },
                Across("uwaist", radius: 0.06, halfLength: 0.06, pose.UpperWaist),
            ],
            Children = [LowerWaist(pose), HumanoidArm.On(Right), HumanoidArm.On(Left)],
        };

    private static Body LowerWaist(HumanoidPose pose) =>
        new("lwaist")
        {
            Position = pose.LowerWaist,
            Rotation = Lean,
            Joints =
            [
                Abdomen("abdomen_z", (0, 0, 1), Degrees(-45, 45), height: 0.065, stiffness: 20),
                Abdomen("abdomen_y", (0, 1, 0), Degrees(-75, 30), height: 0.065, stiffness: 10),
            ],
            Geoms = [Across("lwaist", radius: 0.06, halfLength: 0.06, middle: (0, 0, 0))],
            Children = [Pelvis(pose)],
        };

    private static Body Pelvis(HumanoidPose pose) =>
        new("pelvis")
        {
            Position = pose.Pelvis,
            Rotation = Lean,
            Joints = [Abdomen("abdomen_x", (1, 0, 0), Degrees(-35, 35), height: 0.1, stiffness: 10)],
            Geoms = [Across("butt", radius: 0.09, halfLength: 0.07, middle: (-0.02, 0, 0))],
            Children = [HumanoidLeg.On(Right, pose), HumanoidLeg.On(Left, pose)],
        };

    private static Joint Abdomen(string name, Vector axis, Interval range, double height, double stiffness) =>
        Hinge(name, axis, range) with
        {
            Position = (0, 0, height),
            Damping = 5,
            Stiffness = stiffness,
            Armature = 0.02,
        };
}
