using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>The colour of a geom in a viewer, without any effect on the motion.</summary>
/// <param name="Red">From 0 to 1.</param>
/// <param name="Green">From 0 to 1.</param>
/// <param name="Blue">From 0 to 1.</param>
/// <param name="Alpha">1 is opaque.</param>
public readonly record struct Color(double Red, double Green, double Blue, double Alpha = 1)
{
    /// <summary>MuJoCo's default, a middle grey.</summary>
    public static Color Grey { get; } = new(0.5, 0.5, 0.5);

    internal XAttribute ToAttribute() => MjcfText.Numbers("rgba", Red, Green, Blue, Alpha);
}
