using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Hdf5.Child;

/// <summary>
/// What goes between a process and the child that reads HDF5 files for it. The child says <see cref="Hello"/>, then
/// answers each request: a <see cref="Hdf5Request"/> byte, a length and that many bytes, answered by an
/// <see cref="Hdf5Answer"/> byte, a length and that many bytes. Numbers are little-endian.
/// </summary>
internal static class Hdf5Wire
{
    /// <summary>The most values that one request asks for, in bytes, unless the file keeps more together.</summary>
    public const int UsualPiece = 1 << 26;

    /// <summary>The most values that any request asks for, in bytes: as much as a chunk may have.</summary>
    public const int MaximumPiece = (int)Hdf5Claims.MaximumUnstored;

    // What is no text takes three bytes for one, and each has its length before it.
    private const int MaximumTexts = 4 * Hdf5Texts.MaximumBytes;
    private const int MaximumContents = 1 << 29;
    private const int MaximumMessage = 1 << 16;
    private const int MaximumRank = 32;

    /// <summary>The protocol's name and version.</summary>
    public static ReadOnlySpan<byte> Hello => "GAILHDF5-3\n"u8;

    /// <summary>The most bytes that an answer to a request may have.</summary>
    public static int Limit(Hdf5Request request, Hdf5Answer answer) =>
        answer == Hdf5Answer.Refused ? MaximumMessage
        : request == Hdf5Request.List ? MaximumContents
        : request == Hdf5Request.Texts ? MaximumTexts
        : request == Hdf5Request.Open ? sizeof(int)
        : request == Hdf5Request.Read ? MaximumPiece
        : 0;

    /// <summary>Numbers, to go with a request.</summary>
    public static byte[] Body(params ReadOnlySpan<int> numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(int)];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), numbers[i]);
        }
        return bytes;
    }

    /// <summary>Writes a byte, a length and bytes.</summary>
    public static void Send(Stream stream, byte first, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = first;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        stream.Write(head);
        stream.Write(bytes);
        stream.Flush();
    }

    /// <summary>Reads a byte and a length.</summary>
    /// <exception cref="EndOfStreamException">Nothing more comes.</exception>
    public static (byte First, int Length) Receive(Stream stream)
    {
        Span<byte> head = stackalloc byte[5];
        stream.ReadExactly(head);
        return (head[0], BinaryPrimitives.ReadInt32LittleEndian(head[1..]));
    }

    /// <summary>The bytes of a file's contents.</summary>
    public static byte[] Bytes(Hdf5Contents contents)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(contents.Arrays.Length);
        foreach (var array in contents.Arrays)
        {
            Write(writer, array);
        }
        Write(writer, contents.Attributes);
        Write(writer, contents.Unreadable);
        return stream.ToArray();
    }

    /// <summary>The other way round, trusting nothing.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such as <see cref="Bytes(Hdf5Contents)"/> makes.</exception>
    public static Hdf5Contents Contents(byte[] bytes) =>
        Parsed(
            bytes,
            reader =>
            {
                var arrays = ImmutableArray.CreateBuilder<ArrayInfo>();
                for (var left = Count(reader, bytes.Length); left > 0; left--)
                {
                    arrays.Add(Array(reader));
                }
                return new Hdf5Contents(arrays.ToImmutable(), Texts(reader, bytes.Length), Texts(reader, bytes.Length));
            }
        );

    /// <summary>The bytes of what a dataset is.</summary>
    public static byte[] Bytes(ArrayInfo array)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Write(writer, array);
        return stream.ToArray();
    }

    /// <summary>The other way round, trusting nothing.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such as <see cref="Bytes(ArrayInfo)"/> makes.</exception>
    public static ArrayInfo Array(byte[] bytes) => Parsed(bytes, Array);

    /// <summary>The bytes of a list of texts.</summary>
    public static byte[] Bytes(ImmutableArray<string> texts)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(texts.Length);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
        return stream.ToArray();
    }

    /// <summary>The other way round, trusting nothing.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such as <see cref="Bytes(ImmutableArray{string})"/> makes.</exception>
    public static ImmutableArray<string> Texts(byte[] bytes) =>
        Parsed(
            bytes,
            reader =>
            {
                var texts = ImmutableArray.CreateBuilder<string>();
                for (var left = Count(reader, bytes.Length); left > 0; left--)
                {
                    texts.Add(reader.ReadString());
                }
                return texts.ToImmutable();
            }
        );

    private static T Parsed<T>(byte[] bytes, Func<BinaryReader, T> parse)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            using var reader = new BinaryReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var parsed = parse(reader);
            return stream.Position == bytes.Length ? parsed : throw new InvalidDataException("more than was promised");
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static ArrayInfo Array(BinaryReader reader)
    {
        var (name, type) = (reader.ReadString(), reader.ReadString());
        var extents = new int[Count(reader, MaximumRank)];
        for (var d = 0; d < extents.Length; d++)
        {
            extents[d] = Count(reader, int.MaxValue);
        }
        return type is Hdf5Type.Unread or Hdf5Type.Text || NpyType.Parse(type) is not null
            ? new ArrayInfo(name, type, [.. extents])
            : throw new InvalidDataException($"an unknown type, '{type}'");
    }

    private static int Count(BinaryReader reader, int most) =>
        reader.ReadInt32() is var count && count >= 0 && count <= most
            ? count
            : throw new InvalidDataException($"a count of {count}");

    private static void Write(BinaryWriter writer, ArrayInfo array)
    {
        writer.Write(array.Name);
        writer.Write(array.DataType);
        writer.Write(array.Shape.Length);
        foreach (var extent in array.Shape)
        {
            writer.Write(extent);
        }
    }

    private static void Write(BinaryWriter writer, ImmutableDictionary<string, string> texts)
    {
        writer.Write(texts.Count);
        foreach (var (key, text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Write(key);
            writer.Write(text);
        }
    }

    private static ImmutableDictionary<string, string> Texts(BinaryReader reader, int most)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, string>();
        for (var left = Count(reader, most); left > 0; left--)
        {
            texts.Add(reader.ReadString(), reader.ReadString());
        }
        return texts.ToImmutable();
    }
}

/// <summary>What the child is asked.</summary>
internal enum Hdf5Request : byte
{
    /// <summary>Nothing asked; answered by <see cref="Hdf5Wire.Bytes(Hdf5Contents)"/>.</summary>
    List = 1,

    /// <summary>
    /// Asks with a number of the parent's choice and what the dataset is known to be (<see cref="Hdf5Wire.Bytes(ArrayInfo)"/>);
    /// answered by the number of rows that the file keeps together, see <see cref="ArrayReader.RowsAtOnce"/>.
    /// </summary>
    Open = 2,

    /// <summary>Asks with that number, first row and rows; answered by the elements in this machine's byte order.</summary>
    Read = 3,

    /// <summary>Asks with the number of a dataset that is no longer needed.</summary>
    Close = 4,

    /// <summary>
    /// Asks with what the dataset is known to be; answered by <see cref="Hdf5Wire.Bytes(ImmutableArray{string})"/>.
    /// </summary>
    Texts = 5,
}

/// <summary>What an answer is.</summary>
internal enum Hdf5Answer : byte
{
    /// <summary>What was asked for.</summary>
    Done = 1,

    /// <summary>A message for people.</summary>
    Refused = 2,
}
