namespace Gail.Numerics.Scaling;

/// <summary>The option that clips standardised inputs: c puts them into [-c, c], 0 leaves them as they are.</summary>
internal static class InputClip
{
    /// <summary>What the presets of this library's own take: nothing that was standardised well gets there.</summary>
    internal const double Usual = 10;

    /// <summary>The bound itself; infinite where nothing is clipped.</summary>
    internal static double Bound(double clip) => clip == 0 ? double.PositiveInfinity : clip;

    /// <exception cref="ArgumentOutOfRangeException">The option is negative or not finite.</exception>
    internal static double Require(double clip, string argument) =>
        clip >= 0 && double.IsFinite(clip)
            ? clip
            : throw new ArgumentOutOfRangeException(
                argument,
                clip,
                "InputClip is the greatest magnitude of a standardised input: above 0, or 0 for no limit."
            );
}
