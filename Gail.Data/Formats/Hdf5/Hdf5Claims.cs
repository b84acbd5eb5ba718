using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Hdf5;

/// <summary>
/// Holds what datasets claim to contain against what the file really stores for them, before memory is taken.
/// </summary>
/// <param name="fileLength">The bytes of the file.</param>
internal sealed class Hdf5Claims(long fileLength)
{
    /// <summary>What all datasets together may claim beyond what is stored: values never written count as filled.</summary>
    public const long MaximumUnstored = 1 << 30;

    // No deflated byte can stand for more than 1032.
    private const long GreatestRatio = 1032;

    private readonly HashSet<string> _seen = [];
    private long _unstored;

    /// <summary>Checks a dataset that is about to be read.</summary>
    /// <param name="info">What it claims.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="stored">The bytes the file says it has for it.</param>
    /// <param name="chunk">The bytes of a chunk unpacked; 0 where there are none.</param>
    public void Check(ArrayInfo info, int elementSize, long stored, long chunk)
    {
        if (stored < 0 || stored > fileLength)
        {
            throw new Hdf5Exception(
                $"claims {stored} stored bytes in a file of {fileLength}; the file is damaged or was cut off."
            );
        }
        // A chunk is unpacked as a whole, also for one row of it.
        if (chunk > MaximumUnstored)
        {
            throw new Hdf5Exception(
                $"is kept in chunks of {chunk} bytes, expected {MaximumUnstored} at most; write it with smaller ones."
            );
        }
        var bytes = info.Shape.Aggregate((long)elementSize, (product, extent) => product * extent);
        var unstored = bytes - (stored * GreatestRatio);
        if (unstored <= 0 || !_seen.Add(info.Name))
        {
            return;
        }
        _unstored += unstored;
        if (_unstored > MaximumUnstored)
        {
            throw new Hdf5Exception(
                $"claims to hold {bytes} bytes of which {stored} are stored; with what other datasets claim that is "
                    + $"more than {MaximumUnstored} without values in the file. Write values, or a smaller dataset."
            );
        }
    }
}
