using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>A freedom of a body to move against its parent. A body without any is welded to its parent.</summary>
/// <remarks>
/// Properties start at MuJoCo's defaults. Units are those of a hinge / a slide; the force of damping and spring is
/// -<see cref="Damping"/> v - <see cref="Stiffness"/> q.
/// </remarks>
/// <param name="Name">Its name, unique among joints.</param>
/// <param name="Kind">The motion that it allows.</param>
public sealed record Joint(string Name, JointKind Kind)
{
    /// <summary>The direction of the hinge or slide in the body's frame, of any length but 0.</summary>
    public Vector Axis { get; init; } = (0, 0, 1);

    /// <summary>The point a hinge turns about, in the body's frame, m; without effect on other kinds.</summary>
    public Vector Position { get; init; }

    /// <summary>The limits of its position, rad or m; null for none.</summary>
    public Interval? Range { get; init; }

    /// <summary>The position in the pose in which the model is defined, rad or m. The spring's rest stays at 0.</summary>
    public double Reference { get; init; }

    /// <summary>Force per velocity, N m s/rad or N s/m.</summary>
    public double Damping { get; init; }

    /// <summary>Inertia added for the motor's rotor, kg m^2 or kg.</summary>
    public double Armature { get; init; }

    /// <summary>Force per displacement, N m/rad or N/m.</summary>
    public double Stiffness { get; init; }

    /// <summary>The distance from a limit at which it begins to act, rad or m.</summary>
    public double Margin { get; init; }

    /// <summary>The hardness of the limits.</summary>
    public Impedance LimitImpedance { get; init; } = new();

    internal XElement ToElement() =>
        new(
            "joint",
            MjcfText.Text("name", Name),
            MjcfText.Text("type", Kind.ToString().ToLowerInvariant()),
            Axis.ToAttribute("axis"),
            Position.ToAttribute("pos"),
            MjcfText.Flag("limited", Range is not null),
            Range?.ToAttribute("range"),
            MjcfText.Numbers("ref", Reference),
            MjcfText.Numbers("damping", Damping),
            MjcfText.Numbers("armature", Armature),
            MjcfText.Numbers("stiffness", Stiffness),
            MjcfText.Numbers("margin", Margin),
            LimitImpedance.ToAttribute("solimplimit")
        );
}
