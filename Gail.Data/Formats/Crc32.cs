using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gail.Data;

/// <summary>The checksum of zip archives: CRC-32 with the reflected polynomial 0xEDB88320 (ISO 3309).</summary>
/// <remarks>
/// Long stretches are folded by carry-less products, 64 bytes at a time: V. Gopal et al., Fast CRC Computation for
/// Generic Polynomials Using PCLMULQDQ Instruction, Intel 2009. The remainder that is left has the same checksum as
/// all before, and goes through the table like any 16 bytes.
/// </remarks>
internal static class Crc32
{
    private const int Block = 64;
    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of bytes that follow others.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The checksum of those before; 0 at the start.</param>
    public static uint Append(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        if (Pclmulqdq.IsSupported && bytes.Length >= 2 * Block)
        {
            var folded = bytes.Length / Block * Block;
            Span<byte> remainder = stackalloc byte[Vector128<byte>.Count];
            MemoryMarshal.Write(remainder, Fold(bytes[..folded], crc));
            crc = Bytewise(remainder, 0);
            bytes = bytes[folded..];
        }
        return ~Bytewise(bytes, crc);
    }

    /// <summary>The checksum byte by byte, without the inversions at both ends.</summary>
    internal static uint Bytewise(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (var value in bytes)
        {
            crc = Table[(byte)crc ^ value] ^ (crc >> 8);
        }
        return crc;
    }

    /// <summary>16 bytes that have, from 0, the same checksum as a whole number of blocks has from another.</summary>
    private static Vector128<ulong> Fold(ReadOnlySpan<byte> bytes, uint crc)
    {
        // Powers of x modulo the polynomial: by how much a stretch of 64 or 16 bytes is moved ahead.
        var by64 = Vector128.Create(0x0154442bd4ul, 0x01c6e41596ul);
        var by16 = Vector128.Create(0x01751997d0ul, 0x00ccaa009eul);
        var words = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var a = words[0] ^ Vector128.CreateScalar((ulong)crc);
        var (b, c, d) = (words[1], words[2], words[3]);
        for (var i = 4; i + 3 < words.Length; i += 4)
        {
            a = Moved(a, by64) ^ words[i];
            b = Moved(b, by64) ^ words[i + 1];
            c = Moved(c, by64) ^ words[i + 2];
            d = Moved(d, by64) ^ words[i + 3];
        }
        b ^= Moved(a, by16);
        c ^= Moved(b, by16);
        return d ^ Moved(c, by16);
    }

    private static Vector128<ulong> Moved(Vector128<ulong> value, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11);

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
            table[i] = crc;
        }
        return table;
    }
}
