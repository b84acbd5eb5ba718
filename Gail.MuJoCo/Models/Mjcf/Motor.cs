using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>A motor on a joint: force = gear x control, the control clamped to its range.</summary>
/// <param name="Joint">The name of the joint it drives.</param>
/// <param name="Gear">Force per control: N m on a hinge, N on a slide.</param>
public sealed record Motor(string Joint, double Gear)
{
    /// <summary>Its name, unique among motors, or null for none.</summary>
    public string? Name { get; init; }

    /// <summary>The range that controls are clamped to.</summary>
    public Interval ControlRange { get; init; } = (-1, 1);

    internal XElement ToElement() =>
        new(
            "motor",
            MjcfText.Text("name", Name),
            MjcfText.Text("joint", Joint),
            MjcfText.Numbers("gear", Gear),
            MjcfText.Flag("ctrllimited", true),
            ControlRange.ToAttribute("ctrlrange")
        );
}
