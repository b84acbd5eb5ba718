using System.Runtime.InteropServices;
using Gail.Data.Files;
using Gail.Numerics;

namespace Gail.Data.Formats.Hdf5;

/// <summary>
/// Writes an HDF5 file: groups, datasets of numbers, attributes, as h5py would write them. The same content gives the
/// same bytes: no times are stored, and the file format is the oldest that holds the content.
/// </summary>
/// <remarks>Paths are joined by '/'; the file itself is "". Groups on the way to a dataset or group are made.</remarks>
internal sealed unsafe class Hdf5Writer
{
    private const int Earliest = 0;
    private const int OneEight = 1;
    private const uint Exclusive = 4;
    private const int ScalarSpace = 0;
    private const int Utf8Set = 1;

    // H5T_VARIABLE: text of any length.
    private static readonly nuint AnyLength = nuint.MaxValue;

    private readonly long _file;
    private readonly long _links;

    private Hdf5Writer(long file, long links) => (_file, _links) = (file, links);

    /// <summary>Writes a file whole or not at all, as <see cref="AtomicFile"/> does.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="write">Writes the content. No other HDF5 file can be used meanwhile.</param>
    /// <exception cref="DemonstrationException">The library is missing, or cannot do it.</exception>
    /// <exception cref="IOException">The file cannot be written, or <paramref name="path"/> is a folder.</exception>
    public static void Write(string path, Action<Hdf5Writer> write) =>
        AtomicFile.WriteAt(
            path,
            temporary =>
                Hdf5Library.Guarded(
                    path,
                    "",
                    () =>
                    {
                        Fill(temporary, write);
                        return true;
                    }
                )
        );

    /// <summary>Makes a group.</summary>
    /// <param name="path">Its path.</param>
    public void Group(string path)
    {
        using var create = Untimed("GROUP");
        using var group = Hdf5Handle.Of(
            Hdf5Native.H5Gcreate2(_file, path, _links, create.Id, 0),
            $"the group {path} cannot be made"
        );
    }

    /// <summary>Writes an array.</summary>
    /// <param name="path">The dataset's path.</param>
    /// <param name="values">float, double, long or bool; a boolean is what h5py makes of NumPy's.</param>
    public void Dataset<T>(string path, NdArray<T> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var failure = $"the dataset {path} cannot be written";
        using var type = FileType(typeof(T));
        using var space = Space(values.Shape, failure);
        using var create = Untimed("DATASET");
        using var dataset = Hdf5Handle.Of(
            Hdf5Native.H5Dcreate2(_file, path, type.Id, space.Id, _links, create.Id, 0),
            failure
        );
        using var memory = MemoryType(typeof(T));
        fixed (T* start = values.Span)
        {
            Hdf5Check.Ok(Hdf5Native.H5Dwrite(dataset.Id, memory.Id, 0, 0, 0, (nint)start), failure);
        }
    }

    /// <summary>Adds text to a group or dataset that has been made.</summary>
    public void Attribute(string path, string name, string value)
    {
        using var type = Hdf5Handle.Of(
            Hdf5Native.H5Tcopy(Hdf5Library.Constant("H5T_C_S1_g")),
            $"the attribute {name} cannot be written"
        );
        // Of any length and UTF-8: h5py gives such text as str, text of fixed length as bytes.
        _ = Hdf5Native.H5Tset_size(type.Id, AnyLength);
        _ = Hdf5Native.H5Tset_cset(type.Id, Utf8Set);
        var text = Marshal.StringToCoTaskMemUTF8(value);
        try
        {
            Attribute(path, name, type.Id, type.Id, (nint)(&text));
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    /// <summary>Adds a number or boolean to a group or dataset that has been made.</summary>
    /// <param name="path">The group or dataset.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">long, double, float or bool.</param>
    public void Attribute<T>(string path, string name, T value)
        where T : unmanaged
    {
        using var type = FileType(typeof(T));
        using var memory = MemoryType(typeof(T));
        Attribute(path, name, type.Id, memory.Id, (nint)(&value));
    }

    private static void Fill(string path, Action<Hdf5Writer> write)
    {
        const string Failure = "cannot be written";
        using var access = Hdf5Library.FileAccess(Failure);
        Hdf5Check.Ok(Hdf5Native.H5Pset_libver_bounds(access.Id, Earliest, OneEight), Failure);
        using var links = Hdf5Handle.Of(
            Hdf5Native.H5Pcreate(Hdf5Library.Constant("H5P_CLS_LINK_CREATE_ID_g")),
            Failure
        );
        Hdf5Check.Ok(Hdf5Native.H5Pset_create_intermediate_group(links.Id, 1), Failure);
        Hdf5Check.Ok(Hdf5Native.H5Pset_char_encoding(links.Id, Utf8Set), Failure);
        using var create = Untimed("FILE");
        var file = Hdf5Check.Id(Hdf5Native.H5Fcreate(path, Exclusive, create.Id, access.Id), Failure);
        try
        {
            write(new Hdf5Writer(file, links.Id));
        }
        catch
        {
            _ = Hdf5Native.H5Fclose(file);
            throw;
        }
        // What is buffered is written here, so that a full disk is found out here.
        Hdf5Check.Ok(Hdf5Native.H5Fclose(file), Failure);
    }

    private void Attribute(string path, string name, long fileType, long memoryType, nint value)
    {
        var failure = $"the attribute {path}@{name} cannot be written";
        using var item = Hdf5Handle.Of(Hdf5Native.H5Oopen(_file, "/" + path, 0), failure);
        using var space = Hdf5Handle.Of(Hdf5Native.H5Screate(ScalarSpace), failure);
        using var attribute = Hdf5Handle.Of(Hdf5Native.H5Acreate2(item.Id, name, fileType, space.Id, 0, 0), failure);
        Hdf5Check.Ok(Hdf5Native.H5Awrite(attribute.Id, memoryType, value), failure);
    }

    private static Hdf5Handle Space(Shape shape, string failure)
    {
        if (shape.Rank == 0)
        {
            return Hdf5Handle.Of(Hdf5Native.H5Screate(ScalarSpace), failure);
        }
        var extents = shape.Extents.Select(extent => (ulong)extent).ToArray();
        fixed (ulong* start = extents)
        {
            return Hdf5Handle.Of(Hdf5Native.H5Screate_simple(extents.Length, start, null), failure);
        }
    }

    private static Hdf5Handle Untimed(string kind)
    {
        const string Failure = "cannot be written";
        var create = Hdf5Handle.Of(Hdf5Native.H5Pcreate(Hdf5Library.Constant($"H5P_CLS_{kind}_CREATE_ID_g")), Failure);
        Hdf5Check.Ok(Hdf5Native.H5Pset_obj_track_times(create.Id, 0), Failure);
        return create;
    }

    /// <summary>Little-endian whatever the machine.</summary>
    private static Hdf5Handle FileType(Type type) =>
        type == typeof(float) ? Copy("H5T_IEEE_F32LE_g")
        : type == typeof(double) ? Copy("H5T_IEEE_F64LE_g")
        : type == typeof(long) ? Copy("H5T_STD_I64LE_g")
        : type == typeof(bool) ? Boolean()
        : throw new NotSupportedException($"HDF5 files are given float, double, long or bool, not {type.Name}.");

    private static Hdf5Handle MemoryType(Type type) =>
        type == typeof(float) ? Copy("H5T_NATIVE_FLOAT_g")
        : type == typeof(double) ? Copy("H5T_NATIVE_DOUBLE_g")
        : type == typeof(long) ? Copy("H5T_NATIVE_INT64_g")
        : Boolean();

    private static Hdf5Handle Copy(string constant) =>
        Hdf5Handle.Of(Hdf5Native.H5Tcopy(Hdf5Library.Constant(constant)), "a type cannot be made");

    /// <summary>h5py's: an enumeration of one byte.</summary>
    private static Hdf5Handle Boolean()
    {
        var type = Hdf5Handle.Of(
            Hdf5Native.H5Tenum_create(Hdf5Library.Constant("H5T_STD_I8LE_g")),
            "a type cannot be made"
        );
        byte value = 0;
        Hdf5Check.Ok(Hdf5Native.H5Tenum_insert(type.Id, "FALSE", (nint)(&value)), "a type cannot be made");
        value = 1;
        Hdf5Check.Ok(Hdf5Native.H5Tenum_insert(type.Id, "TRUE", (nint)(&value)), "a type cannot be made");
        return type;
    }
}
