using Gail.MuJoCo.Models.Mjcf;
using static Gail.MuJoCo.Models.Mjcf.Interval;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>A chain of three links in a thick fluid, 2 motors, to swim forward.</summary>
/// <remarks>
/// Positions: x, y, heading, then the hinges from the first link to the second and on to the third. The numbers are
/// those of Gymnasium's Swimmer, v4 and v5, after R. Coulom, "Reinforcement Learning Using Neural Networks, with
/// Applications to Motor Control", 2002.
/// </remarks>
public static class Swimmer
{
    /// <summary>The robot in its fluid; nothing collides.</summary>
    public static MjcfModel Model { get; } =
        new("swimmer")
        {
            Physics = new()
            {
                TimeStep = 0.01,
                Integrator = Integrator.RK4,
                Density = 4000,
                Viscosity = 0.1,
            },
            Geoms =
            [
                Solid("floor", GeomShape.Plane(halfX: 40, halfY: 40, grid: 0.1)) with
                {
                    Position = (0, 0, -0.1),
                    ContactDimensions = 3,
                    Color = Palette.Floor,
                },
            ],
            Bodies = [First],
            Motors = [new("motor1_rot", Gear: 150), new("motor2_rot", Gear: 150)],
        };

    private static Body First =>
        new("torso")
        {
            Joints =
            [
                Joint("slider1", JointKind.Slide) with
                {
                    Axis = (1, 0, 0),
                },
                Joint("slider2", JointKind.Slide) with
                {
                    Axis = (0, 1, 0),
                },
                Joint("free_body_rot", JointKind.Hinge),
            ],
            Geoms = [Link(from: 1.5, to: 0.5)],
            Children = [Second],
        };

    private static Body Second =>
        new("mid")
        {
            Position = (0.5, 0, 0),
            Joints = [Joint("motor1_rot", JointKind.Hinge) with { Range = Degrees(-100, 100) }],
            Geoms = [Link(from: 0, to: -1)],
            Children = [Third],
        };

    private static Body Third =>
        new("back")
        {
            Position = (-1, 0, 0),
            Joints = [Joint("motor2_rot", JointKind.Hinge) with { Range = Degrees(-100, 100) }],
            Geoms = [Link(from: 0, to: -1)],
        };

    private static Joint Joint(string name, JointKind kind) => new(name, kind) { Armature = 0.1 };

    private static Geom Link(double from, double to) => Solid(null, GeomShape.Capsule(0.1, (from, 0, 0), (to, 0, 0)));

    private static Geom Solid(string? name, GeomShape shape) =>
        new(name, shape)
        {
            ContactTypes = 0,
            CollidesWith = 0,
            ContactDimensions = 1,
            Color = Palette.Skin,
        };
}
