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
    private readonly CsvReading _reading;

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
        var head = FileHead.Of(path);
        _text = new CsvText(path, CsvHead.Separator(head));
        using var start = new CsvStart(path, _text, options);
        var header = start.Header;
        _reading = new CsvReading(
            header.ActionHasNoIndex && start.FirstActionIsInteger()
                ? header.Marked.Add(header.Actions[0])
                : header.Marked,
            CsvHead.HasDecimalCommas(head),
            options.Bad is not null
        );
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
            block => CsvRows.Of(_text, header, _reading, block, most => new BatchBuilder(Description, columns, most)),
            _pace.Ahead
        );
        var read = blocks.SelectMany(batches => batches);
        foreach (
            var batch in header.Agent >= 0 ? ByAgent(read, header, columns)
            : _options.Bad is { } bad ? Sound(read, header, bad)
            : InOrderOfFile(read, header)
        )
        {
            yield return batch;
        }
    }

    private IEnumerable<ViewBatch> InOrderOfFile(IEnumerable<CsvBatch> batches, CsvHeader header)
    {
        var episodes = Splitter(header);
        foreach (var batch in batches)
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

    /// <summary>
    /// All rows that there are, with what is wrong with episodes. A last row that cannot be read is where the file
    /// breaks off, and left out alone.
    /// </summary>
    private IEnumerable<ViewBatch> Sound(IEnumerable<CsvBatch> batches, CsvHeader header, BadParts bad)
    {
        var episodes = Splitter(header);
        // Which row is the last is known when all are there, and they will all be in memory anyway.
        var all = batches.Where(batch => batch.Keys.Count > 0 || batch.Failure is not null).ToList();
        foreach (var batch in all)
        {
            var last = batch.Keys.Count - 1;
            var breaksOff =
                ReferenceEquals(batch, all[^1]) && batch.Failure is null && batch.Bad?.ContainsKey(last) == true;
            if (breaksOff)
            {
                var end = _text.Fail(batch.Start + batch.Keys[last].Offset, "", batch.Bad![last].Message);
                bad.Add($"{end.Field}: {end.Problem}");
                batch.Values.Drop();
                batch.Keys.RemoveAt(last);
            }
            Mark(batch, episodes, bad);
            if (batch.Values.Rows > 0)
            {
                yield return batch.Values.Take();
            }
            if (batch.Failure is { } failure)
            {
                var problem = _text.Explained(failure, batch.Start);
                bad.Add($"what follows from {problem.Field} on: {problem.Problem}");
                yield break;
            }
        }
    }

    /// <summary>The rows agent by agent.</summary>
    private IEnumerable<ViewBatch> ByAgent(
        IEnumerable<CsvBatch> batches,
        CsvHeader header,
        ImmutableArray<string> columns
    )
    {
        var rows = new AgentRows(
            Description,
            columns,
            () => Splitter(header),
            (offset, problem) => _text.Fail(offset, "", problem)
        );
        foreach (var batch in batches)
        {
            if ((batch.Failure ?? batch.Bad?.Values.FirstOrDefault()) is { } failure)
            {
                throw _text.Explained(failure, batch.Start);
            }
            for (var row = 0; row < batch.Keys.Count; row++)
            {
                // Numbered once all are in order.
                batch.Values.Set(StandardColumn.Episode, row, 0L);
                batch.Values.Set(StandardColumn.Step, row, 0L);
            }
            if (batch.Values.Rows > 0)
            {
                rows.Add(
                    batch.Values.Take(),
                    batch.Keys.Select(
                        (key, row) =>
                            new AgentKey(
                                batch.Agents[row],
                                key.Name < 0 ? [] : batch.Names[key.Name],
                                key.Step,
                                key.Ends,
                                batch.Start + key.Offset
                            )
                    )
                );
            }
        }
        return rows.Ordered();
    }

    private static EpisodeSplitter Splitter(CsvHeader header) =>
        new(!header[StandardColumn.Episode].IsEmpty, !header[StandardColumn.Step].IsEmpty);

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
                throw _text.Fail(batch.Start + key.Offset, "", problem).WithRemedy();
            }
            batch.Values.Set(StandardColumn.Episode, row, episodes.Episode);
            batch.Values.Set(StandardColumn.Step, row, episodes.Step);
        }
    }

    /// <summary>Numbers episodes and steps as far as they can be told, and says which episodes are bad.</summary>
    private void Mark(CsvBatch batch, EpisodeSplitter episodes, BadParts bad)
    {
        for (var row = 0; row < batch.Keys.Count; row++)
        {
            var key = batch.Keys[row];
            var unreadable = batch.Bad?.GetValueOrDefault(row);
            var problem =
                unreadable is not null && key.Step == CsvKey.Unknown
                    ? unreadable.Message
                    : episodes.Next(key.Name < 0 ? [] : batch.Names[key.Name], key.Step, key.Ends);
            if (unreadable is not null && key.Step == CsvKey.Unknown)
            {
                episodes.Skip(key.Name < 0 ? [] : batch.Names[key.Name]);
            }
            if ((problem ?? unreadable?.Message) is { } found && !bad.Episodes.ContainsKey(episodes.Episode))
            {
                var place = _text.Fail(batch.Start + key.Offset, unreadable?.Column ?? "", found);
                bad.Add(episodes.Episode, $"{place.Field}: {place.Problem}");
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
            Notes = [.. Notes(header, _reading)],
        };
    }

    private ViewColumn Vector(string name, ImmutableArray<int> fields) =>
        ViewColumn.Vector(name, fields.Length) with
        {
            Parts = ColumnSpace
                .Of([.. fields.Select(field => _reading.Choices.Contains(field) ? 0 : ColumnSpace.Quantity)])
                .Parts,
        };

    private static IEnumerable<string> Notes(CsvHeader header, CsvReading reading)
    {
        if (!header.Columns.Any(column => column.TellsEpisodes))
        {
            yield return header.Agent < 0
                ? EpisodeSplitter.NoEpisodes
                : "The file does not say where episodes begin, so all rows of one agent are taken for one episode.";
        }
        if (reading.DecimalCommas)
        {
            yield return "Numbers have decimal commas, and are read so.";
        }
        if (header.Unused().ToList() is { Count: > 0 } unused)
        {
            yield return $"Columns that have no meaning here were ignored: {CsvHeader.Listed(unused)}.";
        }
    }
}
