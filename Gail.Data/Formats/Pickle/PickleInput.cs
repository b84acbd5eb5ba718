using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Gail.Data.Formats.Pickle;

/// <summary>
/// Reads a pickle from front to back. Every length is checked against what is left of the stream before memory is taken;
/// what is long stays where it lies.
/// </summary>
/// <param name="stream">A seekable stream, at the first byte.</param>
internal sealed class PickleInput(Stream stream)
{
    // Names and keys are short, arrays are long.
    private const int LongestHeldText = 1 << 16;
    private const int LongestHeldBytes = 1 << 12;

    // Of numbers: Python's random generators have states of 128 bits.
    private const int LongestInteger = 1 << 10;

    private readonly long _length = stream.Length;
    private long _position = stream.Position;

    /// <summary>The byte that is read next.</summary>
    public long Position => _position;

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd => _position == _length;

    public byte Byte()
    {
        var value = stream.ReadByte();
        if (value < 0)
        {
            throw CutOff();
        }
        _position++;
        return (byte)value;
    }

    /// <summary>An unsigned number, the lowest byte first.</summary>
    /// <param name="size">Its bytes: 1, 2, 4 or 8.</param>
    public ulong Number(int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        Fill(bytes[..size]);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public double Double()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    /// <summary>A length of what follows.</summary>
    /// <param name="size">Its bytes.</param>
    public long Length(int size) =>
        Number(size) is var length && length <= (ulong)(_length - _position)
            ? (long)length
            : throw new PickleException(
                $"something of {length} bytes is announced at byte {_position} but {_length - _position} are left; the file is damaged or was cut off."
            );

    /// <summary>A text: a string, or where it lies if it is long.</summary>
    public object Text(int size)
    {
        var length = Length(size);
        if (length <= LongestHeldText)
        {
            return PickleText.OfUtf8(Take(length));
        }
        var offset = _position;
        var characters = 0L;
        Span<byte> piece = stackalloc byte[1 << 12];
        while (_position < offset + length)
        {
            var part = piece[..(int)Math.Min(piece.Length, offset + length - _position)];
            Fill(part);
            foreach (var value in part)
            {
                // All but what continues a character.
                characters += (value & 0xC0) != 0x80 ? 1 : 0;
            }
        }
        return new PickleLongText(offset, length, characters);
    }

    public PickleBytes Bytes(int size)
    {
        var length = Length(size);
        if (length <= LongestHeldBytes)
        {
            return new HeldBytes(Take(length));
        }
        var bytes = new FileBytes(_position, length);
        Skip(length);
        return bytes;
    }

    /// <summary>Passes over bytes that must be there.</summary>
    public void Skip(long count)
    {
        if (count > _length - _position)
        {
            throw CutOff();
        }
        _position += count;
        stream.Position = _position;
    }

    /// <summary>A string of Python 2: text where it is short, for it may be a name; bytes where it is long.</summary>
    public object ByteString(int size) =>
        Bytes(size) is var bytes && bytes is HeldBytes held ? Latin(held.Values) : bytes;

    /// <summary>A line of text without its end.</summary>
    public byte[] Line()
    {
        var line = new List<byte>();
        while (Byte() is var value && value != '\n')
        {
            line.Add(value);
        }
        return [.. line];
    }

    public string Name() => PickleText.OfUtf8(Line());

    /// <summary>An integer in two's complement, the lowest byte first.</summary>
    /// <param name="size">The bytes of its length.</param>
    public object Integer(int size)
    {
        var length = Length(size);
        return length <= LongestInteger
            ? Simplest(new BigInteger(Take(length)))
            : throw new PickleException($"an integer of {length} bytes is more than any number here.");
    }

    /// <summary>An integer in decimal digits, with the L that Python 2 puts behind long ones.</summary>
    public object Decimal()
    {
        var line = Line();
        var digits = line is [.. var before, (byte)'L'] ? before : line;
        return
            digits.Length <= LongestInteger
            && BigInteger.TryParse(
                PickleText.OfUtf8(digits),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
            ? Simplest(value)
            : throw new PickleException($"expected an integer before byte {_position}.");
    }

    // As an object: a long and a BigInteger have a common type, the wrong one.
    private static object Simplest(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;

    private static string Latin(byte[] values) => System.Text.Encoding.Latin1.GetString(values);

    private byte[] Take(long length)
    {
        var bytes = new byte[length];
        Fill(bytes);
        return bytes;
    }

    private void Fill(Span<byte> bytes)
    {
        if (bytes.Length > _length - _position)
        {
            throw CutOff();
        }
        stream.ReadExactly(bytes);
        _position += bytes.Length;
    }

    private PickleException CutOff() =>
        new($"it ends at byte {_position} in the middle; the file is damaged or was cut off.");
}
