using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Gail.Data.Formats.Arrays;

/// <summary>Puts elements into this machine's order of bytes and rows.</summary>
internal static class ByteOrder
{
    /// <summary>Turns the bytes of each element round, in place.</summary>
    public static void Reverse(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, short>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, int>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, long>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            default:
                break;
        }
    }

    /// <summary>From the first dimension varying fastest to the last.</summary>
    public static byte[] RowMajor(ReadOnlySpan<byte> columnMajor, ReadOnlySpan<int> extents, int size)
    {
        var strides = new int[extents.Length];
        for (int d = 0, stride = size; d < strides.Length; stride *= extents[d], d++)
        {
            strides[d] = stride;
        }
        var rowMajor = new byte[columnMajor.Length];
        var index = new int[extents.Length];
        var offset = 0;
        for (var i = 0; i < rowMajor.Length; i += size)
        {
            columnMajor.Slice(offset, size).CopyTo(rowMajor.AsSpan(i));
            // Counts like an odometer: the last dimension first.
            for (var d = index.Length - 1; d >= 0; d--)
            {
                offset += strides[d];
                if (++index[d] < extents[d])
                {
                    break;
                }
                offset -= strides[d] * extents[d];
                index[d] = 0;
            }
        }
        return rowMajor;
    }
}
