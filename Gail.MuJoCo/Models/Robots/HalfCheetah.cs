using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>A torso with a head, a hind and a fore leg: 7 bodies in a plane, 6 motors, to run forward.</summary>
/// <remarks>
/// Positions: x, height, pitch, then the hinges of thigh, shin and foot of the hind leg (b for back) and of the fore
/// leg (f for front). Joints are springs at rest in the reference pose. The numbers are those of Gymnasium's
/// HalfCheetah, v4 and v5, after P. Wawrzynski, "A Cat-Like Robot Real-Time Learning to Run", ICANNGA 2009.
/// </remarks>
public static class HalfCheetah
{
    private const double Radius = 0.046;

    private static readonly Color Paw = new(0.9, 0.6, 0.6);

    private static readonly Impedance SoftLimit = new(Minimum: 0, Maximum: 0.8, Width: 0.03);

    /// <summary>The robot on its floor.</summary>
    public static MjcfModel Model { get; } =
        new("cheetah")
        {
            Physics = new() { TimeStep = 0.01, Integrator = Integrator.Euler },
            Sizes = new() { Stack = 300_000, UserNumbersPerGeom = 1 },
            TotalMass = 14,
            Geoms =
            [
                Solid("floor", GeomShape.Plane(halfX: 40, halfY: 40, grid: 40)) with
                {
                    CollidesWith = 1,
                    Color = Palette.Floor,
                },
            ],
            Bodies = [Torso],
            Motors =
            [
                Motor("bthigh", gear: 120),
                Motor("bshin", gear: 90),
                Motor("bfoot", gear: 60),
                Motor("fthigh", gear: 120),
                Motor("fshin", gear: 60),
                Motor("ffoot", gear: 30),
            ],
        };

    private static Body Torso =>
        new("torso")
        {
            Position = (0, 0, 0.7),
            Joints = [.. PlanarRoot.Joints(height: 0).Select(joint => joint with { LimitImpedance = SoftLimit })],
            Geoms =
            [
                Solid("torso", GeomShape.Capsule(Radius, from: (-0.5, 0, 0), to: (0.5, 0, 0))),
                Solid("head", GeomShape.Capsule(Radius, halfLength: 0.15)) with
                {
                    Position = (0.6, 0, 0.1),
                    Rotation = Pitch(0.87),
                },
            ],
            Children = [HindLeg, ForeLeg],
        };

    private static Body HindLeg =>
        Limb("bthigh", at: (-0.5, 0, 0), (-0.52, 1.05), stiffness: 240, damping: 6) with
        {
            Geoms = [Bone("bthigh", 0.145, middle: (0.1, 0, -0.13), pitch: -3.8, Palette.Skin)],
            Children =
            [
                Limb("bshin", at: (0.16, 0, -0.25), (-0.785, 0.785), stiffness: 180, damping: 4.5) with
                {
                    Geoms = [Bone("bshin", 0.15, middle: (-0.14, 0, -0.07), pitch: -2.03, Paw)],
                    Children =
                    [
                        Limb("bfoot", at: (-0.28, 0, -0.14), (-0.4, 0.785), stiffness: 120, damping: 3) with
                        {
                            Geoms = [Bone("bfoot", 0.094, middle: (0.03, 0, -0.097), pitch: -0.27, Paw)],
                        },
                    ],
                },
            ],
        };

    private static Body ForeLeg =>
        Limb("fthigh", at: (0.5, 0, 0), (-1, 0.7), stiffness: 180, damping: 4.5) with
        {
            Geoms = [Bone("fthigh", 0.133, middle: (-0.07, 0, -0.12), pitch: 0.52, Palette.Skin)],
            Children =
            [
                Limb("fshin", at: (-0.14, 0, -0.24), (-1.2, 0.87), stiffness: 120, damping: 3) with
                {
                    Geoms = [Bone("fshin", 0.106, middle: (0.065, 0, -0.09), pitch: -0.6, Paw)],
                    Children =
                    [
                        Limb("ffoot", at: (0.13, 0, -0.18), (-0.5, 0.5), stiffness: 60, damping: 1.5) with
                        {
                            Geoms = [Bone("ffoot", 0.07, middle: (0.045, 0, -0.07), pitch: -0.6, Paw)],
                        },
                    ],
                },
            ],
        };

    private static Body Limb(string name, Vector at, Interval range, double stiffness, double damping) =>
        new(name)
        {
            Position = at,
            Joints =
            [
                new(name, JointKind.Hinge)
                {
                    Axis = (0, 1, 0),
                    Range = range,
                    Stiffness = stiffness,
                    Damping = damping,
                    Armature = 0.1,
                    LimitImpedance = SoftLimit,
                },
            ],
        };

    private static Geom Bone(string name, double halfLength, Vector middle, double pitch, Color color) =>
        Solid(name, GeomShape.Capsule(Radius, halfLength)) with
        {
            Position = middle,
            Rotation = Pitch(pitch),
            Color = color,
        };

    // Only the floor collides with these.
    private static Geom Solid(string name, GeomShape shape) =>
        new(name, shape)
        {
            CollidesWith = 0,
            Friction = new(Sliding: 0.4, Torsional: 0.1, Rolling: 0.1),
            Impedance = new(Minimum: 0, Maximum: 0.8, Width: 0.01),
            Color = Palette.Skin,
        };

    private static Rotation Pitch(double angle) => Rotation.About((0, 1, 0), angle);

    private static Motor Motor(string joint, double gear) => new(joint, gear) { Name = joint };
}
