using System.Collections.Immutable;
using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>
/// A MuJoCo model as a value: what a robot is made of and the world it stands in, written as MJCF for the engine's
/// compiler.
/// </summary>
/// <remarks>
/// <para>Only what the robots here need is covered. Lengths are in m, masses in kg, angles in rad, positions in the
/// frame of the parent. There are no MJCF defaults: records have their own (MuJoCo's), and a robot that repeats
/// itself uses <c>with</c>. What decides about the motion is written out, so it does not hang on an engine's
/// defaults.</para>
/// <para>Source of the format: MuJoCo's documentation, XML reference.</para>
/// </remarks>
/// <param name="Name">The name of the model.</param>
public sealed record MjcfModel(string Name)
{
    /// <summary>Time step, gravity, medium and numerical methods.</summary>
    public PhysicsOptions Physics { get; init; } = new();

    /// <summary>Sizes beyond what the parts need.</summary>
    public ModelSizes Sizes { get; init; } = new();

    /// <summary>The sum that all masses and inertias are scaled to, kg; null leaves them.</summary>
    public double? TotalMass { get; init; }

    /// <summary>Solids fixed to the world, as the floor.</summary>
    public ImmutableArray<Geom> Geoms { get; init; } = [];

    /// <summary>The bodies of the world.</summary>
    public ImmutableArray<Body> Bodies { get; init; } = [];

    /// <summary>Weighted sums of joint positions.</summary>
    public ImmutableArray<FixedTendon> Tendons { get; init; } = [];

    /// <summary>The motors, in the order of the controls.</summary>
    public ImmutableArray<Motor> Motors { get; init; } = [];

    /// <summary>Numbers for programs.</summary>
    public ImmutableArray<Numeric> Numerics { get; init; } = [];

    /// <summary>The model as MJCF.</summary>
    /// <exception cref="ArgumentException">A number is not finite, or a name holds what XML cannot.</exception>
    public string ToXml() =>
        new XElement(
            "mujoco",
            MjcfText.Text("model", Name),
            new XElement(
                "compiler",
                MjcfText.Text("angle", "radian"),
                TotalMass is { } mass ? MjcfText.Numbers("settotalmass", mass) : null
            ),
            Physics.ToElement(),
            Sizes.ToElement(),
            Section("custom", Numerics.Select(numeric => numeric.ToElement())),
            new XElement("worldbody", Geoms.Select(geom => geom.ToElement()), Bodies.Select(body => body.ToElement())),
            Section("tendon", Tendons.Select(tendon => tendon.ToElement())),
            Section("actuator", Motors.Select(motor => motor.ToElement()))
        ).ToString();

    private static XElement? Section(string name, IEnumerable<XElement> elements)
    {
        var section = new XElement(name, elements);
        return section.HasElements ? section : null;
    }
}
