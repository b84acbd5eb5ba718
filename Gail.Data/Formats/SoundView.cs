using System.Collections.Immutable;
using Gail.Data.Checks;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;

namespace Gail.Data.Formats;

/// <summary>What of a file can be used: read at once, without the episodes that something is wrong with.</summary>
internal sealed class SoundView : DemonstrationView
{
    private const int MostNamed = 3;

    private readonly LoadedDemonstrations _loaded;
    private readonly DemonstrationsView _rows;

    private SoundView(LoadedDemonstrations loaded, ViewSchema source, ImmutableArray<string> leftOut)
    {
        _loaded = loaded;
        _rows = new DemonstrationsView(loaded.Columns);
        Description = _rows.Description with { Notes = source.Notes, LeftOut = leftOut, Source = source.Source };
    }

    public override ViewSchema Description { get; }

    public override long? RowCount => _rows.RowCount;

    /// <summary>Reads a file that may be bad in part.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="open">Opens it.</param>
    /// <exception cref="DemonstrationException">Nothing in it can be used.</exception>
    public static SoundView Of(
        string path,
        DemonstrationFileOptions options,
        Func<string, DemonstrationFileOptions, DemonstrationView> open
    )
    {
        var bad = new BadParts();
        var view = open(path, options with { Bad = bad });
        var loaded = view.Load();
        var columns = StructureRules.Complete(loaded.Columns);
        foreach (var (episode, problem) in ValueRules.BadEpisodes(columns))
        {
            bad.Add(episode, problem);
        }
        ImmutableArray<int> kept =
        [
            .. Enumerable.Range(0, columns.EpisodeStarts.Length).Where(episode => !bad.Episodes.ContainsKey(episode)),
        ];
        ImmutableArray<string> leftOut =
        [
            .. bad.Others.Select(problem => $"{path}: left out: {problem}"),
            .. bad.Episodes.Select(pair => $"{path}: left out episode {pair.Key}: {pair.Value}"),
        ];
        if (kept.IsEmpty)
        {
            throw new DemonstrationException(
                path,
                "",
                $"holds no episode that can be used. {string.Join(" ", leftOut.Take(MostNamed))}"
            );
        }
        return new SoundView(
            kept.Length == columns.EpisodeStarts.Length
                ? loaded with
                {
                    Columns = columns,
                }
                : Chosen(loaded, columns, kept),
            view.Description,
            leftOut
        );
    }

    public override LoadedDemonstrations Load() => _loaded;

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns) => _rows.Read(columns);

    private static LoadedDemonstrations Chosen(
        LoadedDemonstrations loaded,
        DemonstrationColumns columns,
        ImmutableArray<int> kept
    )
    {
        var chosen = new ChosenEpisodesView(new DemonstrationsView(columns), () => kept).Load();
        return loaded with
        {
            Columns = chosen.Columns with { Fields = columns.Fields with { Episodes = [] } },
            StatedReturns =
                loaded.StatedReturns is { Shape.Rank: 1 } stated && stated.Length == columns.EpisodeStarts.Length
                    ? stated.Gather(kept.AsSpan())
                    : null,
        };
    }
}
