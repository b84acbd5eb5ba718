using System.Runtime.InteropServices;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Pickle;

/// <summary>Reads elements at regular distances: neighbours as they lie, others one by one.</summary>
internal sealed class StridedReader(string path, ArrayInfo info, StridedArray array, PickleStore store) : ArrayReader
{
    private readonly bool _isRowMajor = IsRowMajor(array);
    private byte[]? _span;

    public override ArrayInfo Info => info;

    public override NpyType Type => array.Elements;

    protected override DemonstrationException Fail(string problem) => new(path, info.Name, problem);

    protected override void ReadRaw(int firstRow, int rows, Span<byte> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }
        // Half as wide where they lie: widened in place from the end.
        var stored = array.IsBrainFloat ? destination[..(destination.Length / 2)] : destination;
        try
        {
            if (_isRowMajor)
            {
                var first = array.Offset + ((long)firstRow * Columns);
                array.Bytes.Read(store, first * array.StoredSize, stored);
            }
            else
            {
                Gather(firstRow, stored);
            }
        }
        catch (Exception e) when (e is PickleException || ZipMembers.IsDamage(e))
        {
            throw new DemonstrationException(path, info.Name, $"cannot be read: {e.Message}", e);
        }
        if (array.Elements.BigEndian == BitConverter.IsLittleEndian)
        {
            ByteOrder.Reverse(stored, array.StoredSize);
        }
        if (array.IsBrainFloat)
        {
            Widen(stored, destination);
        }
    }

    private static void Widen(ReadOnlySpan<byte> stored, Span<byte> destination)
    {
        var halves = MemoryMarshal.Cast<byte, ushort>(stored);
        var wide = MemoryMarshal.Cast<byte, uint>(destination);
        // Each lands at or behind where it came from, and what it covers has been read.
        for (var i = halves.Length - 1; i >= 0; i--)
        {
            wide[i] = (uint)halves[i] << 16;
        }
    }

    private void Gather(int firstRow, Span<byte> destination)
    {
        var (shape, strides, size) = (array.Shape, array.Strides, array.StoredSize);
        _span ??= Span();
        var index = new int[shape.Length];
        index[0] = firstRow;
        var at = firstRow * strides[0];
        for (var i = 0; i < destination.Length; i += size)
        {
            _span.AsSpan((int)(at * size), size).CopyTo(destination[i..]);
            // Counts like an odometer: the last dimension first.
            for (var d = shape.Length - 1; d >= 0; d--)
            {
                at += strides[d];
                if (++index[d] < shape[d])
                {
                    break;
                }
                at -= strides[d] * shape[d];
                index[d] = 0;
            }
        }
    }

    /// <summary>From the first element to the last.</summary>
    private byte[] Span()
    {
        var last = array.Shape.Select((extent, d) => (extent - 1) * array.Strides[d]).Sum();
        var bytes = (last + 1) * array.StoredSize;
        if (bytes > Array.MaxLength)
        {
            throw Fail(
                $"lies over {bytes} bytes, expected {Array.MaxLength} at most; save it in rows, one after the other."
            );
        }
        var span = GC.AllocateUninitializedArray<byte>((int)bytes);
        array.Bytes.Read(store, array.Offset * array.StoredSize, span);
        return span;
    }

    private static bool IsRowMajor(StridedArray array)
    {
        var expected = PickleShape.RowMajor(array.Shape);
        // How far apart neighbours are does not matter where there are none.
        return array.Shape.Contains(0)
            || !array.Shape.Where((extent, d) => extent > 1 && array.Strides[d] != expected[d]).Any();
    }
}
