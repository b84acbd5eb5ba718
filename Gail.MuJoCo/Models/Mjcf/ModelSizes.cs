using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>Sizes that the engine reserves beyond what the model's parts need. They do not change the motion.</summary>
public sealed record ModelSizes
{
    /// <summary>The engine's scratch memory, in numbers of 8 bytes; null leaves it to the compiler.</summary>
    public int? Stack { get; init; }

    /// <summary>Keyframes (stored states), filled with the reference pose.</summary>
    public int Keyframes { get; init; }

    /// <summary>Numbers per geom that are the user's own, 0 until set.</summary>
    public int UserNumbersPerGeom { get; init; }

    internal XElement ToElement() =>
        new(
            "size",
            Stack is { } stack ? MjcfText.Whole("nstack", stack) : null,
            MjcfText.Whole("nkey", Keyframes),
            MjcfText.Whole("nuser_geom", UserNumbersPerGeom)
        );
}
