using System.Buffers.Binary;
using System.Text;

namespace Gail.Data.Formats.Arrow;

/// <summary>
/// A table of FlatBuffers, in which Arrow describes itself. Whatever the bytes are, nothing outside of them is read.
/// </summary>
/// <param name="bytes">All of the buffer.</param>
/// <param name="at">Where the table begins.</param>
internal readonly ref struct FlatTable(ReadOnlySpan<byte> bytes, int at)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _at = at;

    /// <summary>The outermost table of a buffer.</summary>
    public static FlatTable Root(ReadOnlySpan<byte> bytes) => new(bytes, Target(bytes, 0));

    /// <summary>Whether a field is there.</summary>
    public bool Has(int field) => Place(field) > 0;

    public byte Byte(int field) => Place(field) is > 0 and var at ? Slice(at, 1)[0] : (byte)0;

    public bool Bool(int field) => Byte(field) != 0;

    public short Short(int field) =>
        Place(field) is > 0 and var at ? BinaryPrimitives.ReadInt16LittleEndian(Slice(at, 2)) : (short)0;

    public int Int(int field) =>
        Place(field) is > 0 and var at ? BinaryPrimitives.ReadInt32LittleEndian(Slice(at, 4)) : 0;

    public long Long(int field) =>
        Place(field) is > 0 and var at ? BinaryPrimitives.ReadInt64LittleEndian(Slice(at, 8)) : 0;

    /// <summary>A table within; there must be one.</summary>
    public FlatTable Table(int field) => new(_bytes, Target(_bytes, Required(field)));

    /// <summary>A text; empty where there is none.</summary>
    public string Text(int field)
    {
        if (Place(field) is not (> 0 and var at))
        {
            return "";
        }
        var start = Target(_bytes, at);
        return Encoding.UTF8.GetString(Slice(start + 4, BinaryPrimitives.ReadInt32LittleEndian(Slice(start, 4))));
    }

    /// <summary>The number of elements in a vector; 0 where there is none.</summary>
    public int Count(int field, int elementBytes)
    {
        if (Place(field) is not (> 0 and var at))
        {
            return 0;
        }
        var start = Target(_bytes, at);
        var count = BinaryPrimitives.ReadInt32LittleEndian(Slice(start, 4));
        return count >= 0 && (long)count * elementBytes <= _bytes.Length - start - 4
            ? count
            : throw new InvalidDataException($"claims a list of {count} elements");
    }

    /// <summary>The elements of a vector of structs.</summary>
    public ReadOnlySpan<byte> Structs(int field, int elementBytes)
    {
        var count = Count(field, elementBytes);
        return count == 0 ? [] : Slice(Target(_bytes, Place(field)) + 4, count * elementBytes);
    }

    /// <summary>A table out of a vector of tables.</summary>
    public FlatTable Item(int field, int index) =>
        new(_bytes, Target(_bytes, Target(_bytes, Required(field)) + 4 + (4 * index)));

    private int Required(int field) =>
        Place(field) is > 0 and var at ? at : throw new InvalidDataException("lacks a part of its description");

    private int Place(int field)
    {
        var entries = _at - BinaryPrimitives.ReadInt32LittleEndian(Slice(_at, 4));
        var size = BinaryPrimitives.ReadUInt16LittleEndian(Slice(entries, 2));
        var entry = 4 + (2 * field);
        if (entry + 2 > size)
        {
            return 0;
        }
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(Slice(entries + entry, 2));
        return offset == 0 ? 0 : _at + offset;
    }

    /// <summary>Where an offset leads: always forward, so that nothing leads back to itself.</summary>
    private static int Target(ReadOnlySpan<byte> bytes, int at)
    {
        if (at < 0 || at > bytes.Length - 4)
        {
            throw Outside();
        }
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
        return offset > 0 && offset <= bytes.Length - at - 4 ? at + (int)offset : throw Outside();
    }

    private ReadOnlySpan<byte> Slice(int at, int count) =>
        at >= 0 && count >= 0 && at <= _bytes.Length - count ? _bytes.Slice(at, count) : throw Outside();

    private static InvalidDataException Outside() => new("describes itself by what lies outside of it");
}
