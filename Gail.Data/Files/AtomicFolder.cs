namespace Gail.Data.Files;

/// <summary>Writes a folder of files whole or not at all.</summary>
internal static class AtomicFolder
{
    /// <summary>
    /// Makes a folder beside the wanted one and renames it once all is written; a failure removes it and leaves nothing.
    /// </summary>
    /// <param name="path">The folder to make; it may be there already if it is empty.</param>
    /// <param name="write">Writes the files into the folder it is given.</param>
    /// <exception cref="IOException">There is something of the name, or it cannot be written.</exception>
    public static void Write(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(full) || FileKind.OfOther(full) is not null)
        {
            throw new IOException($"'{path}' is a file, expected the name of a folder to make.");
        }
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            throw new IOException($"'{path}' is a folder that holds files already; name another, or remove it.");
        }
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(temporary);
            write(temporary);
            if (Directory.Exists(full))
            {
                Directory.Delete(full);
            }
            Directory.Move(temporary, full);
        }
        catch
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
            throw;
        }
    }
}
