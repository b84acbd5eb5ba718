namespace Gail.Data;

/// <summary>A folder of files as one view.</summary>
internal static class DemonstrationFolder
{
    /// <summary>The files of a folder in the order of their names; hidden ones are left out.</summary>
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
