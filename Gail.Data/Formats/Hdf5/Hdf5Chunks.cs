using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Hdf5;

/// <summary>How a dataset is cut into chunks, each of which is unpacked as a whole; zeros where there are none.</summary>
/// <param name="Bytes">The bytes of a chunk.</param>
/// <param name="RowBytes">The bytes of all chunks that one row goes through.</param>
/// <param name="Rows">The rows of a chunk; 1 where there are none.</param>
internal readonly record struct Hdf5Chunks(long Bytes, long RowBytes, int Rows)
{
    private const int ChunkedLayout = 2;

    /// <summary>Asks a dataset's creation properties.</summary>
    /// <param name="create">The properties.</param>
    /// <param name="info">The dataset.</param>
    /// <param name="size">The bytes of an element.</param>
    public static unsafe Hdf5Chunks Of(long create, ArrayInfo info, int size)
    {
        var rank = info.Shape.Length;
        if (rank == 0 || Hdf5Native.H5Pget_layout(create) != ChunkedLayout)
        {
            return new Hdf5Chunks(0, 0, 1);
        }
        var extents = stackalloc ulong[rank];
        if (Hdf5Check.Ok(Hdf5Native.H5Pget_chunk(create, rank, extents), "the chunks cannot be described") != rank)
        {
            throw new Hdf5Exception("the chunks have another number of dimensions than the dataset.");
        }
        Int128 one = size;
        Int128 row = size;
        for (var d = 0; d < rank; d++)
        {
            one *= extents[d];
            row *= d == 0 ? extents[d] : Math.Max(extents[d], (ulong)info.Shape[d] + extents[d]);
            // Each extent is below 2^32 in a valid file, and the sum is only compared.
            (one, row) = (Int128.Min(one, long.MaxValue), Int128.Min(row, long.MaxValue));
        }
        return new Hdf5Chunks((long)one, (long)row, (int)Math.Clamp(extents[0], 1, int.MaxValue));
    }
}
