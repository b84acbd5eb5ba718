namespace Gail.Data.Formats.Hdf5;

/// <summary>
/// Bounds what attributes hold of texts of any length. Such a text is a reference to a place in the file, and in a file
/// made to do harm all of them refer to one, which the library copies each time.
/// </summary>
/// <param name="fileLength">The bytes of the file, and so the most that one text may have.</param>
internal sealed class Hdf5TextClaims(long fileLength)
{
    private const int LongestList = 16;
    private const long MostAtOnce = 1 << 26;

    private long _read;

    /// <summary>Whether so many texts, which the library gives only together, take little memory at worst.</summary>
    public bool Allow(int count) => count <= 1 || (count <= LongestList && fileLength <= MostAtOnce / count);

    /// <summary>Counts a text; where all are places of their own, together they have no more bytes than the file.</summary>
    public void Add(long bytes)
    {
        _read += bytes;
        if (_read > fileLength + MostAtOnce)
        {
            throw new Hdf5Exception($"the attributes have more bytes of text than the file, which has {fileLength}.");
        }
    }
}
