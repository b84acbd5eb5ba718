using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data;

/// <summary>A view of a table in text: its first line and row are read at once, the rest when it is asked for.</summary>
internal sealed class CsvView : IFileView
{
    private readonly string _path;
    private readonly char _separator;
    private readonly DemonstrationFileOptions _options;
    private readonly bool _discrete;

    /// <summary>A view of a file.</summary>
    /// <exception cref="DemonstrationException">It has no header that can be used.</exception>
    public CsvView(string path, DemonstrationFileOptions options)
    {
        _path = path;
        _options = options;
        _separator = CsvHead.Separator(FileHead.Of(path));
        using var rows = CsvRows.Open(path, _separator, options);
        var header = rows.Header;
        _discrete = header.ActionsAreMarked || (header.ActionHasNoIndex && rows.FirstActionIsInteger());
        Schema = MakeSchema(header);
    }

    public ViewSchema Schema { get; }

    /// <summary>Only reading tells.</summary>
    public long? RowCount => null;

    public LoadedDemonstrations Load() => ViewCollector.Collect(this);

    public IEnumerable<ViewBatch> Read(ImmutableArray<string> columns)
    {
        foreach (var name in columns)
        {
            _ = Schema[name];
        }
        return Batches(columns);
    }

    private IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        using var rows = CsvRows.Open(_path, _separator, _options);
        if (
            rows.Header.Observations.Length != Schema[ColumnNames.Observation].Width
            || rows.Header.Actions.Length != (Schema.Find(ColumnNames.Action)?.Width ?? 0)
            || rows.Header.NextObservations.Length != (Schema.Find(ColumnNames.NextObservation)?.Width ?? 0)
        )
        {
            throw new DemonstrationException(_path, "line 1", "is not what it was when the file was opened.");
        }
        var batch = new BatchBuilder(Schema, columns);
        bool more;
        do
        {
            more = rows.Fill(batch, _discrete);
            if (batch.Rows > 0)
            {
                yield return batch.Take();
            }
        } while (more);
    }

    private ViewSchema MakeSchema(CsvHeader header)
    {
        var columns = ImmutableArray.CreateBuilder<ViewColumn>();
        columns.Add(ViewColumn.Scalar(ColumnNames.Episode, ElementType.I64));
        columns.Add(ViewColumn.Scalar(ColumnNames.Step, ElementType.I64));
        columns.Add(ViewColumn.Vector(ColumnNames.Observation, header.Observations.Length));
        if (!header.Actions.IsEmpty)
        {
            columns.Add(ViewColumn.Vector(ColumnNames.Action, header.Actions.Length) with { IsDiscrete = _discrete });
        }
        void Add(int field, string name, ElementType type)
        {
            if (field >= 0)
            {
                columns.Add(ViewColumn.Scalar(name, type));
            }
        }
        Add(header.Reward, ColumnNames.Reward, ElementType.F64);
        if (!header.NextObservations.IsEmpty)
        {
            columns.Add(ViewColumn.Vector(ColumnNames.NextObservation, header.NextObservations.Length));
        }
        Add(header.Terminated, ColumnNames.Terminated, ElementType.Bool);
        Add(header.Truncated, ColumnNames.Truncated, ElementType.Bool);
        Add(header.Ended, ColumnNames.Ended, ElementType.Bool);
        return new ViewSchema
        {
            Columns = columns.ToImmutable(),
            Source = new DemonstrationSource { File = _path, Format = CsvFormat.FormatName },
            Notes = [.. Notes(header)],
        };
    }

    private static IEnumerable<string> Notes(CsvHeader header)
    {
        if (header.Episode < 0 && header.Step < 0 && header.Terminated < 0 && header.Truncated < 0 && header.Ended < 0)
        {
            yield return EpisodeSplitter.NoEpisodes;
        }
        if (header.Unused().ToList() is { Count: > 0 } unused)
        {
            yield return $"Columns that have no meaning here were ignored: {CsvHeader.Listed(unused)}.";
        }
    }
}
