using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>Colours that several robots share.</summary>
internal static class Palette
{
    internal static Color Floor { get; } = new(0.8, 0.9, 0.8);
    internal static Color Skin { get; } = new(0.8, 0.6, 0.4);
}
