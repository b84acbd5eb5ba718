using System.IO.Compression;
using Gail.Data.Formats.Pickle;

namespace Gail.Data.Formats.Npz;

/// <summary>
/// Arrays of Python objects, which NumPy pickles: where the objects are arrays of numbers, as those of episodes of
/// different lengths, they are read by the closed reader of pickles, which runs nothing.
/// </summary>
internal static class NpzObjects
{
    private const long MostBytes = NpzArchive.MaximumArrayBytes;

    /// <summary>The arrays of an array of objects; null where it holds others, which are left alone.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="name">What the array is called.</param>
    /// <param name="entry">Where it lies.</param>
    public static PickledArrays? Read(string path, string name, ZipArchiveEntry entry)
    {
        if (PickleTree.Infos.Contains(name))
        {
            return null;
        }
        try
        {
            var stream = new MemoryStream(ZipMembers.Read(entry, MostBytes));
            NpyHeader.Read(stream, name, problem => new DemonstrationException(path, name, problem));
            var pickle = stream.ToArray().AsSpan((int)stream.Position).ToArray();
            var arrays = PickledArrays.OpenObjects(path, name, new MemoryStream(pickle));
            return arrays.Arrays.All(array => NpyType.Parse(array.DataType) is not null) ? arrays : null;
        }
        catch (Exception e) when (e is PickleException or DemonstrationException or EndOfStreamException)
        {
            // Whoever needs its numbers is told that there are none.
            return null;
        }
    }
}
