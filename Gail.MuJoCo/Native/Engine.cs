using System.Runtime.InteropServices;

namespace Gail.MuJoCo.Native;

/// <summary>
/// The MuJoCo library of this process, found once: the file named by the environment variable GAIL_MUJOCO, else
/// libmujoco where the system keeps its libraries (Debian: package libmujoco2.2.2). On macOS, whose layout of the
/// structs is the same by its rules, it has not been tried.
/// </summary>
internal sealed unsafe class Engine
{
    /// <summary>The environment variable that names the library's file.</summary>
    internal const string PathVariable = "GAIL_MUJOCO";

    private const string SetTheVariable =
        $"Set {PathVariable} to the path of {FileName}, or install it (Debian: apt-get install libmujoco2.2.2) "
        + "and leave the variable unset.";

    private const string FileName = "libmujoco.so.2.2.2 (macOS: libmujoco.2.2.2.dylib)";

    private static readonly Lazy<Engine> Loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly nint _library;

    private Engine(nint library, string name, StructLayout layout)
    {
        (_library, Name, Layout) = (library, name, layout);
        UnstableWarnings =
        [
            layout.Constant("mjWARN_BADQPOS"),
            layout.Constant("mjWARN_BADQVEL"),
            layout.Constant("mjWARN_BADQACC"),
            layout.Constant("mjWARN_BADCTRL"),
            layout.Constant("mjWARN_CONTACTFULL"),
            layout.Constant("mjWARN_CNSTRFULL"),
        ];
        void* Find(string function) => (void*)Export(library, name, function);
        DefaultVfs = (delegate* unmanaged<void*, void>)Find("mj_defaultVFS");
        MakeEmptyFileVfs = (delegate* unmanaged<void*, byte*, int, int>)Find("mj_makeEmptyFileVFS");
        FindFileVfs = (delegate* unmanaged<void*, byte*, int>)Find("mj_findFileVFS");
        DeleteVfs = (delegate* unmanaged<void*, void>)Find("mj_deleteVFS");
        LoadXml = (delegate* unmanaged<byte*, void*, byte*, int, byte*>)Find("mj_loadXML");
        DeleteModel = (delegate* unmanaged<byte*, void>)Find("mj_deleteModel");
        MakeData = (delegate* unmanaged<byte*, byte*>)Find("mj_makeData");
        DeleteData = (delegate* unmanaged<byte*, void>)Find("mj_deleteData");
        ResetData = (delegate* unmanaged<byte*, byte*, void>)Find("mj_resetData");
        Forward = (delegate* unmanaged<byte*, byte*, void>)Find("mj_forward");
        Step = (delegate* unmanaged<byte*, byte*, void>)Find("mj_step");
        RnePostConstraint = (delegate* unmanaged<byte*, byte*, void>)Find("mj_rnePostConstraint");
        *(nint*)Find("mju_user_warning") = (nint)(delegate* unmanaged[Cdecl]<byte*, void>)&EngineMessages.OnWarning;
        *(nint*)Find("mju_user_error") = (nint)(delegate* unmanaged[Cdecl]<byte*, void>)&EngineMessages.OnError;
    }

    /// <summary>The engine.</summary>
    /// <exception cref="EngineException">It is missing or of a version the binding does not know.</exception>
    internal static Engine Instance => Loaded.Value;

    /// <summary>The path of the library, or its name for the system's loader.</summary>
    internal string Name { get; }

    /// <summary>As in "2.2.2".</summary>
    internal string Version => Written(Layout.Version);

    internal StructLayout Layout { get; }

    /// <summary>
    /// The warnings after which a state means nothing: a position, velocity or acceleration that is no number or huge
    /// (the engine then resets itself), a control that is no number (it then takes zeros), or more contacts or
    /// constraints than it has room for (it then leaves some out, and bodies pass through each other).
    /// </summary>
    internal int[] UnstableWarnings { get; }

    internal delegate* unmanaged<void*, void> DefaultVfs { get; }
    internal delegate* unmanaged<void*, byte*, int, int> MakeEmptyFileVfs { get; }
    internal delegate* unmanaged<void*, byte*, int> FindFileVfs { get; }
    internal delegate* unmanaged<void*, void> DeleteVfs { get; }
    internal delegate* unmanaged<byte*, void*, byte*, int, byte*> LoadXml { get; }
    internal delegate* unmanaged<byte*, void> DeleteModel { get; }
    internal delegate* unmanaged<byte*, byte*> MakeData { get; }
    internal delegate* unmanaged<byte*, void> DeleteData { get; }
    internal delegate* unmanaged<byte*, byte*, void> ResetData { get; }
    internal delegate* unmanaged<byte*, byte*, void> Forward { get; }
    internal delegate* unmanaged<byte*, byte*, void> Step { get; }
    internal delegate* unmanaged<byte*, byte*, void> RnePostConstraint { get; }

    private static Engine Load()
    {
        if (sizeof(nint) != 8 || OperatingSystem.IsWindows())
        {
            throw new EngineException("The MuJoCo binding knows 64-bit Linux and macOS only.");
        }
        var (library, name) = Find(Environment.GetEnvironmentVariable(PathVariable));
        if (!NativeLibrary.TryGetExport(library, "mj_version", out var version))
        {
            throw new EngineException(
                $"{name} is not the MuJoCo library: it has no function mj_version. {SetTheVariable}"
            );
        }
        var engine = new Engine(library, name, LayoutOf(((delegate* unmanaged<int>)version)(), name));
        EngineProbe.Check(engine, name);
        return engine;
    }

    /// <summary>The same library read by another table, unchecked: how the check is tested.</summary>
    internal Engine With(StructLayout layout) => new(_library, Name, layout);

    /// <summary>The address of a function or variable of a library.</summary>
    /// <param name="name">The name for messages.</param>
    /// <param name="symbol">The name of the function or variable.</param>
    /// <exception cref="EngineException">The library has none of that name.</exception>
    internal static nint Export(nint library, string name, string symbol) =>
        NativeLibrary.TryGetExport(library, symbol, out var address)
            ? address
            : throw new EngineException(
                $"{name} reports a known version of MuJoCo, but has no '{symbol}': it was built with other settings than "
                    + $"the binding knows. {SetTheVariable}"
            );

    /// <summary>The layout table of a version.</summary>
    /// <exception cref="EngineException">There is none.</exception>
    internal static StructLayout LayoutOf(int version, string name) =>
        StructLayout.Of(version)
        ?? throw new EngineException(
            $"{name} is MuJoCo {Written(version)}; this binding knows the struct layouts of "
                + $"{string.Join(", ", StructLayout.KnownVersions.Select(Written))} only. Install libmujoco2.2.2 "
                + $"(Debian), or set {PathVariable} to the file of a library of that version."
        );

    private static (nint Library, string Name) Find(string? path)
    {
        if (!string.IsNullOrEmpty(path))
        {
            try
            {
                return (NativeLibrary.Load(path), path);
            }
            catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
            {
                // The runtime's advice comes first; what the system's loader said is the last line.
                var reason = failure.Message.TrimEnd().Split('\n')[^1].TrimEnd('.');
                throw new EngineException(
                    $"The environment variable {PathVariable} names '{path}', which cannot be loaded as a library "
                        + $"({reason}). {SetTheVariable}",
                    failure
                );
            }
        }
        foreach (
            var name in (string[])["libmujoco.so.2.2.2", "libmujoco.so", "libmujoco.2.2.2.dylib", "libmujoco.dylib"]
        )
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return (library, name);
            }
        }
        throw new EngineException(
            "The MuJoCo library was not found. Install it (Debian: apt-get install libmujoco2.2.2), or set "
                + $"{PathVariable} to the path of {FileName}."
        );
    }

    private static string Written(int version) => $"{version / 100}.{version / 10 % 10}.{version % 10}";
}
