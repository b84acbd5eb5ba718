using Gail.Data.Formats.Layouts.Minari;
using Gail.Data.Views;

namespace Gail.Data.Formats;

/// <summary>A folder of files as one view.</summary>
public static class DemonstrationFolder
{
    // Videos, which may be large, are not read.
    private static readonly string[] OfDataSets = [".parquet", ".arrow", ".json", ".jsonl"];

    /// <summary>A folder that is one data set, or else all files of it, one after the other.</summary>
    internal static DemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        if (DemonstrationFormats.OpenFolder(path, options) is { } whole)
        {
            return whole;
        }
        var files = Files(path);
        return files.Length > 0
            ? ConcatenatedView.Of([.. files.Select(file => DemonstrationFormats.Open(file, options))])
            : throw new DemonstrationException(
                path,
                "",
                $"is a folder without files, expected demonstrations{Below(path)}."
            );
    }

    /// <summary>
    /// The files of a folder in the order of their names, in which numbers count by their value; hidden ones and Minari's
    /// metadata are left out. Of a folder that is one data set all files in it and below that say something.
    /// </summary>
    public static string[] Files(string path)
    {
        try
        {
            if (DemonstrationFormats.IsDataSet(path))
            {
                return
                [
                    .. Visible(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
                        .Where(file => OfDataSets.Contains(Path.GetExtension(file)))
                        .Order(NaturalOrder.Instance),
                ];
            }
            var files = Visible(Directory.EnumerateFiles(path));
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

    /// <summary>Folders are read without those in them; whoever expected otherwise should hear of it.</summary>
    private static string Below(string path) =>
        Visible(Directory.EnumerateDirectories(path)) is [var first, ..]
            ? $"; the folders in it are not read: name one, as {first}"
            : "";

    private static string[] Visible(IEnumerable<string> paths) =>
        [
            .. paths
                .Where(path => !Path.GetFileName(path).StartsWith('.'))
                .OrderBy(path => Path.GetFileName(path), NaturalOrder.Instance),
        ];
}
