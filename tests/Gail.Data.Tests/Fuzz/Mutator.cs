using System.Buffers.Binary;
using System.Text;
using Gail.Numerics;

namespace Gail.Data.Tests.Fuzz;

/// <summary>Damages a file at random, in the ways files are damaged by accident and on purpose.</summary>
internal static class Mutator
{
    // What a size, an offset or a count might be changed to.
    private static readonly long[] Extremes =
    [
        -1,
        0,
        1,
        0x7F,
        0x80,
        0xFFFF,
        0x7FFF_FFFF,
        0x8000_0000,
        0xFFFF_FFFF,
        0x1_0000_0000,
        0x4000_0000_0000_0000,
        long.MaxValue,
        long.MinValue,
    ];

    private static readonly string[] Texts =
    [
        "NaN",
        "1e999",
        "-",
        "\"",
        ",",
        "\n",
        "\r\n\r\n",
        "\0",
        "null",
        "{}",
        "99999999999999999999",
        "../../../../etc/passwd",
        "__import__('os')",
        "cos\nsystem\n",
        "cbuiltins\neval\n(S'1'\ntR",
        "h\0h\0h\0h\0",
        "\uFEFF",
    ];

    /// <summary>A damaged copy.</summary>
    /// <param name="valid">The file.</param>
    /// <param name="other">Another one, of which pieces may come.</param>
    /// <param name="key">Decides what and where.</param>
    public static byte[] Damaged(byte[] valid, byte[] other, RandomKey key)
    {
        var bytes = valid.ToArray();
        for (var again = 0; again <= key.Below(0, 3); again++)
        {
            bytes = Once(bytes, other, key.Fold(again));
            if (bytes.Length == 0)
            {
                break;
            }
        }
        return bytes;
    }

    private static byte[] Once(byte[] bytes, byte[] other, RandomKey key)
    {
        var at = key.Below(0, bytes.Length);
        switch (key.Below(1, 10))
        {
            case 0: // cut off
                return bytes[..at];
            case 1: // a stretch left out
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + key.Below(2, 64))..]];
            case 2: // a stretch twice
                var end = Math.Min(bytes.Length, at + 1 + key.Below(2, 64));
                return [.. bytes[..end], .. bytes[at..]];
            case 3: // the head of another
                return [.. other[..Math.Min(other.Length, key.Below(2, 256))], .. bytes[at..]];
            case 4: // a piece of another in the middle
                var from = key.Below(2, other.Length);
                var piece = other[from..Math.Min(other.Length, from + 1 + key.Below(3, 64))];
                return [.. bytes[..at], .. piece, .. bytes[Math.Min(bytes.Length, at + piece.Length)..]];
            case 5: // a size that cannot be
                return Number(
                    bytes,
                    at,
                    Extremes[key.Below(2, Extremes.Length)],
                    1 << key.Below(3, 4),
                    key.Below(4, 2) == 0
                );
            case 6: // words that mean something to some parser
                return [.. bytes[..at], .. Encoding.UTF8.GetBytes(Texts[key.Below(2, Texts.Length)]), .. bytes[at..]];
            case 7: // deep nesting
                var opening = (byte)"[{("[key.Below(2, 3)];
                return [.. bytes[..at], .. Enumerable.Repeat(opening, 1 << key.Below(3, 14)), .. bytes[at..]];
            case 8: // an extreme byte
                bytes[at] = (byte)(key.Below(2, 2) * 255);
                return bytes;
            default: // flipped bits
                for (var flip = 0; flip <= key.Below(2, 6); flip++)
                {
                    bytes[key.Below(10 + (ulong)flip, bytes.Length)] ^= (byte)(1 << key.Below(20 + (ulong)flip, 8));
                }
                return bytes;
        }
    }

    private static byte[] Number(byte[] bytes, int at, long value, int size, bool bigEndian)
    {
        Span<byte> number = stackalloc byte[8];
        if (bigEndian)
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            number = number[^size..];
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            number = number[..size];
        }
        number[..Math.Min(size, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
