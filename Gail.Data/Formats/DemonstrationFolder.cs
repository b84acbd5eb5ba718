using System.Collections.Immutable;
using Gail.Data.Formats.Layouts.Minari;
using Gail.Data.Views;

namespace Gail.Data.Formats;

/// <summary>A folder of files as one view.</summary>
public static class DemonstrationFolder
{
    private const int MostNamed = 8;

    // Minari keeps its file three folders below the one that has the data set's name.
    private const int DeepestOnly = 4;

    // Videos, which may be large, are not read.
    private static readonly string[] OfDataSets = [".parquet", ".arrow", ".json", ".jsonl"];

    /// <summary>
    /// A folder that is one data set, or else all demonstrations of it, one after the other; other files are passed over
    /// and named.
    /// </summary>
    internal static DemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        var place = Place(path);
        if (DemonstrationFormats.OpenFolder(place, options) is { } whole)
        {
            return whole;
        }
        var (files, others) = Sorted(place);
        if (files.IsEmpty)
        {
            if (others is [var only])
            {
                // What is no file at all, a pipe for instance, says so itself.
                InputFile.Open(only).Dispose();
            }
            throw new DemonstrationException(
                path,
                "",
                others.IsEmpty
                    ? $"is a folder without files, expected demonstrations{Below(place)}."
                    : $"is a folder without demonstrations: {Named(others)} {(others.Length == 1 ? "is" : "are")} of no known format{Below(place)}."
            )
            {
                IsEmpty = true,
            };
        }
        var notes = others.IsEmpty
            ? (ImmutableArray<string>)[]
            :
            [
                $"{path}: passed over {(others.Length == 1 ? "a file that is" : $"{others.Length} files that are")} of no known format: {Named(others)}.",
            ];
        return DemonstrationFiles.Joined(
            path,
            files,
            file => DemonstrationFormats.Open(file, options),
            options.SkipBad,
            notes
        );
    }

    /// <summary>
    /// The files of a folder that hold demonstrations, in the order of their names, in which numbers count by their
    /// value; hidden ones, Minari's metadata and files of no known format are left out. Of a folder that is one data set
    /// all files in it and below that say something. Where a folder holds nothing but another folder, the files of that.
    /// </summary>
    public static string[] Files(string path)
    {
        var place = Place(path);
        return DemonstrationFormats.IsDataSet(place) ? FilesOfDataSet(place) : [.. Sorted(place).Demonstrations];
    }

    private static string[] FilesOfDataSet(string path) =>
        [
            .. Visible(path, place => Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories))
                .Where(file => OfDataSets.Contains(Path.GetExtension(file)))
                .Order(NaturalOrder.Instance),
        ];

    /// <summary>The folder itself, or the only one below it where it holds no demonstrations itself.</summary>
    private static string Place(string path)
    {
        var place = path;
        for (var depth = 0; depth < DeepestOnly; depth++)
        {
            if (DemonstrationFormats.IsDataSet(place) || !Sorted(place).Demonstrations.IsEmpty)
            {
                return place;
            }
            if (Visible(place, Directory.EnumerateDirectories) is not [var only])
            {
                return path;
            }
            place = only;
        }
        return place;
    }

    private static (ImmutableArray<string> Demonstrations, ImmutableArray<string> Others) Sorted(string path)
    {
        var files = Visible(path, Directory.EnumerateFiles);
        // What Minari puts beside its file says of the file what it is, and is read with it.
        var isMinari = files.Any(file => Path.GetFileName(file) == MinariMetadata.DataFileName);
        var read = files.Where(file => !(isMinari && Path.GetFileName(file) == MinariMetadata.FileName));
        var known = read.ToLookup(DemonstrationFormats.MayHold);
        return ([.. known[true]], [.. known[false]]);
    }

    /// <summary>Folders are read without those in them; whoever expected otherwise should hear of it.</summary>
    private static string Below(string path) =>
        Visible(path, Directory.EnumerateDirectories) is [var first, ..]
            ? $"; the folders in it are not read: name one, as {first}"
            : "";

    private static string Named(ImmutableArray<string> files) =>
        string.Join(", ", files.Take(MostNamed).Select(Path.GetFileName))
        + (files.Length > MostNamed ? $" and {files.Length - MostNamed} more" : "");

    private static string[] Visible(string path, Func<string, IEnumerable<string>> list)
    {
        try
        {
            return
            [
                .. list(path)
                    .Where(found => !Path.GetFileName(found).StartsWith('.'))
                    .OrderBy(found => Path.GetFileName(found), NaturalOrder.Instance),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DemonstrationException(path, "", $"cannot be listed: {e.Message}", e);
        }
    }
}
