using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Layouts;
using Gail.Data.Formats.Layouts.Minari;
using Gail.Numerics;

namespace Gail.Data.Formats.Arrays;

/// <summary>A way to keep demonstrations in a file of arrays.</summary>
internal interface IArrayLayout : INamedFormat
{
    /// <summary>The arrays it is known by; of many episodes those of the first.</summary>
    ImmutableArray<string> Required { get; }

    /// <summary>
    /// Whether it is looked for only in files that are dictionaries and lists themselves, pickles and PyTorch's: its names
    /// are too usual elsewhere.
    /// </summary>
    bool IsOfPickles => false;

    /// <summary>Whether a file has this layout. The first that says yes is taken.</summary>
    bool Recognizes(IArrayFile file) => Required.All(file.Contains);

    /// <summary>Finds out which arrays are which columns. Rows are not read, but for what says where episodes begin.</summary>
    /// <exception cref="DemonstrationException">The file has not, or not quite, this layout.</exception>
    ArrayTable Table(IArrayFile file, DemonstrationFileOptions options);
}

/// <summary>What a file holds before single values are checked.</summary>
/// <param name="Columns">The columns.</param>
internal sealed record LoadedDemonstrations(DemonstrationColumns Columns)
{
    /// <summary>[E]: the returns the file states besides the rewards, if any.</summary>
    public NdArray<double>? StatedReturns { get; init; }

    /// <summary>All arrays of the file.</summary>
    public ImmutableArray<ArrayInfo> Arrays { get; init; } = [];

    /// <summary>The arrays that the layout does not know.</summary>
    public ImmutableArray<string> Unknown { get; init; } = [];

    /// <summary>What the reader should know about the layout.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>The layouts that are read, and the choice among them.</summary>
internal static class ArrayLayouts
{
    /// <summary>In the order in which they are asked: the most particular first.</summary>
    public static ImmutableArray<IArrayLayout> All { get; } =
    [
        new GailLayout(),
        new MinariLayout(),
        new RobomimicLayout(),
        new PaperLayout(),
        new StableBaselinesLayout(),
        new ImitationLayout(),
        // Has all that D4RL's has, and one array more.
        new D3rlpyLayout(),
        new D4rlLayout(),
        new BaselinesLayout(),
        new EpisodesLayout(),
        new StepsLayout(),
    ];

    /// <summary>A view of a file of arrays.</summary>
    /// <param name="open">Opens it.</param>
    /// <param name="parallel">Whether several may be open and read at once.</param>
    /// <param name="options">May name the layout.</param>
    /// <param name="format">What the file is called, where that says more than the layout.</param>
    public static ArrayView Open(
        Func<IArrayFile> open,
        bool parallel,
        DemonstrationFileOptions options,
        string? format = null
    )
    {
        using var file = open();
        var layout =
            options.Format is { } name && All.FirstOrDefault(layout => layout.Name == name) is { } named
                ? named
                : All.FirstOrDefault(layout => (format is not null || !layout.IsOfPickles) && layout.Recognizes(file))
                    ?? throw Unknown(file);
        var table = layout.Table(file, options);
        if (format is not null)
        {
            table = table with
            {
                Format = format,
                Notes = table.Notes.Insert(0, $"Its arrays are read as those of {layout.Description}."),
            };
        }
        return new ArrayView(
            file.Path,
            open,
            parallel,
            file.Arrays,
            options.AnyEnvironment ? table with { EnvironmentId = "" } : table
        );
    }

    private static string Named(ArrayInfo array) =>
        array.IsObject ? $"{array.Name} (Python objects, which are not loaded)" : array.Name;

    private static DemonstrationException Unknown(IArrayFile file)
    {
        var found = file.Arrays.IsEmpty
            ? "no arrays"
            : string.Join(", ", file.Arrays.Take(20).Select(Named))
                + (file.Arrays.Length > 20 ? $" and {file.Arrays.Length - 20} more" : "");
        var known = All.Select(layout =>
        {
            var missing = layout.Required.Where(name => !file.Contains(name)).ToList();
            var lack = missing.Count == 0 ? "" : $"; missing {string.Join(", ", missing)}";
            return $"{layout.Name} ({string.Join(", ", layout.Required)}{lack})";
        });
        return new DemonstrationException(
            file.Path,
            "",
            $"the arrays found, {found}, are of no known layout. Known are {string.Join(", ", known)}."
        );
    }
}
