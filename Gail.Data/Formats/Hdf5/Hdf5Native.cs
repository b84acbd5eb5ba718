using System.Runtime.InteropServices;

namespace Gail.Data.Formats.Hdf5;

/// <summary>
/// The part of HDF5's C interface that is used here: functions whose signatures are the same from 1.10 to 1.14.
/// Identifiers are 64 bits wide. Negative results are failures.
/// </summary>
internal static unsafe partial class Hdf5Native
{
    /// <summary>What <see cref="Hdf5Library"/> resolves to the file that was found.</summary>
    private const string Library = "hdf5";

    [LibraryImport(Library)]
    internal static partial int H5free_memory(nint memory);

    [LibraryImport(Library)]
    internal static partial int H5Eset_auto2(long stack, nint function, nint data);

    [LibraryImport(Library)]
    internal static partial int H5Eclear2(long stack);

    [LibraryImport(Library)]
    internal static partial int H5Ewalk2(
        long stack,
        int direction,
        delegate* unmanaged[Cdecl]<uint, nint, nint, int> function,
        nint data
    );

    [LibraryImport(Library)]
    internal static partial int H5Iget_type(long id);

    [LibraryImport(Library)]
    internal static partial int H5Idec_ref(long id);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial long H5Fopen(string name, uint flags, long access);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial long H5Fcreate(string name, uint flags, long create, long access);

    [LibraryImport(Library)]
    internal static partial int H5Fclose(long file);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial long H5Oopen(long location, string name, long linkAccess);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial long H5Gcreate2(long location, string name, long link, long create, long access);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial long H5Dopen2(long location, string name, long access);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial long H5Dcreate2(
        long location,
        string name,
        long type,
        long space,
        long link,
        long create,
        long access
    );

    [LibraryImport(Library)]
    internal static partial long H5Dget_type(long dataset);

    [LibraryImport(Library)]
    internal static partial long H5Dget_space(long dataset);

    [LibraryImport(Library)]
    internal static partial long H5Dget_create_plist(long dataset);

    [LibraryImport(Library)]
    internal static partial ulong H5Dget_storage_size(long dataset);

    [LibraryImport(Library)]
    internal static partial int H5Dread(
        long dataset,
        long memoryType,
        long memorySpace,
        long fileSpace,
        long transfer,
        nint buffer
    );

    [LibraryImport(Library)]
    internal static partial int H5Dwrite(
        long dataset,
        long memoryType,
        long memorySpace,
        long fileSpace,
        long transfer,
        nint buffer
    );

    [LibraryImport(Library)]
    internal static partial int H5Dvlen_reclaim(long type, long space, long transfer, nint buffer);

    [LibraryImport(Library)]
    internal static partial long H5Screate(int kind);

    [LibraryImport(Library)]
    internal static partial long H5Screate_simple(int rank, ulong* extents, ulong* greatest);

    [LibraryImport(Library)]
    internal static partial int H5Sget_simple_extent_type(long space);

    [LibraryImport(Library)]
    internal static partial int H5Sget_simple_extent_ndims(long space);

    [LibraryImport(Library)]
    internal static partial int H5Sget_simple_extent_dims(long space, ulong* extents, ulong* greatest);

    [LibraryImport(Library)]
    internal static partial int H5Sselect_hyperslab(
        long space,
        int operation,
        ulong* start,
        ulong* stride,
        ulong* count,
        ulong* block
    );

    [LibraryImport(Library)]
    internal static partial long H5Tcopy(long type);

    [LibraryImport(Library)]
    internal static partial int H5Tget_class(long type);

    [LibraryImport(Library)]
    internal static partial nuint H5Tget_size(long type);

    [LibraryImport(Library)]
    internal static partial int H5Tset_size(long type, nuint size);

    [LibraryImport(Library)]
    internal static partial int H5Tget_order(long type);

    [LibraryImport(Library)]
    internal static partial int H5Tset_order(long type, int order);

    [LibraryImport(Library)]
    internal static partial int H5Tget_sign(long type);

    [LibraryImport(Library)]
    internal static partial nuint H5Tget_ebias(long type);

    [LibraryImport(Library)]
    internal static partial int H5Tget_fields(
        long type,
        out nuint sign,
        out nuint exponent,
        out nuint exponentBits,
        out nuint mantissa,
        out nuint mantissaBits
    );

    [LibraryImport(Library)]
    internal static partial long H5Tget_super(long type);

    [LibraryImport(Library)]
    internal static partial int H5Tget_nmembers(long type);

    [LibraryImport(Library)]
    internal static partial nint H5Tget_member_name(long type, uint member);

    [LibraryImport(Library)]
    internal static partial int H5Tget_member_value(long type, uint member, nint value);

    [LibraryImport(Library)]
    internal static partial long H5Tenum_create(long type);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int H5Tenum_insert(long type, string name, nint value);

    [LibraryImport(Library)]
    internal static partial int H5Tis_variable_str(long type);

    [LibraryImport(Library)]
    internal static partial int H5Tset_cset(long type, int set);

    [LibraryImport(Library)]
    internal static partial int H5Aiterate2(
        long location,
        int index,
        int order,
        ulong* position,
        delegate* unmanaged[Cdecl]<long, nint, nint, nint, int> function,
        nint data
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial long H5Aopen(long location, string name, long access);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial long H5Acreate2(
        long location,
        string name,
        long type,
        long space,
        long create,
        long access
    );

    [LibraryImport(Library)]
    internal static partial long H5Aget_type(long attribute);

    [LibraryImport(Library)]
    internal static partial long H5Aget_space(long attribute);

    [LibraryImport(Library)]
    internal static partial int H5Aread(long attribute, long memoryType, nint buffer);

    [LibraryImport(Library)]
    internal static partial int H5Awrite(long attribute, long memoryType, nint buffer);

    [LibraryImport(Library)]
    internal static partial long H5Pcreate(long kind);

    [LibraryImport(Library)]
    internal static partial int H5Pset_fclose_degree(long access, int degree);

    [LibraryImport(Library)]
    internal static partial int H5Pset_libver_bounds(long access, int low, int high);

    [LibraryImport(Library)]
    internal static partial int H5Pset_obj_track_times(long create, byte track);

    [LibraryImport(Library)]
    internal static partial int H5Pset_create_intermediate_group(long link, uint create);

    [LibraryImport(Library)]
    internal static partial int H5Pset_char_encoding(long link, int set);

    [LibraryImport(Library)]
    internal static partial int H5Pset_chunk_cache(long access, nuint slots, nuint bytes, double preemption);

    [LibraryImport(Library)]
    internal static partial int H5Pget_layout(long create);

    [LibraryImport(Library)]
    internal static partial int H5Pget_chunk(long create, int greatestRank, ulong* extents);

    [LibraryImport(Library)]
    internal static partial int H5Pget_external_count(long create);

    [LibraryImport(Library)]
    internal static partial int H5Pget_nfilters(long create);

    [LibraryImport(Library)]
    internal static partial int H5Pget_filter2(
        long create,
        uint index,
        out uint flags,
        ref nuint valueCount,
        uint* values,
        nuint nameLength,
        byte* name,
        out uint configuration
    );

    [LibraryImport(Library)]
    internal static partial int H5Zfilter_avail(int filter);
}
