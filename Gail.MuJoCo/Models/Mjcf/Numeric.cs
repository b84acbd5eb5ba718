using System.Collections.Immutable;
using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>Named numbers that a model carries for programs; the engine makes nothing of them.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Data">The numbers.</param>
public sealed record Numeric(string Name, ImmutableArray<double> Data)
{
    internal XElement ToElement() =>
        new("numeric", MjcfText.Text("name", Name), MjcfText.Numbers("data", Data.AsSpan()));
}
