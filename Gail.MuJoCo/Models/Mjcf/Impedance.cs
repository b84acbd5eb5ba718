using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>
/// The hardness of a contact or a joint limit: the fraction d of the constraint's force that the solver lets act, as a
/// function of the violation r (m or rad).
/// </summary>
/// <remarks>
/// MuJoCo's <c>solimp</c>: d(r) rises from <paramref name="Minimum"/> at 0 to <paramref name="Maximum"/> at
/// <paramref name="Width"/> along a curve of degree <paramref name="Power"/> whose turning point lies at
/// <paramref name="Midpoint"/>. Near 1 the constraint is hard. Source: MuJoCo's documentation, Modeling, Solver
/// parameters.
/// </remarks>
/// <param name="Minimum">d at r = 0, from 0 to 1.</param>
/// <param name="Maximum">d at <paramref name="Width"/> and beyond, from 0 to 1.</param>
/// <param name="Width">The violation at which d is largest, m or rad.</param>
/// <param name="Midpoint">The turning point of the curve, as a fraction of the width.</param>
/// <param name="Power">The degree of the curve, at least 1.</param>
public sealed record Impedance(
    double Minimum = 0.9,
    double Maximum = 0.95,
    double Width = 0.001,
    double Midpoint = 0.5,
    double Power = 2
)
{
    internal XAttribute ToAttribute(string name) => MjcfText.Numbers(name, Minimum, Maximum, Width, Midpoint, Power);
}
