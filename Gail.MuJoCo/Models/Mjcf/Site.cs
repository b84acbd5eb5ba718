using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>A marked point of a body, whose position the engine reports; it has no mass and touches nothing.</summary>
/// <param name="Name">Its name, unique among sites.</param>
public sealed record Site(string Name)
{
    /// <summary>The position in the body's frame, m.</summary>
    public Vector Position { get; init; }

    /// <summary>The sizes that a viewer draws it with, m; a ball takes the first as its radius.</summary>
    public Vector Size { get; init; } = (0.005, 0.005, 0.005);

    internal XElement ToElement() =>
        new("site", MjcfText.Text("name", Name), Position.ToAttribute("pos"), Size.ToAttribute("size"));
}
