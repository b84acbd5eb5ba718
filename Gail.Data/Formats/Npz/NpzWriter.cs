using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Gail.Numerics;

namespace Gail.Data.Formats.Npz;

/// <summary>An array on its way into an .npz archive.</summary>
/// <param name="Name">The name without ".npy", in ASCII.</param>
/// <param name="Content">The whole .npy file.</param>
internal sealed record NpyEntry(string Name, byte[] Content)
{
    private const int Alignment = 64;
    private const int PrefixLength = 10;

    public static NpyEntry Of(string name, NdArray array) =>
        new(name, Encode(Description(array.ElementType), array.Shape.Extents, array.Bytes));

    public static NpyEntry OfBytes(string name, byte[] bytes) => new(name, Encode("|u1", [bytes.Length], bytes));

    private static string Description(ElementType type)
    {
        var order = BitConverter.IsLittleEndian ? '<' : '>';
        return type switch
        {
            ElementType.Bool => "|b1",
            ElementType.I64 => $"{order}i8",
            ElementType.U64 => $"{order}u8",
            ElementType.F32 => $"{order}f4",
            _ => $"{order}f8",
        };
    }

    private static byte[] Encode(string description, ImmutableArray<int> extents, ReadOnlySpan<byte> data)
    {
        var shape = string.Join(", ", extents.Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
        var text =
            $"{{'descr': '{description}', 'fortran_order': False, 'shape': ({shape}{(extents.Length == 1 ? "," : "")}), }}";
        // As NumPy does: spaces and a line end so that the data start at a multiple of 64.
        var length = (PrefixLength + text.Length + Alignment) / Alignment * Alignment;
        text = text.PadRight(length - PrefixLength - 1) + '\n';
        var content = new byte[length + data.Length];
        content[0] = 0x93;
        "NUMPY\x01\x00"u8.CopyTo(content.AsSpan(1));
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(8), (ushort)text.Length);
        Encoding.ASCII.GetBytes(text, content.AsSpan(PrefixLength));
        data.CopyTo(content.AsSpan(length));
        return content;
    }
}

/// <summary>
/// Writes an .npz archive: a zip of stored files, every one dated 1980-01-01. Written here and not by
/// <see cref="System.IO.Compression.ZipArchive"/>, whose bytes depend on the operating system and its zlib.
/// </summary>
internal static class NpzWriter
{
    private const uint LocalSignature = 0x04034b50;
    private const uint CentralSignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;
    private const ushort Version = 20;
    private const ushort FirstOfJanuary1980 = 0x21;

    public static void Write(Stream stream, IEnumerable<NpyEntry> entries)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        using var directory = new MemoryStream();
        using var directoryWriter = new BinaryWriter(directory);
        var offset = 0L;
        ushort count = 0;
        foreach (var entry in entries)
        {
            var name = Encoding.ASCII.GetBytes(entry.Name + ".npy");
            var checksum = Crc32.HashToUInt32(entry.Content);
            writer.Write(LocalSignature);
            WriteFacts(writer, name, entry.Content, checksum);
            writer.Write(name);
            writer.Write(entry.Content);

            directoryWriter.Write(CentralSignature);
            directoryWriter.Write(Version);
            WriteFacts(directoryWriter, name, entry.Content, checksum);
            directoryWriter.Write((ushort)0); // comment
            directoryWriter.Write((ushort)0); // disk
            directoryWriter.Write((ushort)0); // internal attributes
            directoryWriter.Write(0u); // external attributes
            directoryWriter.Write(Offset(offset));
            directoryWriter.Write(name);

            offset += 30 + name.Length + entry.Content.Length;
            count++;
        }
        writer.Write(directory.ToArray());
        writer.Write(EndSignature);
        writer.Write((ushort)0); // this disk
        writer.Write((ushort)0); // disk of the directory
        writer.Write(count);
        writer.Write(count);
        writer.Write((uint)directory.Length);
        writer.Write(Offset(offset));
        writer.Write((ushort)0); // comment
    }

    /// <summary>The fields that the local header and the directory share.</summary>
    private static void WriteFacts(BinaryWriter writer, byte[] name, byte[] content, uint checksum)
    {
        writer.Write(Version);
        writer.Write((ushort)0); // flags
        writer.Write((ushort)0); // stored
        writer.Write((ushort)0); // midnight
        writer.Write(FirstOfJanuary1980);
        writer.Write(checksum);
        writer.Write(content.Length);
        writer.Write(content.Length);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)0); // extra field
    }

    private static uint Offset(long offset) =>
        offset <= uint.MaxValue
            ? (uint)offset
            : throw new IOException("the arrays take more than the 4 GiB a plain zip archive holds.");
}
