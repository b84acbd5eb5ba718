namespace Gail.Data.Files;

/// <summary>Writes a file whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary file in the folder of <paramref name="path"/>, then renames it. Readers see the earlier
    /// file or the new one, never half of either; a failure removes the temporary file and keeps the earlier one.
    /// </summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written, or <paramref name="path"/> is a folder.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        WriteAt(
            path,
            temporary =>
            {
                using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
                write(stream);
            }
        );
    }

    /// <summary>The same for what writes files by their name: it is given that of the temporary file.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="write">Makes and closes the file of the name it is given.</param>
    internal static void WriteAt(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw new IOException($"'{path}' is a folder, expected the name of a file.");
        }
        // A rename puts a file in the place of whatever is there, even of a device such as /dev/null.
        if (FileKind.OfOther(full) is { } other)
        {
            throw new IOException($"'{path}' is {other}, expected the name of a file.");
        }
        // In the same folder, so that the rename stays within one file system and is atomic.
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            write(temporary);
            using (var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
            {
                // On the disk before the rename: otherwise a crash may leave the new name with no content.
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Whether a name is that of a temporary file which a killed process left beside a file of another.</summary>
    public static bool IsTemporaryOf(string name, string file) =>
        name.StartsWith($".{file}.", StringComparison.Ordinal) && name.EndsWith(".tmp", StringComparison.Ordinal);

    /// <summary>Writes bytes as <see cref="Write(string, Action{Stream})"/> does.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="bytes">The content.</param>
    public static void WriteBytes(string path, ReadOnlyMemory<byte> bytes) =>
        Write(path, stream => stream.Write(bytes.Span));
}
