using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>The common parts of the two inverted pendulums: a rail, a cart on it, a motor between them.</summary>
internal static class CartOnRail
{
    // As short as in the reference: the engine makes it a unit, whose last bits these digits decide.
    private static readonly Rotation AlongX = Rotation.Quaternion(0.707, 0, 0.707, 0);

    /// <summary>The rail, fixed to the world.</summary>
    internal static Geom Rail =>
        Solid("rail", GeomShape.Capsule(0.02, halfLength: 1)) with
        {
            Rotation = AlongX,
            Color = new(0.3, 0.3, 0.7),
        };

    /// <summary>The cart with a pole; it slides 1 m either way.</summary>
    /// <param name="damping">The damping of the slide, N s/m.</param>
    /// <param name="pole">The pole on it.</param>
    internal static Body Cart(double damping, Body pole) =>
        new("cart")
        {
            Joints =
            [
                new("slider", JointKind.Slide)
                {
                    Axis = (1, 0, 0),
                    Range = (-1, 1),
                    Damping = damping,
                },
            ],
            Geoms =
            [
                Solid("cart", GeomShape.Capsule(0.1, halfLength: 0.1)) with
                {
                    Rotation = AlongX,
                    Color = new(0.7, 0.7, 0),
                },
            ],
            Children = [pole],
        };

    /// <summary>A hinge across the rail.</summary>
    internal static Joint Hinge(string name, double damping) =>
        new(name, JointKind.Hinge) { Axis = (0, 1, 0), Damping = damping };

    /// <summary>A pole.</summary>
    /// <param name="radius">Its radius, m.</param>
    /// <param name="tip">The upper end of its axis, m; the lower end is at the hinge.</param>
    internal static Geom Pole(string name, double radius, Vector tip) =>
        Solid(name, GeomShape.Capsule(radius, from: (0, 0, 0), to: tip)) with
        {
            Color = new(0, 0.7, 0.7),
        };

    /// <summary>A geom that nothing collides with.</summary>
    internal static Geom Solid(string name, GeomShape shape) =>
        new(name, shape) { ContactTypes = 0, Friction = new(Sliding: 1, Torsional: 0.1, Rolling: 0.1) };
}
