using System.Buffers.Binary;
using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace Gail.Data.Formats.Arrow;

/// <summary>A piece of a file.</summary>
internal readonly record struct ArrowBuffer(long Offset, long Length);

/// <summary>A column of a batch, or what is within one: where its pieces lie.</summary>
/// <param name="Field">What it is.</param>
/// <param name="Length">Its values.</param>
/// <param name="Gaps">How many of them are not there.</param>
/// <param name="Buffers">Its own pieces: which values are there, then offsets or values.</param>
/// <param name="Children">What is within.</param>
internal sealed record ArrowNode(
    ArrowField Field,
    long Length,
    long Gaps,
    ImmutableArray<ArrowBuffer> Buffers,
    ImmutableArray<ArrowNode> Children
);

/// <summary>Neighbouring rows that are stored together.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Columns">All of them, in order.</param>
internal sealed record ArrowBatch(int Rows, ImmutableArray<ArrowNode> Columns)
{
    public ArrowNode? Find(string name) => Columns.FirstOrDefault(column => column.Field.Name == name);
}

/// <summary>
/// An Arrow file or stream: its columns, and where the pieces of each batch lie. Values are read when they are asked for.
/// </summary>
/// <remarks>
/// Read here and not by Apache.Arrow, which takes as much memory as a list in a damaged file claims to have elements, and
/// ends the process where a description leads back to itself (version 23). Bodies that are compressed, as in Feather
/// files, are not read.
/// </remarks>
internal sealed class ArrowFile
{
    private const int MagicBytes = 8;
    private const int GreatestHead = 1 << 26;

    private ArrowFile(string path, ImmutableArray<ArrowField> fields, ImmutableArray<ArrowBatch> batches) =>
        (Path, Fields, Batches) = (path, fields, batches);

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    public ImmutableArray<ArrowField> Fields { get; }

    public ImmutableArray<ArrowBatch> Batches { get; }

    /// <summary>Opens a file and finds its batches.</summary>
    /// <exception cref="DemonstrationException">There is none, or it is damaged.</exception>
    public static ArrowFile Open(string path)
    {
        using var handle = Handle(path);
        try
        {
            return Read(path, handle);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(path, "", e);
        }
    }

    /// <summary>Opens a file for reading pieces of it.</summary>
    public static SafeFileHandle Handle(string path)
    {
        // The checks, and the messages, of all files.
        InputFile.Open(path).Dispose();
        try
        {
            return File.OpenHandle(InputFile.PlaceOf(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DemonstrationException(path, "", $"cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Fills bytes from a place of a file.</summary>
    public static void Fill(SafeFileHandle handle, Span<byte> bytes, long offset)
    {
        for (var done = 0; done < bytes.Length; )
        {
            var read = RandomAccess.Read(handle, bytes[done..], offset + done);
            done += read > 0 ? read : throw new EndOfStreamException("was cut off while it was read");
        }
    }

    /// <summary>Whether an exception of those that read bytes means that these are damaged.</summary>
    public static bool IsDamage(Exception e) =>
        e is InvalidDataException or EndOfStreamException or OverflowException or ArgumentException;

    /// <summary>The same for people.</summary>
    public static DemonstrationException Damaged(string path, string field, Exception e) =>
        new(path, field, $"{e.Message.TrimEnd('.')}; is the file damaged or cut off?", e);

    private static ArrowFile Read(string path, SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        var at = Beginning(handle, length);
        ImmutableArray<ArrowField>? fields = null;
        var batches = ImmutableArray.CreateBuilder<ArrowBatch>();
        while (Head(handle, ref at, length) is { } bytes)
        {
            var message = FlatTable.Root(bytes);
            var body = message.Long(3);
            if (body < 0 || body > length - at)
            {
                throw new InvalidDataException($"claims {body} bytes of values where {length - at} are left");
            }
            switch (message.Byte(1))
            {
                case 1 when fields is null:
                    fields = ArrowField.Read(message.Table(2));
                    break;
                case 3:
                    batches.Add(
                        Batch(
                            fields ?? throw new InvalidDataException("holds values before it says of what"),
                            message.Table(2),
                            new ArrowBuffer(at, body)
                        )
                    );
                    break;
                default:
                    // Dictionaries of texts, which are not read.
                    break;
            }
            at += body;
        }
        return new ArrowFile(
            path,
            fields ?? throw new InvalidDataException("does not say what it holds"),
            batches.ToImmutable()
        );
    }

    /// <summary>A file has a mark before the stream that it holds, a stream has none.</summary>
    private static long Beginning(SafeFileHandle handle, long length)
    {
        Span<byte> mark = stackalloc byte[MagicBytes];
        if (length < MagicBytes)
        {
            throw new EndOfStreamException("ends too early");
        }
        Fill(handle, mark, 0);
        return mark.StartsWith("ARROW1"u8) ? MagicBytes : 0;
    }

    /// <summary>The description of the next message; null at the end. Moves on to its body.</summary>
    private static byte[]? Head(SafeFileHandle handle, ref long at, long length)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (length - at < 4)
        {
            return null;
        }
        var some = prefix[..(int)Math.Min(8, length - at)];
        Fill(handle, some, at);
        var size = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        at += 4;
        if (size == -1)
        {
            if (some.Length < 8)
            {
                return null;
            }
            size = BinaryPrimitives.ReadInt32LittleEndian(prefix[4..]);
            at += 4;
        }
        if (size == 0)
        {
            return null;
        }
        if (size < 0 || size > Math.Min(GreatestHead, length - at))
        {
            throw new InvalidDataException($"claims a message of {size} bytes where {length - at} are left");
        }
        var bytes = new byte[size];
        Fill(handle, bytes, at);
        at += size;
        return bytes;
    }

    private static ArrowBatch Batch(ImmutableArray<ArrowField> fields, FlatTable table, ArrowBuffer body)
    {
        if (table.Has(3))
        {
            throw new InvalidDataException("is compressed, which is not read; write it without compression");
        }
        var rows = table.Long(0);
        if (rows is < 0 or > int.MaxValue)
        {
            throw new InvalidDataException($"claims a batch of {rows} rows");
        }
        var parts = new Parts(table.Structs(1, 16), table.Structs(2, 16), body);
        var columns = ImmutableArray.CreateBuilder<ArrowNode>(fields.Length);
        foreach (var field in fields)
        {
            var node = parts.Next(field);
            if (node.Length != rows)
            {
                throw new InvalidDataException($"claims {node.Length} values of {field.Name} in {rows} rows");
            }
            columns.Add(node);
        }
        return new ArrowBatch((int)rows, columns.MoveToImmutable());
    }

    /// <summary>Hands out the descriptions of nodes and pieces in the order in which columns need them.</summary>
    private ref struct Parts(ReadOnlySpan<byte> nodes, ReadOnlySpan<byte> buffers, ArrowBuffer body)
    {
        private ReadOnlySpan<byte> _nodes = nodes;
        private ReadOnlySpan<byte> _buffers = buffers;

        public ArrowNode Next(ArrowField field)
        {
            var (length, gaps) = Pair(ref _nodes);
            if (length is < 0 or > int.MaxValue)
            {
                throw new InvalidDataException($"claims {length} values of {field.Name}");
            }
            var pieces = ImmutableArray.CreateBuilder<ArrowBuffer>(field.Buffers);
            for (var i = 0; i < field.Buffers; i++)
            {
                var (offset, bytes) = Pair(ref _buffers);
                if (offset < 0 || bytes < 0 || offset > body.Length || bytes > body.Length - offset)
                {
                    throw new InvalidDataException(
                        $"keeps {field.Name} in bytes {offset} to {offset + bytes} of a body of {body.Length}"
                    );
                }
                pieces.Add(new ArrowBuffer(body.Offset + offset, bytes));
            }
            var children = ImmutableArray.CreateBuilder<ArrowNode>(field.Children.Length);
            foreach (var child in field.Children)
            {
                children.Add(Next(child));
            }
            return new ArrowNode(field, length, gaps, pieces.MoveToImmutable(), children.MoveToImmutable());
        }

        private static (long First, long Second) Pair(ref ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length < 16)
            {
                throw new InvalidDataException("describes fewer pieces than its columns have");
            }
            var pair = (
                BinaryPrimitives.ReadInt64LittleEndian(bytes),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])
            );
            bytes = bytes[16..];
            return pair;
        }
    }
}
