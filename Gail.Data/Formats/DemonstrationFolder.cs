namespace Gail.Data;

/// <summary>A folder of files as one view.</summary>
internal static class DemonstrationFolder
{
    /// <summary>All files of a folder, one after the other.</summary>
    public static IDemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        var files = Files(path);
        return files.Length > 0
            ? ConcatenatedView.Of([.. files.Select(file => DemonstrationFormats.Open(file, options))])
            : throw new DemonstrationException(path, "", "is a folder without files, expected demonstrations.");
    }

    /// <summary>The files of a folder in the order of their names; hidden ones and Minari's metadata are left out.</summary>
    public static string[] Files(string path)
    {
        try
        {
            string[] files =
            [
                .. Directory
                    .EnumerateFiles(path)
                    .Where(file => !Path.GetFileName(file).StartsWith('.'))
                    .Order(StringComparer.Ordinal),
            ];
            // What Minari puts beside its file says of the file what it is, and is read with it.
            return files.Any(file => Path.GetFileName(file) == MinariMetadata.DataFileName)
                ? [.. files.Where(file => Path.GetFileName(file) != MinariMetadata.FileName)]
                : files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DemonstrationException(path, "", $"cannot be listed: {e.Message}", e);
        }
    }
}
