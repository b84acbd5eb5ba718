using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Layouts;
using Gail.Data.Formats.Layouts.Minari;
using Gail.Data.Formats.Text;
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

    /// <summary>What is wrong or odd that only reading tells, a sentence each.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];
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
        new NamedArraysLayout(),
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
        var layout = Layout(file, options, format is not null);
        var table = FittingRewards(file, Table(layout, file, options));
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

    /// <summary>The layout that options name, that of names that they give, or the first that knows the file.</summary>
    private static IArrayLayout Layout(IArrayFile file, DemonstrationFileOptions options, bool isOfPickles)
    {
        var named = All.FirstOrDefault(layout => layout.Name == options.Format);
        if (options.ColumnNames.IsEmpty)
        {
            return named
                ?? All.FirstOrDefault(layout => (isOfPickles || !layout.IsOfPickles) && layout.Recognizes(file))
                ?? throw Unknown(file);
        }
        TextNames.Check(file.Path, options);
        return named is null or NamedArraysLayout
            ? named ?? All.OfType<NamedArraysLayout>().Single()
            : throw new DemonstrationException(
                file.Path,
                "",
                $"names of columns are given, but the layout '{named.Name}' has names of its own; leave one of them out."
            );
    }

    /// <summary>The table, without the episodes that are bad if that is asked for.</summary>
    private static ArrayTable Table(IArrayLayout layout, IArrayFile file, DemonstrationFileOptions options)
    {
        while (true)
        {
            try
            {
                return layout.Table(file, options);
            }
            catch (DemonstrationException e)
                when (options.Bad is { } bad && e.Episode is { } episode && !options.Without.Contains(episode))
            {
                bad.Add($"{e.Field}: {e.Problem}");
                options = options with { Without = options.Without.Add(episode) };
            }
        }
    }

    /// <summary>The table without rewards that are not one number for each step: nobody needs them.</summary>
    private static ArrayTable FittingRewards(IArrayFile file, ArrayTable table)
    {
        var name = table.Fields[StandardColumn.Reward];
        var fits =
            table.Observations.Shape.Rank > 0
            && table[StandardColumn.Reward] is { Shape: { Rank: 1 } shape }
            && shape[0] == table.Observations.Shape[0];
        return fits || !file.Arrays.Any(array => array.Name.Split('/')[^1].StartsWith(name, StringComparison.Ordinal))
            ? table
            : table with
            {
                Columns = table.Columns.With(StandardColumn.Reward, null),
                Notes = table.Notes.Add(
                    $"{name}: not one number for each step of every episode, so that rewards are taken for missing; imitation needs none."
                ),
            };
    }

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
            $"the arrays found, {found}, are of no known layout. Known are {string.Join(", ", known)}. Where they have names of their own, say which are which, as in observation=NAME,action=NAME: with --columns, or DemonstrationFileOptions.ColumnNames."
        );
    }
}
