using System.Runtime.InteropServices;

namespace Gail.Data.Formats.Hdf5;

/// <summary>
/// Finds and loads the HDF5 library on first use, lets one thread in at a time, and turns its failures into
/// <see cref="DemonstrationException"/>.
/// </summary>
internal static unsafe class Hdf5Library
{
    /// <summary>The environment variable that names the library's file.</summary>
    internal const string PathVariable = "GAIL_HDF5_LIBRARY";

    private const int StrongClose = 3;

    private const string WayOut =
        $"Install it (Debian: apt-get install libhdf5-103-1), or set {PathVariable} to the path of its file.";

    private static readonly string[] Names =
    [
        "libhdf5_serial.so.103",
        "libhdf5.so.103",
        "libhdf5.so.200",
        "libhdf5.so.310",
        "libhdf5.dylib",
        "hdf5.dll",
    ];

    private static readonly Lock Gate = new();
    private static nint _handle;

    /// <summary>Iterates over the links of a group; the name changed with 1.12, the part of the records used did not.</summary>
    internal static delegate* unmanaged[Cdecl]<
        long,
        int,
        int,
        ulong*,
        delegate* unmanaged[Cdecl]<long, nint, nint, nint, int>,
        nint,
        int> IterateLinks { get; private set; }

    /// <summary>As in "1.10.8"; empty before the first use.</summary>
    internal static string Version { get; private set; } = "";

    /// <summary>Loads the library, or says why it cannot be had.</summary>
    /// <exception cref="Hdf5Exception">It is missing, or of a version that is not known.</exception>
    internal static void Require()
    {
        lock (Gate)
        {
            Load();
        }
    }

    /// <summary>Does something with the library: alone, and with its failures naming the file and the array.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="name">The array; empty for the file as a whole.</param>
    /// <param name="work">What to do.</param>
    /// <exception cref="DemonstrationException">The library is missing or reports a failure.</exception>
    internal static T Guarded<T>(string path, string name, Func<T> work)
    {
        lock (Gate)
        {
            try
            {
                Load();
                // Otherwise the library prints its failures; a build for threads has this setting once for each.
                _ = Hdf5Native.H5Eset_auto2(0, 0, 0);
                return work();
            }
            catch (Hdf5Exception e)
            {
                throw new DemonstrationException(path, name, e.Message, e);
            }
            catch (EntryPointNotFoundException e)
            {
                throw new DemonstrationException(path, name, $"the HDF5 library is no whole one: {e.Message}", e);
            }
        }
    }

    /// <summary>A constant of the library: a predefined type or a class of property lists.</summary>
    /// <param name="symbol">As in "H5T_NATIVE_FLOAT_g".</param>
    internal static long Constant(string symbol) => *(long*)Export(_handle, symbol);

    /// <summary>How files are opened: what is still open in them is closed with them, and they are not locked.</summary>
    /// <remarks>
    /// Locks fail on some network and read-only file systems. And the library lets processes that are started meanwhile
    /// inherit its open files, so that a lock would last as long as they do.
    /// </remarks>
    internal static Hdf5Handle FileAccess(string failure)
    {
        var access = Hdf5Handle.Of(Hdf5Native.H5Pcreate(Constant("H5P_CLS_FILE_ACCESS_ID_g")), failure);
        Hdf5Check.Ok(Hdf5Native.H5Pset_fclose_degree(access.Id, StrongClose), failure);
        // Since 1.10.7.
        if (NativeLibrary.TryGetExport(_handle, "H5Pset_file_locking", out var setLocking))
        {
            _ = ((delegate* unmanaged[Cdecl]<long, byte, byte, int>)setLocking)(access.Id, 0, 1);
        }
        return access;
    }

    /// <summary>Finds the library's file.</summary>
    /// <param name="path">Where it is said to be; null for the system's places.</param>
    internal static nint Find(string? path)
    {
        if (!string.IsNullOrEmpty(path))
        {
            try
            {
                return NativeLibrary.Load(path);
            }
            catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
            {
                // The runtime's advice comes first; what the system's loader said is the last line.
                var reason = failure.Message.TrimEnd().Split('\n')[^1].TrimEnd('.');
                throw new Hdf5Exception(
                    $"the environment variable {PathVariable} names '{path}', which cannot be loaded as a library "
                        + $"({reason}). {WayOut}",
                    failure
                );
            }
        }
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return library;
            }
        }
        throw new Hdf5Exception($"is an HDF5 file, and the HDF5 library was not found. {WayOut}");
    }

    private static void Load()
    {
        if (_handle != 0)
        {
            return;
        }
        var handle = Find(Environment.GetEnvironmentVariable(PathVariable));
        var getVersion = (delegate* unmanaged[Cdecl]<uint*, uint*, uint*, int>)Export(handle, "H5get_libversion");
        uint major,
            minor,
            release;
        _ = getVersion(&major, &minor, &release);
        var version = $"{major}.{minor}.{release}";
        // Before 1.10 identifiers had 32 bits; after 1.14 nobody has looked.
        if (major != 1 || minor is < 10 or > 14)
        {
            throw new Hdf5Exception($"the HDF5 library is version {version}, expected 1.10 to 1.14. {WayOut}");
        }
        IterateLinks = (delegate* unmanaged[Cdecl]<
            long,
            int,
            int,
            ulong*,
            delegate* unmanaged[Cdecl]<long, nint, nint, nint, int>,
            nint,
            int>)Export(handle, minor < 12 ? "H5Literate" : "H5Literate2");
        var open = (delegate* unmanaged[Cdecl]<int>)Export(handle, "H5open");
        if (open() < 0)
        {
            throw new Hdf5Exception($"the HDF5 library, version {version}, could not be started. {WayOut}");
        }
        // Last, since there can be only one resolver, and what failed before may be tried again.
        NativeLibrary.SetDllImportResolver(
            typeof(Hdf5Native).Assembly,
            (name, _, _) => string.Equals(name, "hdf5", StringComparison.Ordinal) ? handle : 0
        );
        Version = version;
        _handle = handle;
    }

    private static nint Export(nint library, string symbol) =>
        NativeLibrary.TryGetExport(library, symbol, out var address)
            ? address
            : throw new Hdf5Exception($"the library that was found is not HDF5's: it has no '{symbol}'. {WayOut}");
}
