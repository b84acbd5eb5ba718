using System.Collections.Immutable;
using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>
/// A weighted sum of joint positions, which the engine reports as a length: sum of coefficient x position. It has no
/// limits, spring or damping, so it exerts no force.
/// </summary>
/// <param name="Name">Its name, unique among tendons.</param>
/// <param name="Path">The joints it runs over.</param>
public sealed record FixedTendon(string Name, ImmutableArray<TendonJoint> Path)
{
    internal XElement ToElement() =>
        new(
            "fixed",
            MjcfText.Text("name", Name),
            Path.Select(part => new XElement(
                "joint",
                MjcfText.Text("joint", part.Joint),
                MjcfText.Numbers("coef", part.Coefficient)
            ))
        );
}

/// <summary>A joint that a tendon runs over.</summary>
/// <param name="Coefficient">The factor of its position.</param>
public sealed record TendonJoint(string Joint, double Coefficient);
