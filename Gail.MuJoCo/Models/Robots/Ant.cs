using Gail.MuJoCo.Models.Mjcf;
using static Gail.MuJoCo.Models.Mjcf.Interval;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>A ball on four legs of two joints each: 13 bodies, 8 motors, to walk forward.</summary>
/// <remarks>
/// Positions: the torso's (3), its quaternion (4), then hip and ankle of each leg. The numbers are those of
/// Gymnasium's Ant, v4 and v5, after J. Schulman, P. Moritz, S. Levine, M. Jordan and P. Abbeel, "High-Dimensional
/// Continuous Control Using Generalized Advantage Estimation", 2015.
/// </remarks>
public static class Ant
{
    /// <summary>The robot on its floor.</summary>
    public static MjcfModel Model { get; } =
        new("ant")
        {
            Physics = new() { TimeStep = 0.01, Integrator = Integrator.RK4 },
            Geoms =
            [
                Solid("floor", GeomShape.Plane(halfX: 40, halfY: 40, grid: 40)) with
                {
                    CollidesWith = 1,
                    Color = Palette.Floor,
                },
            ],
            Bodies = [Torso],
            // The last leg first.
            Motors = [.. new[] { 4, 1, 2, 3 }.SelectMany(leg => new[] { Motor($"hip_{leg}"), Motor($"ankle_{leg}") })],
            // A pose of the original's that no one reads: the environment starts from the reference pose.
            Numerics = [new("init_qpos", [0, 0, 0.55, 1, 0, 0, 0, 0, 1, 0, -1, 0, -1, 0, 1])],
        };

    private static Body Torso =>
        new("torso")
        {
            Position = (0, 0, 0.75),
            Joints = [new("root", JointKind.Free) { Margin = 0.01 }],
            Geoms = [Solid("torso_geom", GeomShape.Sphere(0.25))],
            Children =
            [
                Leg(1, "front_left_leg", "left_leg_geom", "left_ankle_geom", x: 1, y: 1, bend: Degrees(30, 70)),
                Leg(2, "front_right_leg", "right_leg_geom", "right_ankle_geom", x: -1, y: 1, bend: Degrees(-70, -30)),
                Leg(3, "back_leg", "back_leg_geom", "third_ankle_geom", x: -1, y: -1, bend: Degrees(-70, -30)),
                Leg(4, "right_back_leg", "rightback_leg_geom", "fourth_ankle_geom", x: 1, y: -1, bend: Degrees(30, 70)),
            ],
        };

    /// <summary>A leg: a part fixed to the torso, one that turns on the hip, one that bends at the ankle.</summary>
    /// <param name="number">From 1 to 4.</param>
    /// <param name="body">The name of the fixed part.</param>
    /// <param name="middle">The name of the middle part's geom.</param>
    /// <param name="shin">The name of the last part's geom.</param>
    /// <param name="x">1 where it points forward, -1 where backward; the original's names say otherwise.</param>
    /// <param name="y">1 where it points to the left, -1 to the right.</param>
    /// <param name="bend">The range of the ankle, rad.</param>
    private static Body Leg(int number, string body, string middle, string shin, int x, int y, Interval bend)
    {
        Vector part = (0.2 * x, 0.2 * y, 0);
        return new(body)
        {
            Geoms = [Bone($"aux_{number}_geom", part)],
            Children =
            [
                new($"aux_{number}")
                {
                    Position = part,
                    Joints = [Hinge($"hip_{number}", (0, 0, 1), Degrees(-30, 30))],
                    Geoms = [Bone(middle, part)],
                    Children =
                    [
                        new(null)
                        {
                            Position = part,
                            // Across the leg, and always to the left: so the signs of the limits differ.
                            Joints = [Hinge($"ankle_{number}", (-x * y, 1, 0), bend)],
                            Geoms = [Bone(shin, (0.4 * x, 0.4 * y, 0))],
                        },
                    ],
                },
            ],
        };
    }

    private static Joint Hinge(string name, Vector axis, Interval range) =>
        new(name, JointKind.Hinge)
        {
            Axis = axis,
            Range = range,
            Damping = 1,
            Armature = 1,
        };

    private static Geom Bone(string name, Vector end) => Solid(name, GeomShape.Capsule(0.08, from: (0, 0, 0), end));

    // Only the floor collides with these.
    private static Geom Solid(string name, GeomShape shape) =>
        new(name, shape)
        {
            Density = 5,
            CollidesWith = 0,
            Friction = new(Sliding: 1, Torsional: 0.5, Rolling: 0.5),
            Margin = 0.01,
            Color = Palette.Skin,
        };

    private static Motor Motor(string joint) => new(joint, Gear: 150);
}
