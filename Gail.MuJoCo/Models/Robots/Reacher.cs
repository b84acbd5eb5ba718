using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>An arm of two links on a table, 2 motors, to reach a target with its fingertip.</summary>
/// <remarks>
/// Positions: the hinges of the shoulder and the elbow, then the target's x and y, which nothing drives: it moves
/// only when it is placed. The numbers are those of Gymnasium's Reacher, v4 and v5.
/// </remarks>
public static class Reacher
{
    private static readonly Color Wall = new(0.9, 0.4, 0.6);

    /// <summary>The arm on its table, between walls that it passes through.</summary>
    public static MjcfModel Model { get; } =
        new("reacher")
        {
            Physics = new() { TimeStep = 0.01, Integrator = Integrator.RK4 },
            Geoms =
            [
                Scenery("ground", GeomShape.Plane(halfX: 1, halfY: 1, grid: 10)) with
                {
                    Color = new(0.9, 0.9, 0.9),
                },
                Scenery("sideS", GeomShape.Capsule(0.02, (-0.3, -0.3, 0.01), (0.3, -0.3, 0.01))),
                Scenery("sideE", GeomShape.Capsule(0.02, (0.3, -0.3, 0.01), (0.3, 0.3, 0.01))),
                Scenery("sideN", GeomShape.Capsule(0.02, (-0.3, 0.3, 0.01), (0.3, 0.3, 0.01))),
                Scenery("sideW", GeomShape.Capsule(0.02, (-0.3, -0.3, 0.01), (-0.3, 0.3, 0.01))),
                Scenery("root", GeomShape.Cylinder(0.011, (0, 0, 0), (0, 0, 0.02))),
            ],
            Bodies = [UpperArm, Target],
            Motors = [new("joint0", Gear: 200), new("joint1", Gear: 200)],
        };

    private static Body UpperArm =>
        new("body0")
        {
            Position = (0, 0, 0.01),
            Joints = [Hinge("joint0")],
            Geoms = [Link("link0")],
            Children = [LowerArm],
        };

    private static Body LowerArm =>
        new("body1")
        {
            Position = (0.1, 0, 0),
            Joints = [Hinge("joint1") with { Range = (-3, 3) }],
            Geoms = [Link("link1")],
            Children = [Fingertip],
        };

    private static Body Fingertip =>
        new("fingertip")
        {
            Position = (0.11, 0, 0),
            Geoms = [Solid("fingertip", GeomShape.Sphere(0.01)) with { Color = new(0, 0.8, 0.6) }],
        };

    private static Body Target =>
        new("target")
        {
            Position = (0.1, -0.1, 0.01),
            Joints =
            [
                new("target_x", JointKind.Slide)
                {
                    Axis = (1, 0, 0),
                    Range = (-0.27, 0.27),
                    Reference = 0.1,
                },
                new("target_y", JointKind.Slide)
                {
                    Axis = (0, 1, 0),
                    Range = (-0.27, 0.27),
                    Reference = -0.1,
                },
            ],
            Geoms = [Scenery("target", GeomShape.Sphere(0.009)) with { Color = new(0.9, 0.2, 0.2) }],
        };

    private static Joint Hinge(string name) => new(name, JointKind.Hinge) { Damping = 1, Armature = 1 };

    private static Geom Link(string name) =>
        Solid(name, GeomShape.Capsule(0.01, from: (0, 0, 0), to: (0.1, 0, 0))) with
        {
            Color = new(0, 0.4, 0.6),
        };

    // Nothing is of a kind that anything collides with, so there are no contacts at all.
    private static Geom Solid(string name, GeomShape shape) =>
        new(name, shape) { ContactTypes = 0, Friction = new(Sliding: 1, Torsional: 0.1, Rolling: 0.1) };

    private static Geom Scenery(string name, GeomShape shape) =>
        Solid(name, shape) with
        {
            CollidesWith = 0,
            Color = Wall,
        };
}
