using System.Runtime.InteropServices;
using Gail.Data.Formats.Npz;
using Gail.Numerics;

namespace Gail.Data.Formats.Arrays;

/// <summary>
/// Reads the rows of an array, which are all but its first dimension. Going forward is cheap; going back may mean to
/// begin again. For one thread at a time.
/// </summary>
internal abstract class ArrayReader : IDisposable
{
    private byte[] _raw = [];

    /// <summary>Name, type and shape.</summary>
    public abstract ArrayInfo Info { get; }

    /// <summary>The type of the elements.</summary>
    public abstract NpyType Type { get; }

    /// <summary>The first dimension; a scalar counts as one row.</summary>
    public int Rows => Info.Shape.IsEmpty ? 1 : Info.Shape[0];

    /// <summary>How many neighbouring rows the file keeps together, so that reading one costs as much as all.</summary>
    public virtual int RowsAtOnce => 1;

    /// <summary>The elements of a row.</summary>
    /// <exception cref="DemonstrationException">They take more than a span holds, 2 GiB.</exception>
    public int Columns
    {
        get
        {
            var columns = Info.Shape.Skip(1).Aggregate((Int128)1, (product, extent) => product * extent);
            return columns * Type.Size <= int.MaxValue
                ? (int)columns
                : throw Fail($"has rows of {columns} values, more than 2 GiB each.");
        }
    }

    /// <summary>Reads rows as numbers of a type: float, double, long or bool.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many; together they end within the array.</param>
    /// <param name="destination">Exactly as many elements.</param>
    public void Read<T>(int firstRow, int rows, Span<T> destination)
        where T : unmanaged
    {
        var columns = Columns;
        if (ElementConversion.IsSame<T>(Type))
        {
            // A span has no more than 2 GiB of bytes, an array may have more.
            var most = Math.Max(1, (1 << 30) / Math.Max(1, columns * Type.Size));
            for (var done = 0; done < rows; done += most)
            {
                var count = Math.Min(most, rows - done);
                ReadRaw(
                    firstRow + done,
                    count,
                    MemoryMarshal.AsBytes(destination.Slice(done * columns, count * columns))
                );
            }
            return;
        }
        // Converted piece by piece, so that no second array of the whole size is needed.
        var step = Math.Max(1, (1 << 18) / Math.Max(1, columns * Type.Size));
        for (var done = 0; done < rows; done += step)
        {
            var count = Math.Min(step, rows - done);
            var bytes = count * columns * Type.Size;
            if (_raw.Length < bytes)
            {
                _raw = GC.AllocateUninitializedArray<byte>(bytes);
            }
            ReadRaw(firstRow + done, count, _raw.AsSpan(0, bytes));
            ElementConversion.Convert(
                Info,
                Type,
                _raw.AsSpan(0, bytes),
                destination.Slice(done * columns, count * columns),
                (long)(firstRow + done) * columns,
                Fail
            );
        }
    }

    /// <summary>Reads rows as they are, in this machine's byte order, row-major.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many; together they end within the array.</param>
    /// <param name="destination">Exactly as many bytes.</param>
    public void ReadBytes(int firstRow, int rows, Span<byte> destination) => ReadRaw(firstRow, rows, destination);

    /// <summary>All elements, in the array's own shape.</summary>
    public NdArray<T> ReadAll<T>()
        where T : unmanaged
    {
        var shape = new Shape(Info.Shape.AsSpan());
        var values = GC.AllocateUninitializedArray<T>(shape.Length);
        if (values.Length > 0)
        {
            Read<T>(0, Rows, values);
        }
        Finish();
        return NdArray<T>.Own(shape, values);
    }

    /// <summary>The exception for a problem with this array.</summary>
    protected abstract DemonstrationException Fail(string problem);

    /// <summary>Reads rows as they are, in this machine's byte order, row-major.</summary>
    protected abstract void ReadRaw(int firstRow, int rows, Span<byte> destination);

    /// <summary>
    /// Verifies what only a whole reading can, such as a checksum. To be called once all wanted rows have been read.
    /// </summary>
    public virtual void Finish() { }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what is open.</summary>
    protected virtual void Dispose(bool disposing) { }
}
