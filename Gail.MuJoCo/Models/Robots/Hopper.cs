using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>One leg with a foot under a torso: 4 bodies in a plane, 3 motors, to hop forward.</summary>
/// <remarks>
/// Positions: x, height, pitch, then the hinges of thigh, leg and foot. The numbers are those of Gymnasium's Hopper,
/// v4 and v5, after T. Erez, Y. Tassa and E. Todorov, "Infinite-Horizon Model Predictive Control for Periodic Tasks
/// with Contacts", RSS 2011.
/// </remarks>
public static class Hopper
{
    /// <summary>The robot on its floor.</summary>
    public static MjcfModel Model { get; } =
        new("hopper")
        {
            Physics = new() { TimeStep = 0.002, Integrator = Integrator.RK4 },
            Geoms =
            [
                Solid("floor", GeomShape.Plane(halfX: 20, halfY: 20, grid: 0.125)) with
                {
                    ContactDimensions = 3,
                    Friction = new(Sliding: 1),
                    Color = Palette.Floor,
                },
            ],
            Bodies = [UprightTorso.With(Solid, Leg.Thigh)],
            Motors = Leg.Motors(gear: 200),
        };

    private static UprightLeg Leg =>
        new("", Hinge, Solid)
        {
            Heel = -0.13,
            Toe = 0.26,
            FootFrame = 0.13,
            Sole = new(Sliding: 2),
        };

    private static Joint Hinge(string name) =>
        new(name, JointKind.Hinge)
        {
            Axis = (0, -1, 0),
            Damping = 1,
            Armature = 1,
        };

    private static Geom Solid(string name, GeomShape shape) =>
        new(name, shape)
        {
            ContactDimensions = 1,
            Friction = new(Sliding: 0.9),
            Impedance = new(Minimum: 0.8, Maximum: 0.8, Width: 0.01),
            Margin = 0.001,
            Color = Palette.Skin,
        };
}
