using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gail.Data.Columns;
using Gail.Data.Views;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>
/// A view of a table in text: its first line and row are read at once, the rest when it is asked for, block by block
/// on all cores.
/// </summary>
internal sealed class CsvView : DemonstrationView
{
    private readonly string _path;
    private readonly CsvText _text;
    private readonly DemonstrationFileOptions _options;
    private readonly CsvPace _pace;
    private readonly ImmutableHashSet<int> _choices;

    /// <summary>A view of a file.</summary>
    /// <exception cref="DemonstrationException">It has no header that can be used.</exception>
    public CsvView(string path, DemonstrationFileOptions options)
        : this(path, options, CsvPace.Usual) { }

    /// <summary>A view of a file that is read at a pace of one's choice.</summary>
    /// <exception cref="DemonstrationException">It has no header that can be used.</exception>
    public CsvView(string path, DemonstrationFileOptions options, CsvPace pace)
    {
        _path = path;
        _options = options;
        _pace = pace;
        _text = new CsvText(path, CsvHead.Separator(FileHead.Of(path)));
        using var start = new CsvStart(path, _text, options);
        var header = start.Header;
        _choices =
            header.ActionHasNoIndex && start.FirstActionIsInteger()
                ? header.Marked.Add(header.Actions[0])
                : header.Marked;
        Description = MakeSchema(header);
    }

    public override ViewSchema Description { get; }

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        if (Start(out var header) is not { } first)
        {
            yield break;
        }
        var blocks = InOrder.Map(
            CsvBlocks.Of(_text, first, _pace.BlockBytes),
            block => CsvRows.Of(_text, header, _choices, block, most => new BatchBuilder(Description, columns, most)),
            _pace.Ahead
        );
        var episodes = new EpisodeSplitter(
            !header[StandardColumn.Episode].IsEmpty,
            !header[StandardColumn.Step].IsEmpty
        );
        foreach (var batch in blocks.SelectMany(batches => batches))
        {
            Number(batch, episodes);
            if (batch.Failure is { } failure)
            {
                throw _text.Explained(failure, batch.Start);
            }
            if (batch.Values.Rows > 0)
            {
                yield return batch.Values.Take();
            }
        }
    }

    /// <summary>Reads the header once more, and where the first row begins, if there is one.</summary>
    private long? Start(out CsvHeader header)
    {
        using var start = new CsvStart(_path, _text, _options);
        header = start.Header;
        return
            header.Observations.Length == Description[ColumnNames.Observation].Width
            && header.Actions.Length == (Description.Find(ColumnNames.Action)?.Width ?? 0)
            && header.NextObservations.Length == (Description.Find(ColumnNames.NextObservation)?.Width ?? 0)
            ? start.FirstRow()
            : throw _text.Changed("line 1");
    }

    /// <summary>Numbers episodes and steps, which takes all rows before.</summary>
    private void Number(CsvBatch batch, EpisodeSplitter episodes)
    {
        var keys = CollectionsMarshal.AsSpan(batch.Keys);
        for (var row = 0; row < keys.Length; row++)
        {
            ref readonly var key = ref keys[row];
            var name = key.Name < 0 ? [] : batch.Names[key.Name];
            if (episodes.Next(name, key.Step, key.Ends) is { } problem)
            {
                throw _text.Fail(batch.Start + key.Offset, "", problem);
            }
            batch.Values.Set(StandardColumn.Episode, row, episodes.Episode);
            batch.Values.Set(StandardColumn.Step, row, episodes.Step);
        }
    }

    private ViewSchema MakeSchema(CsvHeader header)
    {
        var action = header.Actions.IsEmpty ? null : Vector(ColumnNames.Action, header.Actions);
        return new ViewSchema
        {
            Columns = StandardColumns.Of(Vector(ColumnNames.Observation, header.Observations), action, header.Columns),
            Source = new DemonstrationSource { File = _path, Format = CsvFormat.FormatName },
            Notes = [.. Notes(header)],
        };
    }

    private ViewColumn Vector(string name, ImmutableArray<int> fields) =>
        ViewColumn.Vector(name, fields.Length) with
        {
            Parts = ColumnSpace
                .Of([.. fields.Select(field => _choices.Contains(field) ? 0 : ColumnSpace.Quantity)])
                .Parts,
        };

    private static IEnumerable<string> Notes(CsvHeader header)
    {
        if (!header.Columns.Any(column => column.TellsEpisodes))
        {
            yield return EpisodeSplitter.NoEpisodes;
        }
        if (header.Unused().ToList() is { Count: > 0 } unused)
        {
            yield return $"Columns that have no meaning here were ignored: {CsvHeader.Listed(unused)}.";
        }
    }
}
