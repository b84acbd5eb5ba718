using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Hdf5;

/// <summary>
/// Reads rows of a dataset straight into the caller's memory; the library turns byte order and odd sizes round on the
/// way.
/// </summary>
internal sealed unsafe class Hdf5ArrayReader : ArrayReader
{
    // For each column that is read at the same time; a child has addresses for some of them.
    private const long GreatestCache = 1 << 28;
    private const long UsualCache = 1 << 20;

    private readonly string _path;
    private readonly Hdf5Handle _dataset;
    private readonly Hdf5Handle _memoryType;

    /// <summary>Opens a dataset; within <see cref="Hdf5Library.Guarded"/>.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="file">The open file.</param>
    /// <param name="info">The dataset.</param>
    /// <param name="type">Its type.</param>
    /// <param name="claims">What the file's datasets claim.</param>
    public Hdf5ArrayReader(string path, long file, ArrayInfo info, NpyType type, Hdf5Claims claims)
    {
        _path = path;
        Info = info;
        Type = type;
        (_dataset, RowsAtOnce) = Opened(file, info, type, claims);
        try
        {
            Hdf5Dataset.CheckUnchanged(_dataset.Id, info);
            using var fileType = Hdf5Handle.Of(Hdf5Native.H5Dget_type(_dataset.Id), "the type cannot be read");
            _memoryType = Hdf5Type.Memory(fileType.Id, type);
        }
        catch
        {
            _dataset.Dispose();
            throw;
        }
    }

    public override ArrayInfo Info { get; }

    public override NpyType Type { get; }

    public override int RowsAtOnce { get; }

    protected override DemonstrationException Fail(string problem) => new(_path, Info.Name, problem);

    protected override void ReadRaw(int firstRow, int rows, Span<byte> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }
        fixed (byte* start = destination)
        {
            var buffer = (nint)start;
            Hdf5Library.Guarded(_path, Info.Name, () => Read(firstRow, rows, buffer));
        }
    }

    protected override void Dispose(bool disposing) =>
        Hdf5Library.Guarded(
            _path,
            Info.Name,
            () =>
            {
                _memoryType.Dispose();
                _dataset.Dispose();
                return true;
            }
        );

    private int Read(int firstRow, int rows, nint buffer)
    {
        const string Failure = "the values cannot be read; the file is damaged or was cut off";
        var rank = Info.Shape.Length;
        if (rank == 0)
        {
            return Hdf5Check.Ok(Hdf5Native.H5Dread(_dataset.Id, _memoryType.Id, 0, 0, 0, buffer), Failure);
        }
        var start = stackalloc ulong[rank];
        var count = stackalloc ulong[rank];
        for (var d = 0; d < rank; d++)
        {
            (start[d], count[d]) = d == 0 ? ((ulong)firstRow, (ulong)rows) : (0, (ulong)Info.Shape[d]);
        }
        using var fileSpace = Hdf5Handle.Of(Hdf5Native.H5Dget_space(_dataset.Id), Failure);
        Hdf5Check.Ok(Hdf5Native.H5Sselect_hyperslab(fileSpace.Id, 0, start, null, count, null), Failure);
        using var memorySpace = Hdf5Handle.Of(Hdf5Native.H5Screate_simple(rank, count, null), Failure);
        return Hdf5Check.Ok(
            Hdf5Native.H5Dread(_dataset.Id, _memoryType.Id, memorySpace.Id, fileSpace.Id, 0, buffer),
            Failure
        );
    }

    /// <summary>Opens the dataset after a look at how it is stored.</summary>
    private static (Hdf5Handle Dataset, int RowsAtOnce) Opened(
        long file,
        ArrayInfo info,
        NpyType type,
        Hdf5Claims claims
    )
    {
        const string Failure = "cannot be opened";
        using var access = Hdf5Handle.Of(
            Hdf5Native.H5Pcreate(Hdf5Library.Constant("H5P_CLS_DATASET_ACCESS_ID_g")),
            Failure
        );
        int rowsAtOnce;
        using (var dataset = Hdf5Handle.Of(Hdf5Native.H5Dopen2(file, "/" + info.Name, 0), Failure))
        {
            Hdf5Dataset.CheckUnchanged(dataset.Id, info);
            using var create = Hdf5Handle.Of(Hdf5Native.H5Dget_create_plist(dataset.Id), Failure);
            Hdf5Filters.Check(create.Id);
            using var fileType = Hdf5Handle.Of(Hdf5Native.H5Dget_type(dataset.Id), Failure);
            var size = Math.Max(type.Size, checked((int)Hdf5Native.H5Tget_size(fileType.Id)));
            (var chunk, var chunkRow, rowsAtOnce) = Hdf5Chunks.Of(create.Id, info, size);
            claims.Check(info, size, (long)Hdf5Native.H5Dget_storage_size(dataset.Id), chunk);
            if (chunkRow <= UsualCache)
            {
                return (Hdf5Handle.Of(Hdf5Native.H5Dopen2(file, "/" + info.Name, 0), Failure), rowsAtOnce);
            }
            // Reading on must not unpack the same chunks again.
            var cache = (nuint)Math.Min(chunkRow, GreatestCache);
            Hdf5Check.Ok(Hdf5Native.H5Pset_chunk_cache(access.Id, 10007, cache, 1), Failure);
        }
        return (Hdf5Handle.Of(Hdf5Native.H5Dopen2(file, "/" + info.Name, access.Id), Failure), rowsAtOnce);
    }
}
