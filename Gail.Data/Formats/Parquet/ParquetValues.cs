using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Gail.Data.Formats.Parquet;

/// <summary>Decodes the values of a page of numbers into elements of fixed size, one after the other.</summary>
internal static class ParquetValues
{
    /// <summary>Decodes all values of a page.</summary>
    /// <param name="column">Their type.</param>
    /// <param name="encoding">How they are stored.</param>
    /// <param name="content">The page.</param>
    /// <param name="dictionary">The values that a dictionary holds, decoded.</param>
    /// <param name="values">Exactly as many elements as there are.</param>
    /// <exception cref="InvalidDataException">There are fewer, or they are stored in a way that is not read.</exception>
    public static void Decode(
        ParquetColumn column,
        ParquetEncoding encoding,
        ReadOnlySpan<byte> content,
        ReadOnlySpan<byte> dictionary,
        Span<byte> values
    )
    {
        switch (encoding)
        {
            case ParquetEncoding.Plain when column.Type == ParquetType.Boolean:
                Bits(content, values);
                break;
            case ParquetEncoding.Plain:
                BinaryNumbers.Take(ref content, values.Length).CopyTo(values);
                break;
            case ParquetEncoding.PlainDictionary or ParquetEncoding.RunLengthDictionary:
                FromDictionary(content, dictionary, column.Size, values);
                break;
            case ParquetEncoding.RunLengths when column.Type == ParquetType.Boolean:
                Flags(content, values);
                break;
            case ParquetEncoding.ByteStreamSplit:
                Joined(content, column.Size, values);
                break;
            case ParquetEncoding.DeltaBinaryPacked when column.Type == ParquetType.Int32:
                DeltaBinaryPacked.Read(content, MemoryMarshal.Cast<byte, int>(values));
                break;
            case ParquetEncoding.DeltaBinaryPacked when column.Type == ParquetType.Int64:
                DeltaBinaryPacked.Read(content, MemoryMarshal.Cast<byte, long>(values));
                break;
            default:
                throw new InvalidDataException(
                    $"is encoded in a way that is not read (number {(int)encoding}); write it plain or with dictionaries"
                );
        }
    }

    private static void Bits(ReadOnlySpan<byte> content, Span<byte> values)
    {
        var bits = BinaryNumbers.Take(ref content, (values.Length + 7) / 8);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (byte)((bits[i >> 3] >> (i & 7)) & 1);
        }
    }

    private static void Flags(ReadOnlySpan<byte> content, Span<byte> values)
    {
        var runs = new RunLengths(BinaryNumbers.Prefixed(ref content), bitWidth: 1);
        Span<int> some = stackalloc int[1024];
        while (values.Length > 0)
        {
            var part = some[..Math.Min(some.Length, values.Length)];
            runs.Read(part);
            for (var i = 0; i < part.Length; i++)
            {
                values[i] = (byte)part[i];
            }
            values = values[part.Length..];
        }
    }

    private static void FromDictionary(
        ReadOnlySpan<byte> content,
        ReadOnlySpan<byte> dictionary,
        int size,
        Span<byte> values
    )
    {
        switch (size)
        {
            case 4:
                FromDictionary(
                    content,
                    MemoryMarshal.Cast<byte, uint>(dictionary),
                    MemoryMarshal.Cast<byte, uint>(values)
                );
                break;
            case 8:
                FromDictionary(
                    content,
                    MemoryMarshal.Cast<byte, ulong>(dictionary),
                    MemoryMarshal.Cast<byte, ulong>(values)
                );
                break;
            case 2:
                FromDictionary(
                    content,
                    MemoryMarshal.Cast<byte, ushort>(dictionary),
                    MemoryMarshal.Cast<byte, ushort>(values)
                );
                break;
            default:
                FromDictionary(content, dictionary, values);
                break;
        }
    }

    /// <summary>Values that are places in a dictionary.</summary>
    public static void FromDictionary<T>(ReadOnlySpan<byte> content, ReadOnlySpan<T> dictionary, Span<T> values)
    {
        if (values.IsEmpty)
        {
            return;
        }
        var runs = new RunLengths(content[1..], BinaryNumbers.Take(ref content, 1)[0]);
        Span<int> places = stackalloc int[1024];
        while (values.Length > 0)
        {
            var some = places[..Math.Min(places.Length, values.Length)];
            runs.Read(some);
            for (var i = 0; i < some.Length; i++)
            {
                values[i] =
                    (uint)some[i] < (uint)dictionary.Length
                        ? dictionary[some[i]]
                        : throw new InvalidDataException(
                            $"asks for value {(uint)some[i]} of a dictionary of {dictionary.Length}"
                        );
            }
            values = values[some.Length..];
        }
    }

    /// <summary>The first bytes of all elements, then the second ones, ...</summary>
    private static void Joined(ReadOnlySpan<byte> content, int size, Span<byte> values)
    {
        var bytes = BinaryNumbers.Take(ref content, values.Length);
        var count = values.Length / size;
        for (var part = 0; part < size; part++)
        {
            var some = bytes.Slice(part * count, count);
            for (var i = 0; i < count; i++)
            {
                values[(i * size) + part] = some[i];
            }
        }
    }
}

/// <summary>Whole numbers as the differences to the ones before, packed into as few bits as a block of them needs.</summary>
internal static class DeltaBinaryPacked
{
    private const int GreatestBlock = 1 << 20;

    public static void Read(ReadOnlySpan<byte> content, Span<int> values)
    {
        var numbers = new long[values.Length];
        Read(content, numbers);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (int)numbers[i];
        }
    }

    public static void Read(ReadOnlySpan<byte> content, Span<long> values)
    {
        var block = BinaryNumbers.Varint(ref content);
        var parts = BinaryNumbers.Varint(ref content);
        var count = BinaryNumbers.Varint(ref content);
        var value = BinaryNumbers.ZigZag(BinaryNumbers.Varint(ref content));
        if (
            block is 0 or > GreatestBlock
            || parts is 0
            || parts > block / 8
            || block % parts != 0
            || block / parts % 8 != 0
        )
        {
            throw new InvalidDataException($"packs differences in blocks of {block} values in {parts} parts");
        }
        if (count < (ulong)values.Length)
        {
            throw new InvalidDataException($"holds {count} values where {values.Length} are claimed");
        }
        if (values.IsEmpty)
        {
            return;
        }
        values[0] = value;
        values = values[1..];
        while (values.Length > 0)
        {
            var least = BinaryNumbers.ZigZag(BinaryNumbers.Varint(ref content));
            var widths = BinaryNumbers.Take(ref content, (int)parts);
            for (var part = 0; part < widths.Length && values.Length > 0; part++)
            {
                var all = (int)(block / parts);
                var some = values[..Math.Min(all, values.Length)];
                var bytes = BinaryNumbers.Take(ref content, Math.Min((long)all * widths[part] / 8, content.Length));
                Unpack(bytes, widths[part], some);
                foreach (ref var difference in some)
                {
                    value = unchecked(value + least + difference);
                    difference = value;
                }
                values = values[some.Length..];
            }
        }
    }

    private static void Unpack(ReadOnlySpan<byte> bytes, int width, Span<long> values)
    {
        if (width > 64 || (long)values.Length * width > (long)bytes.Length * 8)
        {
            throw new EndOfStreamException("ends too early");
        }
        Span<byte> word = stackalloc byte[16];
        for (var i = 0; i < values.Length; i++)
        {
            var bit = (long)i * width;
            var from = (int)(bit / 8);
            word.Clear();
            bytes[from..Math.Min(bytes.Length, from + 9)].CopyTo(word);
            var number = BinaryPrimitives.ReadUInt128LittleEndian(word) >> (int)(bit % 8);
            values[i] = (long)(ulong)(number & ((UInt128.One << width) - 1));
        }
    }
}
