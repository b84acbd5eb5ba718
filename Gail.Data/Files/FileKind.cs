using System.Runtime.InteropServices;

namespace Gail.Data.Files;

/// <summary>
/// What stands under a name, told before it is opened: to open a pipe waits for somebody who writes into it, and a
/// device may never end.
/// </summary>
public static partial class FileKind
{
    /// <summary>What <see cref="OfOther"/> says of pipes.</summary>
    public const string Pipe = "a pipe";

    /// <summary>What it says of sockets.</summary>
    public const string Socket = "a socket";

    // The type within st_mode, as POSIX numbers it.
    private const int TypeMask = 0xF000;

    /// <summary>What is neither a file nor a folder, as a noun phrase; null where nothing is, or it is one of these.</summary>
    /// <param name="path">A name; links are followed.</param>
    public static string? OfOther(string path) =>
        OperatingSystem.IsWindows()
            ? null
            : Mode(path) switch
            {
                0x1000 => Pipe,
                0x2000 or 0x6000 => "a device",
                0xC000 => Socket,
                _ => null,
            };

    private static unsafe int Mode(string path)
    {
        // The base library asks in this way for itself and has no public way; int flags, then int st_mode.
        var status = stackalloc int[128];
        return Stat(path, status) == 0 ? status[1] & TypeMask : 0;
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Stat(string path, int* status);
}
