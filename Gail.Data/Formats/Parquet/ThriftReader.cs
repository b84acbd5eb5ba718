using System.Buffers.Binary;

namespace Gail.Data.Formats.Parquet;

/// <summary>The types of Thrift's compact protocol.</summary>
internal enum ThriftType
{
    Stop = 0,
    True = 1,
    False = 2,
    Byte = 3,
    I16 = 4,
    I32 = 5,
    I64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
    Uuid = 13,
}

/// <summary>A field of a struct: its number and the type of the value that follows.</summary>
internal readonly record struct ThriftField(int Id, ThriftType Type)
{
    public bool IsThere => Type != ThriftType.Stop;
}

/// <summary>The head of a list.</summary>
internal readonly record struct ThriftList(int Count, ThriftType Type);

/// <summary>
/// Reads Thrift's compact protocol, in which Parquet describes itself. Whatever the bytes are, it stays within them, ends,
/// and takes no more memory than they are long.
/// </summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    // Parquet's own structs are nested less than half as deeply.
    private const int GreatestDepth = 24;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _depth;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>Begins a struct: its first field. Go on with <see cref="After"/> until none is there.</summary>
    public ThriftField Begin()
    {
        if (++_depth > GreatestDepth)
        {
            throw new InvalidDataException($"is nested more than {GreatestDepth} deep");
        }
        return After(default);
    }

    /// <summary>The field after one whose value was read or skipped.</summary>
    public ThriftField After(ThriftField field)
    {
        var head = Byte();
        if (head == 0)
        {
            _depth--;
            return default;
        }
        var step = head >> 4;
        return new ThriftField(step > 0 ? field.Id + step : (short)ZigZag(), Known(head & 15));
    }

    public readonly bool Bool(ThriftField field) =>
        field.Type switch
        {
            ThriftType.True => true,
            ThriftType.False => false,
            _ => throw Unexpected(field.Type),
        };

    public long Integer(ThriftField field) => Integer(field.Type);

    public long Integer(ThriftType type) =>
        type switch
        {
            ThriftType.Byte => (sbyte)Byte(),
            ThriftType.I16 or ThriftType.I32 or ThriftType.I64 => ZigZag(),
            _ => throw Unexpected(type),
        };

    /// <summary>A number that must not be negative and counts or places something.</summary>
    public long Size(ThriftField field) =>
        Integer(field) is >= 0 and var size ? size : throw new InvalidDataException("claims a negative size");

    public ReadOnlySpan<byte> Binary(ThriftField field) => Binary(field.Type);

    public ReadOnlySpan<byte> Binary(ThriftType type) =>
        type == ThriftType.Binary ? Take(Varint()) : throw Unexpected(type);

    public ThriftList List(ThriftField field)
    {
        if (field.Type is not (ThriftType.List or ThriftType.Set))
        {
            throw Unexpected(field.Type);
        }
        var head = Byte();
        var count = head >> 4 == 15 ? Varint() : (ulong)(head >> 4);
        // Every element takes a byte at least.
        return count <= (ulong)(_bytes.Length - Position)
            ? new ThriftList((int)count, Known(head & 15))
            : throw Short();
    }

    /// <summary>Passes over the value of a field.</summary>
    public void Skip(ThriftField field) => Skip(field.Type, isElement: false);

    private void Skip(ThriftType type, bool isElement)
    {
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                // Within lists booleans take a byte, as fields they lie in the head.
                _ = isElement ? Byte() : 0;
                break;
            case ThriftType.Byte:
                Byte();
                break;
            case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                Varint();
                break;
            case ThriftType.Double:
                Take(8);
                break;
            case ThriftType.Uuid:
                Take(16);
                break;
            case ThriftType.Binary:
                Take(Varint());
                break;
            case ThriftType.List or ThriftType.Set:
                var list = List(new ThriftField(0, type));
                if (++_depth > GreatestDepth)
                {
                    throw new InvalidDataException($"is nested more than {GreatestDepth} deep");
                }
                for (var i = 0; i < list.Count; i++)
                {
                    Skip(list.Type, isElement: true);
                }
                _depth--;
                break;
            case ThriftType.Struct:
                for (var field = Begin(); field.IsThere; field = After(field))
                {
                    Skip(field);
                }
                break;
            default:
                throw Unexpected(type);
        }
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - Position))
        {
            throw Short();
        }
        Position += (int)count;
        return _bytes.Slice(Position - (int)count, (int)count);
    }

    private byte Byte() => Position < _bytes.Length ? _bytes[Position++] : throw Short();

    private long ZigZag() => BinaryNumbers.ZigZag(Varint());

    private ulong Varint()
    {
        var rest = _bytes[Position..];
        var value = BinaryNumbers.Varint(ref rest);
        Position = _bytes.Length - rest.Length;
        return value;
    }

    private static ThriftType Known(int type) =>
        type is > 0 and <= (int)ThriftType.Uuid ? (ThriftType)type : throw Unexpected((ThriftType)type);

    private static InvalidDataException Unexpected(ThriftType type) =>
        new($"holds a value of the unexpected type {(int)type}");

    private static EndOfStreamException Short() => new("ends too early");
}

/// <summary>Whole numbers as Parquet and Thrift pack them.</summary>
internal static class BinaryNumbers
{
    /// <summary>Seven bits a byte, the lowest first; moves on behind them.</summary>
    public static ulong Varint(scoped ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }
        throw bytes.Length < 10
            ? new EndOfStreamException("ends too early")
            : new InvalidDataException("holds a number of more than 64 bits");
    }

    /// <summary>0, -1, 1, -2, 2, ... from 0, 1, 2, 3, 4, ...</summary>
    public static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    /// <summary>Four bytes that say how many others follow; moves on behind all of them.</summary>
    public static ReadOnlySpan<byte> Prefixed(scoped ref ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.Length < 4
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var length && length > bytes.Length - 4
        )
        {
            throw new EndOfStreamException("ends too early");
        }
        var taken = bytes.Slice(4, (int)length);
        bytes = bytes[(4 + (int)length)..];
        return taken;
    }

    /// <summary>The first bytes of many; moves on behind them.</summary>
    public static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> bytes, long count)
    {
        if (count < 0 || count > bytes.Length)
        {
            throw new EndOfStreamException("ends too early");
        }
        var taken = bytes[..(int)count];
        bytes = bytes[(int)count..];
        return taken;
    }
}
