using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gail.Data.Files;

/// <summary>
/// What comes through standard input, or through a pipe that a shell made for this process. It can be read only once
/// and from its beginning to its end, but files are opened several times and read at any place; so it is kept in a
/// temporary file, within a limit, which goes with the process.
/// </summary>
internal static class PipedInput
{
    /// <summary>The name of standard input.</summary>
    public const string Name = "-";

    /// <summary>How many bytes are taken at most.</summary>
    public const long MostBytes = 1L << 30;

    private const string StandardInput = "/dev/stdin";

    private static readonly ConcurrentDictionary<string, Lazy<string>> Kept = new(StringComparer.Ordinal);

    /// <summary>Whether a name is that of standard input or of a pipe which this process was given open.</summary>
    /// <remarks>A pipe on disk is another matter: to open it may wait forever.</remarks>
    public static bool IsNamedBy(string path) =>
        path == Name || (IsOwn(path) && FileKind.OfOther(path) is FileKind.Pipe or FileKind.Socket);

    /// <summary>The temporary file with all that came.</summary>
    /// <exception cref="IOException">It cannot be read or kept, or is longer than <see cref="MostBytes"/>.</exception>
    public static string PlaceOf(string path) =>
        Kept.GetOrAdd(Key(path), key => new Lazy<string>(() => Keep(key))).Value;

    /// <summary>Copies a stream to a temporary file.</summary>
    /// <param name="stream">The stream, read to its end.</param>
    /// <param name="mostBytes">The limit.</param>
    /// <param name="folder">Where the file is made.</param>
    /// <exception cref="IOException">It cannot be read or kept, or is longer.</exception>
    public static string Keep(Stream stream, long mostBytes, string folder)
    {
        var file = new TemporaryFile(folder);
        try
        {
            using var kept = file.Make();
            var buffer = new byte[1 << 16];
            while (stream.Read(buffer) is > 0 and var count)
            {
                if (kept.Position + count > mostBytes)
                {
                    throw new IOException(
                        $"more than {mostBytes >> 20} MiB came, which is all that is taken through a pipe; save it to a file and name that."
                    );
                }
                kept.Write(buffer, 0, count);
            }
            return file.Path;
        }
        catch
        {
            file.Remove();
            throw;
        }
    }

    private static bool IsOwn(string path) => path == StandardInput || Number(path).Length > 0;

    /// <summary>N of /dev/fd/N; empty for other names.</summary>
    private static ReadOnlySpan<char> Number(string path)
    {
        foreach (var folder in (ReadOnlySpan<string>)["/dev/fd/", "/proc/self/fd/"])
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && path.AsSpan(folder.Length) is var number)
            {
                return number.ContainsAnyExceptInRange('0', '9') ? "" : number;
            }
        }
        return "";
    }

    // Standard input has several names and one content.
    private static string Key(string path) => path == StandardInput || Number(path) is "0" ? Name : path;

    private static string Keep(string key)
    {
        if (key == Name && !Console.IsInputRedirected)
        {
            throw new IOException("it is the terminal; redirect a file or a pipe to it.");
        }
        using var stream = key == Name ? Console.OpenStandardInput() : Open(Number(key));
        return Keep(stream, MostBytes, Path.GetTempPath());
    }

    // As it is open already: to open it once more by its name could wait for somebody who writes.
    private static FileStream Open(ReadOnlySpan<char> number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor)
            ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Read)
            : throw new IOException("there is no such pipe.");

    /// <summary>A file that is removed when the process ends, by a signal or otherwise.</summary>
    private sealed class TemporaryFile(string folder)
    {
        // Kept from the garbage collector, with which they would go.
        private readonly List<PosixSignalRegistration> _registrations = [];

        public string Path { get; } = System.IO.Path.Combine(folder, $"gail-input-{Guid.NewGuid():N}");

        public FileStream Make()
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();
            // None of these lets the process exit of itself: each ends it at once.
            PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
            foreach (var signal in signals)
            {
                _registrations.Add(PosixSignalRegistration.Create(signal, _ => Remove()));
            }
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            return new FileStream(Path, options);
        }

        public void Remove()
        {
            try
            {
                File.Delete(Path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Windows keeps a file that is open; it lies in the folder of temporary files.
            }
        }
    }
}
