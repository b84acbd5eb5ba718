using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>The orientation of a body or geom in the frame of its parent.</summary>
/// <remarks>
/// It stays as it was given, because the last bits of an orientation depend on who computes the sines and the
/// normalisation; here that is MuJoCo.
/// </remarks>
public sealed record Rotation
{
    private readonly string _attribute;
    private readonly (double, double, double, double) _numbers;

    private Rotation(string attribute, (double, double, double, double) numbers) =>
        (_attribute, _numbers) = (attribute, numbers);

    /// <summary>A rotation about an axis, by the right-hand rule.</summary>
    /// <param name="axis">Its direction, of any length but 0.</param>
    /// <param name="angle">The angle, rad.</param>
    public static Rotation About(Vector axis, double angle) => new("axisangle", (axis.X, axis.Y, axis.Z, angle));

    /// <summary>The quaternion w + x i + y j + z k, of any length but 0.</summary>
    /// <param name="w">The cosine of half the angle.</param>
    /// <param name="x">The sine of half the angle times the axis' x.</param>
    /// <param name="y">The sine of half the angle times the axis' y.</param>
    /// <param name="z">The sine of half the angle times the axis' z.</param>
    public static Rotation Quaternion(double w, double x, double y, double z) => new("quat", (w, x, y, z));

    internal XAttribute ToAttribute()
    {
        var (a, b, c, d) = _numbers;
        return MjcfText.Numbers(_attribute, a, b, c, d);
    }
}
