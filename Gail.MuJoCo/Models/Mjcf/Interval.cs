using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>The numbers between two bounds; whoever takes an interval says whether they belong to it.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Lets an interval be written as <c>(-1, 1)</c>.</summary>
    public static implicit operator Interval((double Low, double High) bounds) => new(bounds.Low, bounds.High);

    /// <summary>Bounds given in degrees, in radians: x pi / 180.</summary>
    /// <param name="low">The lower bound, degrees.</param>
    /// <param name="high">The upper bound, degrees.</param>
    public static Interval Degrees(double low, double high) => new(low * RadiansPerDegree, high * RadiansPerDegree);

    // MuJoCo's compiler multiplies by this constant too, so that angles agree to the last bit.
    private const double RadiansPerDegree = Math.PI / 180;

    internal XAttribute ToAttribute(string name) => MjcfText.Numbers(name, Low, High);
}
