namespace Gail.Numerics.Scaling;

/// <summary>The option that clips standardised inputs: c puts them into [-c, c], 0 leaves them as they are.</summary>
internal static class InputClip
{
    /// <summary>What the presets of this library's own take: nothing that was standardised well gets there.</summary>
    internal const double Usual = 10;

    /// <summary>The bound itself; infinite where nothing is clipped.</summary>
    internal static double Bound(double clip) => clip == 0 ? double.PositiveInfinity : clip;
}
