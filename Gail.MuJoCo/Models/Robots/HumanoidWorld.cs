using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>A humanoid on its floor, in some pose.</summary>
internal static class HumanoidWorld
{
    internal static MjcfModel With(string name, HumanoidPose pose) =>
        new(name)
        {
            Physics = new()
            {
                TimeStep = 0.003,
                Integrator = Integrator.RK4,
                Solver = ConstraintSolver.PGS,
                Iterations = 50,
            },
            Sizes = new() { Keyframes = 5, UserNumbersPerGeom = 1 },
            Geoms =
            [
                HumanoidParts.Solid("floor", GeomShape.Plane(halfX: 20, halfY: 20, grid: 0.125)) with
                {
                    ContactDimensions = 3,
                    Friction = new(Sliding: 1, Torsional: 0.1, Rolling: 0.1),
                    Color = Palette.Floor,
                },
            ],
            Bodies = [HumanoidTrunk.Torso(pose)],
            Tendons = [HipKnee("left"), HipKnee("right")],
            Motors =
            [
                Motor("abdomen_y", gear: 100),
                Motor("abdomen_z", gear: 100),
                Motor("abdomen_x", gear: 100),
                .. Leg("right"),
                .. Leg("left"),
                .. Arm("right"),
                .. Arm("left"),
            ],
        };

    private static FixedTendon HipKnee(string side) =>
        new($"{side}_hipknee", [new($"{side}_hip_y", -1), new($"{side}_knee", 1)]);

    private static Motor[] Leg(string side) =>
        [
            Motor($"{side}_hip_x", gear: 100),
            Motor($"{side}_hip_z", gear: 100),
            Motor($"{side}_hip_y", gear: 300),
            Motor($"{side}_knee", gear: 200),
        ];

    private static Motor[] Arm(string side) =>
        [Motor($"{side}_shoulder1", gear: 25), Motor($"{side}_shoulder2", gear: 25), Motor($"{side}_elbow", gear: 25)];

    private static Motor Motor(string joint, double gear) =>
        new(joint, gear) { Name = joint, ControlRange = (-0.4, 0.4) };
}
