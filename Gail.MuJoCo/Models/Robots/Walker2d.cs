using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>Two legs with feet under a torso: 7 bodies in a plane, 6 motors, to walk forward.</summary>
/// <remarks>
/// Positions: x, height, pitch, then the hinges of thigh, leg and foot of the right side and of the left. The numbers
/// are those of Gymnasium's Walker2d, after T. Erez, Y. Tassa and E. Todorov, "Infinite-Horizon Model Predictive
/// Control for Periodic Tasks with Contacts", RSS 2011. Its versions differ in the sliding friction of the right
/// foot alone.
/// </remarks>
public static class Walker2d
{
    /// <summary>Version 4 and before: the right foot slides more easily than the left.</summary>
    public static MjcfModel V4 { get; } = WithRightSole(0.9);

    /// <summary>Version 5: the feet are alike.</summary>
    public static MjcfModel V5 { get; } = WithRightSole(1.9);

    private static MjcfModel WithRightSole(double friction)
    {
        var right = Leg("", Palette.Skin, sole: friction);
        var left = Leg("_left", new(0.7, 0.3, 0.6), sole: 1.9);
        return new("walker2d")
        {
            Physics = new() { TimeStep = 0.002, Integrator = Integrator.RK4 },
            Geoms =
            [
                new("floor", GeomShape.Plane(halfX: 40, halfY: 40, grid: 40))
                {
                    Friction = Rough(0.7),
                    Color = Palette.Floor,
                },
            ],
            Bodies = [UprightTorso.With(right.Solid, right.Thigh, left.Thigh)],
            Motors = [.. right.Motors(gear: 100), .. left.Motors(gear: 100)],
        };
    }

    private static UprightLeg Leg(string side, Color color, double sole) =>
        new(side, Hinge, (name, shape) => Solid(name, shape) with { Color = color })
        {
            Heel = 0,
            Toe = 0.2,
            FootFrame = 0.2,
            Sole = Rough(sole),
        };

    private static Joint Hinge(string name) =>
        new(name, JointKind.Hinge)
        {
            Axis = (0, -1, 0),
            Damping = 0.1,
            Armature = 0.01,
        };

    // Only the floor collides with these: legs pass through each other.
    private static Geom Solid(string name, GeomShape shape) =>
        new(name, shape) { CollidesWith = 0, Friction = Rough(0.9) };

    private static Friction Rough(double sliding) => new(sliding, Torsional: 0.1, Rolling: 0.1);
}
