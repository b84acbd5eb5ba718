using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Layouts.Minari;
using Gail.Data.Views;

namespace Gail.Data.Formats.Arrow;

/// <summary>
/// Farama Minari's data sets in its Arrow format: a folder for each episode with a row for each observation, of which the
/// last has neither action nor reward; as the arrays that <see cref="MinariLayout"/> knows.
/// </summary>
internal static class MinariArrow
{
    private const string Observations = "observations";
    private const string Data = "data";

    /// <summary>The folder that episodes lie in: that of a data set, or it itself.</summary>
    public static string DataFolder(string path) =>
        Directory.Exists(Path.Combine(path, Data)) ? Path.Combine(path, Data) : path;

    /// <summary>Whether a folder is such a data set.</summary>
    public static bool IsIn(string path)
    {
        var folder = DataFolder(path);
        return File.Exists(Path.Combine(folder, MinariMetadata.FileName)) && Episodes(folder).Any();
    }

    /// <summary>Opens a data set.</summary>
    /// <exception cref="DemonstrationException">An episode is missing or damaged.</exception>
    public static ArrowArrays Open(string path) =>
        new(path, Episodes(DataFolder(path)).SelectMany(episode => Arrays(path, episode)));

    private static IEnumerable<(long Number, ImmutableArray<string> Files)> Episodes(string folder) =>
        Directory
            .EnumerateDirectories(folder)
            .Select(episode => (Path: episode, Name: Path.GetFileName(episode)))
            .Where(episode => episode.Name.All(char.IsAsciiDigit) && episode.Name.Length < 19)
            .Select(episode =>
                (
                    long.Parse(episode.Name, CultureInfo.InvariantCulture),
                    Directory.EnumerateFiles(episode.Path, "*.arrow").Order(NaturalOrder.Instance).ToImmutableArray()
                )
            )
            .Where(episode => !episode.Item2.IsEmpty)
            .OrderBy(episode => episode.Item1);

    private static IEnumerable<ArrowArray> Arrays(string path, (long Number, ImmutableArray<string> Files) episode)
    {
        var files = episode.Files.Select(ArrowFile.Open).ToList();
        var rows = files.Sum(file => file.Batches.Sum(batch => (long)batch.Rows));
        if (rows is 0 or > int.MaxValue)
        {
            throw new DemonstrationException(episode.Files[0], "", $"holds {rows} observations, expected two or more.");
        }
        var found = new SortedDictionary<string, ArrowArray>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            using var handle = ArrowFile.Handle(file.Path);
            var reader = new ArrowRows(file, handle);
            var left = rows;
            foreach (var batch in file.Batches)
            {
                left -= batch.Rows;
                foreach (var column in batch.Columns)
                {
                    // The last row of an episode is an observation and nothing else.
                    var isLast = left == 0 && file == files[^1];
                    var count = column.Field.Name == Observations || !isLast ? batch.Rows : batch.Rows - 1;
                    try
                    {
                        Add(found, reader, column, count, column.Field.Name);
                    }
                    catch (Exception e) when (ArrowFile.IsDamage(e))
                    {
                        throw ArrowFile.Damaged(file.Path, column.Field.Name, e);
                    }
                }
            }
            rows = left;
        }
        return found.Values.Select(array =>
            array with
            {
                Info = array.Info with { Name = $"episode_{episode.Number}/{array.Info.Name}" },
            }
        );
    }

    private static void Add(
        SortedDictionary<string, ArrowArray> found,
        ArrowRows reader,
        ArrowNode node,
        int rows,
        string name
    )
    {
        if (node.Field.Kind == ArrowKind.Struct)
        {
            foreach (var child in node.Children)
            {
                Add(found, reader, child, rows, $"{name}/{child.Field.Name}");
            }
            return;
        }
        if (rows < 0 || rows > node.Length)
        {
            throw new InvalidDataException($"has {node.Length} values of {name} in {rows} rows");
        }
        var numbers = name.StartsWith("infos", StringComparison.Ordinal) ? null : reader.Numbers(node, 0, rows);
        var (type, width) = numbers is { } some ? (some.Field.DataType, some.Width) : (node.Field.DataType, 1);
        var isVector = node.Field.Kind is ArrowKind.List or ArrowKind.FixedList;
        if (!found.TryGetValue(name, out var array))
        {
            array = new ArrowArray(new ArrayInfo(name, type, isVector ? [0, width] : [0]), []);
        }
        if (array.Info.DataType != type || (isVector && array.Info.Shape[1] != width))
        {
            throw new InvalidDataException(
                $"holds {width} values '{type}' in some rows of {name} and others elsewhere"
            );
        }
        found[name] = new ArrowArray(
            array.Info with
            {
                Shape = array.Info.Shape.SetItem(0, checked(array.Info.Shape[0] + rows)),
            },
            numbers is { } stretch && rows > 0 ? array.Stretches.Add(stretch.Stretch) : array.Stretches
        );
    }
}

/// <summary>The folder of such a data set.</summary>
internal sealed class MinariArrowFormat : IFolderFormat
{
    private readonly MinariLayout _layout = new();

    public string Name => _layout.Name;

    public string Description => _layout.Description;

    public bool RecognizesFolder(string path) => MinariArrow.IsIn(path);

    public DemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        var file = MinariArrow.Open(path);
        var table = _layout.Table(file, options);
        return new ArrayView(
            path,
            () => file,
            parallel: true,
            file.Arrays,
            options.AnyEnvironment ? table with { EnvironmentId = "" } : table
        );
    }
}
