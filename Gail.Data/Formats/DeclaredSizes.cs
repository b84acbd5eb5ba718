namespace Gail.Data.Formats;

/// <summary>
/// How much a file may claim to hold beyond what it stores. Packed values are fewer bytes than they stand for, but a
/// small file that claims to hold gigabytes is damaged, or made to take all memory.
/// </summary>
internal static class DeclaredSizes
{
    /// <summary>What all of a file may claim beyond <see cref="GreatestRatio"/>.</summary>
    public const long MostUnstored = 1 << 30;

    /// <summary>No deflated byte can stand for more.</summary>
    public const long GreatestRatio = 1032;

    /// <summary>What one piece that is unpacked at once may hold beyond <see cref="GreatestRatio"/>.</summary>
    public const long MostOfPiece = 1 << 22;
}
