using System.Reflection;

namespace Gail.Data.Formats.Hdf5.Child;

/// <summary>Finds the program that can be a child: the command gail.</summary>
internal static class Hdf5ChildCommand
{
    /// <summary>The environment variable that names it.</summary>
    public const string Variable = "GAIL_CHILD";

    /// <summary>What to do when there is none.</summary>
    public const string WayOut =
        $"Set {Variable} to the path of gail.dll, or read the file with NativeIsolation.InProcess.";

    private const string Gail = "gail";

    /// <summary>The program and its first arguments.</summary>
    /// <param name="path">The file to be read, for messages.</param>
    /// <exception cref="DemonstrationException">There is none.</exception>
    public static string[] Find(string path)
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(given))
        {
            return File.Exists(given)
                ? Command(given)
                : throw new DemonstrationException(
                    path,
                    "",
                    $"the environment variable {Variable} names '{given}', which is no file. {WayOut}"
                );
        }
        // This process itself, be it started by its own name or by dotnet.
        if (Is(Environment.ProcessPath, Gail) && Assembly.GetEntryAssembly()?.GetName().Name == Gail)
        {
            return [Environment.ProcessPath!];
        }
        var beside = Path.Combine(AppContext.BaseDirectory, $"{Gail}.dll");
        return File.Exists(beside)
            ? Command(beside)
            : throw new DemonstrationException(
                path,
                "",
                $"a process of its own is to read this HDF5 file, and the command gail, which does it, was not found. {WayOut}"
            );
    }

    private static string[] Command(string program) =>
        string.Equals(Path.GetExtension(program), ".dll", StringComparison.OrdinalIgnoreCase)
            ? [Dotnet(), program]
            : [program];

    private static string Dotnet() =>
        Is(Environment.ProcessPath, "dotnet")
            ? Environment.ProcessPath!
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static bool Is(string? program, string name) =>
        string.Equals(Path.GetFileNameWithoutExtension(program), name, StringComparison.OrdinalIgnoreCase);
}
