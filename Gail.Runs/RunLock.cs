namespace Gail.Runs;

/// <summary>
/// Keeps a second process, or a second run of this one, from writing to the same run directory. The operating system
/// lets go of it when a process ends, however that ends.
/// </summary>
internal static class RunLock
{
    // As a file that a killed process may leave, it does not make a directory one that is in use.
    private const string Name = ".lock.tmp";

    /// <summary>Takes a directory until the result is disposed of.</summary>
    /// <param name="path">The run directory, which exists.</param>
    /// <exception cref="RunException">Another run is being written there.</exception>
    public static IDisposable Take(string path)
    {
        var file = Path.Combine(path, Name);
        try
        {
            return new FileStream(
                file,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RunException(path, $"the run directory cannot be written: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new RunException(
                path,
                $"seems to be in use by a process that trains there; wait for it or choose another directory. {e.Message}",
                e
            );
        }
    }
}
