using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Hdf5;

/// <summary>Reads a dataset of text as a whole: names and the like, of a fixed length or of any.</summary>
internal static unsafe class Hdf5Texts
{
    /// <summary>The most bytes that all texts of a dataset may have.</summary>
    public const int MaximumBytes = 1 << 23;

    private const int ScalarSpace = 0;
    private const int MaximumCount = 1 << 20;
    private const string Failure = "the texts cannot be read; the file is damaged or was cut off";

    /// <summary>The texts of a scalar or a list; within <see cref="Hdf5Library.Guarded"/>.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="info">The dataset.</param>
    /// <param name="claims">What the file's datasets claim.</param>
    public static ImmutableArray<string> Read(long file, ArrayInfo info, Hdf5Claims claims)
    {
        using var dataset = Hdf5Handle.Of(Hdf5Native.H5Dopen2(file, "/" + info.Name, 0), "cannot be opened");
        Hdf5Dataset.CheckUnchanged(dataset.Id, info);
        using var type = Hdf5Handle.Of(Hdf5Native.H5Dget_type(dataset.Id), Failure);
        if (Hdf5Native.H5Tget_class(type.Id) != Hdf5Type.StringClass || info.Shape.Length > 1)
        {
            throw new Hdf5Exception("expected a list of texts, such as names, but it is something else.");
        }
        var count = info.Shape.IsEmpty ? 1 : info.Shape[0];
        if (count > MaximumCount)
        {
            throw new Hdf5Exception($"has {count} texts, expected {MaximumCount} at most.");
        }
        using var create = Hdf5Handle.Of(Hdf5Native.H5Dget_create_plist(dataset.Id), Failure);
        Hdf5Filters.Check(create.Id);
        var size = (long)Hdf5Native.H5Tget_size(type.Id);
        var isVariable = Hdf5Native.H5Tis_variable_str(type.Id) > 0;
        CheckSize(isVariable ? 0 : size * count);
        var chunk = Hdf5Chunks.Of(create.Id, info, (int)Math.Min(size, MaximumBytes)).Bytes;
        claims.Check(info, (int)size, (long)Hdf5Native.H5Dget_storage_size(dataset.Id), chunk);
        return count == 0 ? []
            : isVariable ? OfAnyLength(dataset.Id, type.Id, count)
            : OfFixedLength(dataset.Id, type.Id, count, (int)size);
    }

    private static ImmutableArray<string> OfFixedLength(long dataset, long type, int count, int size)
    {
        var bytes = new byte[size * count];
        fixed (byte* start = bytes)
        {
            Hdf5Check.Ok(Hdf5Native.H5Dread(dataset, type, 0, 0, 0, (nint)start), Failure);
        }
        return [.. Enumerable.Range(0, count).Select(i => Hdf5Attribute.Decoded(bytes.AsSpan(i * size, size)))];
    }

    private static ImmutableArray<string> OfAnyLength(long dataset, long type, int count)
    {
        using var fileSpace = Hdf5Handle.Of(Hdf5Native.H5Dget_space(dataset), Failure);
        using var memorySpace = Hdf5Handle.Of(Hdf5Native.H5Screate(ScalarSpace), Failure);
        var isScalar = Hdf5Native.H5Sget_simple_extent_ndims(fileSpace.Id) == 0;
        var texts = ImmutableArray.CreateBuilder<string>(count);
        var bytes = 0L;
        // One by one: in a damaged file each may be as long as the file, and all of them the same.
        for (var i = 0; i < count; i++)
        {
            var (place, one) = ((ulong)i, 1UL);
            if (!isScalar)
            {
                Hdf5Check.Ok(Hdf5Native.H5Sselect_hyperslab(fileSpace.Id, 0, &place, null, &one, null), Failure);
            }
            byte* text = null;
            Hdf5Check.Ok(Hdf5Native.H5Dread(dataset, type, memorySpace.Id, fileSpace.Id, 0, (nint)(&text)), Failure);
            try
            {
                var content = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
                bytes += content.Length;
                CheckSize(bytes);
                texts.Add(Encoding.UTF8.GetString(content));
            }
            finally
            {
                _ = Hdf5Native.H5free_memory((nint)text);
            }
        }
        return texts.MoveToImmutable();
    }

    private static void CheckSize(long bytes)
    {
        if (bytes > MaximumBytes)
        {
            throw new Hdf5Exception($"has {bytes} bytes of text, expected {MaximumBytes} at most.");
        }
    }
}
