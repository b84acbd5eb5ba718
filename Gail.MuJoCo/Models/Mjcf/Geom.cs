using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>
/// A solid fixed to a body: it collides, is painted, and gives the body its mass and inertia (density times volume).
/// </summary>
/// <remarks>Properties start at MuJoCo's defaults.</remarks>
/// <param name="Name">Its name, unique among geoms, or null for none.</param>
/// <param name="Shape">Its form and sizes.</param>
public sealed record Geom(string? Name, GeomShape Shape)
{
    /// <summary>The centre in the body's frame, m; null for the origin, or where the shape's end points say it.</summary>
    public Vector? Position { get; init; }

    /// <summary>The orientation in the body's frame; null for the body's own, or where end points say it.</summary>
    public Rotation? Rotation { get; init; }

    /// <summary>Mass per volume, kg/m^3; water has 1000.</summary>
    public double Density { get; init; } = 1000;

    /// <summary>
    /// The kinds this geom is of, as bits. Two geoms can touch if a kind of either is among those that the other
    /// collides with, unless their bodies are the same, or parent and child (the world is no such parent).
    /// </summary>
    public int ContactTypes { get; init; } = 1;

    /// <summary>The kinds this geom collides with, as bits.</summary>
    public int CollidesWith { get; init; } = 1;

    /// <summary>
    /// The dimensions of the contact force: 1 normal only, 3 with sliding friction, 4 with torsional, 6 with rolling.
    /// Of two geoms in contact the larger counts.
    /// </summary>
    public int ContactDimensions { get; init; } = 3;

    /// <summary>Coefficients of friction.</summary>
    public Friction Friction { get; init; } = new();

    /// <summary>The hardness of contacts; of two geoms in contact the mean counts.</summary>
    public Impedance Impedance { get; init; } = new();

    /// <summary>The distance below which a contact is found, m: of two geoms the larger counts.</summary>
    public double Margin { get; init; }

    /// <summary>The colour in a viewer.</summary>
    public Color Color { get; init; } = Color.Grey;

    internal XElement ToElement() =>
        new(
            "geom",
            MjcfText.Text("name", Name),
            Shape.ToAttributes(),
            Position?.ToAttribute("pos"),
            Rotation?.ToAttribute(),
            MjcfText.Numbers("density", Density),
            MjcfText.Whole("contype", ContactTypes),
            MjcfText.Whole("conaffinity", CollidesWith),
            MjcfText.Whole("condim", ContactDimensions),
            Friction.ToAttribute(),
            Impedance.ToAttribute("solimp"),
            MjcfText.Numbers("margin", Margin),
            Color.ToAttribute()
        );
}
