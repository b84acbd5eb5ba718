namespace Gail.Data;

/// <summary>A folder of files as one view.</summary>
internal static class DemonstrationFolder
{
    /// <summary>The files of a folder in the order of their names; hidden ones and Minari's metadata are left out.</summary>
    public static IDemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        string[] files;
        try
        {
            files =
            [
                .. Directory
                    .EnumerateFiles(path)
                    .Where(file => !Path.GetFileName(file).StartsWith('.'))
                    .Order(StringComparer.Ordinal),
            ];
            // What Minari puts beside its file says of the file what it is, and is read with it.
            if (files.Any(file => Path.GetFileName(file) == MinariMetadata.DataFileName))
            {
                files = [.. files.Where(file => Path.GetFileName(file) != MinariMetadata.FileName)];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DemonstrationException(path, "", $"cannot be listed: {e.Message}", e);
        }
        return files.Length > 0
            ? ConcatenatedView.Of([.. files.Select(file => DemonstrationFormats.Open(file, options))])
            : throw new DemonstrationException(path, "", "is a folder without files, expected demonstrations.");
    }
}
