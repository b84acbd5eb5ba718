using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>Three numbers along x (forward), y (left) and z (up): a position (m), a direction or three sizes.</summary>
/// <param name="X">Along x.</param>
/// <param name="Y">Along y.</param>
/// <param name="Z">Along z.</param>
public readonly record struct Vector(double X, double Y, double Z)
{
    /// <summary>Lets a robot be written with plain numbers: <c>Position = (0, 0, 1.25)</c>.</summary>
    public static implicit operator Vector((double X, double Y, double Z) numbers) =>
        new(numbers.X, numbers.Y, numbers.Z);

    internal XAttribute ToAttribute(string name) => MjcfText.Numbers(name, X, Y, Z);
}
