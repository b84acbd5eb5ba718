using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>Joints and geoms of the humanoids.</summary>
internal static class HumanoidParts
{
    /// <summary>A hinge with limits (rad).</summary>
    internal static Joint Hinge(string name, Vector axis, Interval range) =>
        new(name, JointKind.Hinge) { Axis = axis, Range = range };

    /// <summary>A part of the body, which collides with the floor and with other parts, without friction between them.</summary>
    internal static Geom Solid(string name, GeomShape shape) =>
        new(name, shape)
        {
            ContactDimensions = 1,
            Margin = 0.001,
            Color = Palette.Skin,
        };

    /// <summary>A capsule across the body, about a middle.</summary>
    internal static Geom Across(string name, double radius, double halfLength, Vector middle)
    {
        var right = middle with { Y = -halfLength };
        var left = middle with { Y = halfLength };
        return Solid(name, GeomShape.Capsule(radius, from: right, to: left));
    }
}
