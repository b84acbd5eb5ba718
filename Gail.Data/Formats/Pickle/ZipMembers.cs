using System.IO.Compression;
using System.IO.Hashing;

namespace Gail.Data.Formats.Pickle;

/// <summary>Reads members of zip archives whole, within what can be believed of them.</summary>
internal static class ZipMembers
{
    /// <summary>The greatest number of bytes of a member.</summary>
    public static readonly long MostBytes = Array.MaxLength;

    // No deflated byte can stand for more than 1032, so that a greater claim is a lie.
    private const long GreatestRatio = 1032;

    // What is packed costs its writer nothing.
    private const long MostUnpacked = 1 << 30;

    /// <summary>The bytes of a member, checked against its checksum.</summary>
    /// <param name="entry">The member.</param>
    /// <param name="most">How many bytes are taken at most.</param>
    /// <exception cref="PickleException">It is damaged, or longer.</exception>
    public static byte[] Read(ZipArchiveEntry entry, long most)
    {
        var (name, length, packed) = (entry.FullName, entry.Length, entry.CompressedLength);
        if (entry.IsEncrypted)
        {
            throw new PickleException($"its member {name} is encrypted; save it without.");
        }
        if (length > (packed == length ? most : Math.Min(most, MostUnpacked)))
        {
            throw new PickleException($"its member {name} has {length} bytes, more than are read; split it.");
        }
        if (length != packed && length > (packed + 1) * GreatestRatio)
        {
            throw new PickleException(
                $"its member {name} claims to hold {length} bytes in {packed} compressed ones, which cannot be; the file is damaged."
            );
        }
        try
        {
            using var stream = entry.Open();
            // Grows with what comes, not with what is claimed.
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var read = bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
            return read.Length == length && Crc32.HashToUInt32(read) == entry.Crc32
                ? read
                : throw new PickleException($"its member {name} does not match its checksum; the file is damaged.");
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new PickleException($"its member {name} is damaged or was cut off: {e.Message}", e);
        }
    }

    /// <summary>What the zip reader throws on damaged archives.</summary>
    public static bool IsDamage(Exception e) =>
        e is IOException or InvalidDataException or ArgumentException or NotSupportedException or OverflowException;
}
