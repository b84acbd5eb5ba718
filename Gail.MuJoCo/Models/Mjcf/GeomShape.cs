using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>The form of a geom: one of MuJoCo's primitives and its sizes (m).</summary>
public sealed record GeomShape
{
    private readonly string _type;
    private readonly Vector _size;
    private readonly (Vector From, Vector To)? _ends;

    private GeomShape(string type, Vector size, (Vector, Vector)? ends = null) =>
        (_type, _size, _ends) = (type, size, ends);

    /// <summary>The plane z = 0 of the geom's frame, solid below, of infinite extent for collisions.</summary>
    /// <param name="halfX">Half of what a viewer draws along x.</param>
    /// <param name="halfY">Half of what a viewer draws along y.</param>
    /// <param name="grid">The distance of the lines that a viewer draws.</param>
    public static GeomShape Plane(double halfX, double halfY, double grid) => new("plane", (halfX, halfY, grid));

    /// <summary>A ball about the geom's position.</summary>
    public static GeomShape Sphere(double radius) => new("sphere", (radius, 0, 0));

    /// <summary>A cylinder along z with a half ball at either end.</summary>
    /// <param name="radius">The radius of the cylinder and of the half balls.</param>
    /// <param name="halfLength">Half the length of the cylinder, without the half balls.</param>
    public static GeomShape Capsule(double radius, double halfLength) => new("capsule", (radius, halfLength, 0));

    /// <summary>A capsule between two points, which give the geom its position and rotation too.</summary>
    /// <param name="radius">The radius of the cylinder and of the half balls.</param>
    /// <param name="from">The centre of one half ball, in the body's frame; the geom's z points to it.</param>
    /// <param name="to">The centre of the other.</param>
    public static GeomShape Capsule(double radius, Vector from, Vector to) =>
        new("capsule", (radius, 0, 0), (from, to));

    /// <summary>A cylinder between two points, which give the geom its position and rotation too.</summary>
    /// <param name="from">The middle of one flat end, in the body's frame; the geom's z points to it.</param>
    /// <param name="to">The middle of the other.</param>
    public static GeomShape Cylinder(double radius, Vector from, Vector to) =>
        new("cylinder", (radius, 0, 0), (from, to));

    internal IEnumerable<XAttribute> ToAttributes()
    {
        yield return new XAttribute("type", _type);
        yield return _size.ToAttribute("size");
        if (_ends is var (from, to))
        {
            yield return MjcfText.Numbers("fromto", from.X, from.Y, from.Z, to.X, to.Y, to.Z);
        }
    }
}
