using System.Collections.Immutable;
using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>A rigid body: its frame in the parent's, how it may move, its solids, and the bodies that hang on it.</summary>
/// <remarks>
/// Positions and velocities, and everything else that the engine numbers, go through the tree depth first, in the
/// order of these lists.
/// </remarks>
/// <param name="Name">Its name, unique among bodies, or null for none.</param>
public sealed record Body(string? Name)
{
    /// <summary>The origin of its frame in the parent's, m.</summary>
    public Vector Position { get; init; }

    /// <summary>The orientation of its frame in the parent's; null for the same.</summary>
    public Rotation? Rotation { get; init; }

    /// <summary>The joints to its parent, in turn; none welds it.</summary>
    public ImmutableArray<Joint> Joints { get; init; } = [];

    /// <summary>Its solids, which give it mass and inertia.</summary>
    public ImmutableArray<Geom> Geoms { get; init; } = [];

    /// <summary>Its marked points.</summary>
    public ImmutableArray<Site> Sites { get; init; } = [];

    /// <summary>The bodies that hang on it.</summary>
    public ImmutableArray<Body> Children { get; init; } = [];

    internal XElement ToElement() =>
        new(
            "body",
            MjcfText.Text("name", Name),
            Position.ToAttribute("pos"),
            Rotation?.ToAttribute(),
            Joints.Select(joint => joint.ToElement()),
            Geoms.Select(geom => geom.ToElement()),
            Sites.Select(site => site.ToElement()),
            Children.Select(child => child.ToElement())
        );
}
