using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>Coefficients of friction of a geom; of two in contact the larger ones count.</summary>
/// <param name="Sliding">Along both tangents of the contact, no unit.</param>
/// <param name="Torsional">Against spinning about the normal, m.</param>
/// <param name="Rolling">Against rolling about the tangents, m.</param>
public sealed record Friction(double Sliding = 1, double Torsional = 0.005, double Rolling = 0.0001)
{
    internal XAttribute ToAttribute() => MjcfText.Numbers("friction", Sliding, Torsional, Rolling);
}
