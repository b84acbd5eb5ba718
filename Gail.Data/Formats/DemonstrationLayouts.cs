using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data;

/// <summary>A way to keep demonstrations in an .npz archive.</summary>
internal interface IDemonstrationLayout
{
    /// <summary>The name, as in <see cref="DemonstrationSource.Format"/>.</summary>
    string Format { get; }

    /// <summary>The arrays it is known by.</summary>
    ImmutableArray<string> Required { get; }

    /// <summary>The arrays it may have besides.</summary>
    ImmutableArray<string> Optional { get; }

    /// <summary>Reads the columns; single values are checked later.</summary>
    LoadedDemonstrations Load(NpzArchive archive);
}

/// <summary>What a file holds before single values are checked.</summary>
/// <param name="Columns">The columns.</param>
internal sealed record LoadedDemonstrations(DemonstrationColumns Columns)
{
    /// <summary>[E]: the returns the file states besides the rewards, if any.</summary>
    public NdArray<double>? StatedReturns { get; init; }

    /// <summary>All arrays of the file.</summary>
    public ImmutableArray<NpyInfo> Arrays { get; init; } = [];

    /// <summary>The arrays that the layout does not know.</summary>
    public ImmutableArray<string> Unknown { get; init; } = [];

    /// <summary>What the reader should know about the layout.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>The layouts that are read, and the choice among them.</summary>
internal static class DemonstrationLayouts
{
    private static readonly ImmutableArray<IDemonstrationLayout> All =
    [
        new GailLayout(),
        new StableBaselinesLayout(),
        new ImitationLayout(),
    ];

    /// <summary>Reads a file in whichever layout it has.</summary>
    public static LoadedDemonstrations Load(string path)
    {
        using var archive = NpzArchive.Open(path);
        var layout = All.FirstOrDefault(layout => layout.Required.All(archive.Contains)) ?? throw Unknown(archive);
        return layout.Load(archive) with
        {
            Arrays = archive.Arrays,
            Unknown =
            [
                .. archive
                    .Arrays.Select(array => array.Name)
                    .Where(name => !layout.Required.Contains(name) && !layout.Optional.Contains(name)),
            ],
        };
    }

    private static DemonstrationException Unknown(NpzArchive archive)
    {
        var found = archive.Arrays.IsEmpty
            ? "no arrays"
            : string.Join(", ", archive.Arrays.Select(array => array.Name));
        var known = All.Select(layout =>
        {
            var missing = layout.Required.Where(name => !archive.Contains(name)).ToList();
            return $"{layout.Format} ({string.Join(", ", layout.Required)}; missing {string.Join(", ", missing)})";
        });
        return new DemonstrationException(
            archive.Path,
            "",
            $"the arrays found, {found}, are of no known layout. Known are {string.Join(", ", known)}."
        );
    }
}
