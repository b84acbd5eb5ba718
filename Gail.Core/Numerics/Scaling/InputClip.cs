namespace Gail.Numerics.Scaling;

/// <summary>The option that clips standardised inputs: c puts them into [-c, c], 0 leaves them as they are.</summary>
internal static class InputClip
{
    /// <summary>The limit of this library's own presets: no well-standardised value reaches it.</summary>
    internal const double Usual = 10;

    /// <summary>The bound itself; infinite where nothing is clipped.</summary>
    internal static double Bound(double clip) => clip == 0 ? double.PositiveInfinity : clip;
}
