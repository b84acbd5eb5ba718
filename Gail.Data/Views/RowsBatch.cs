using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Formats.Text;
using Gail.Data.Views.Transforms;

namespace Gail.Data.Views;

/// <summary>A batch while its rows come one after the other; their episodes are numbered on the way.</summary>
internal sealed class RowsBatch
{
    private const int MostRows = 4096;

    // So that wide rows take no more memory than narrow ones.
    private const int MostValues = 1 << 22;

    private readonly ImmutableArray<string> _wanted;
    private readonly Dictionary<string, RowsColumn> _columns;
    private readonly EpisodeSplitter? _episodes;
    private readonly string _file;
    private readonly int _capacity;

    /// <summary>A batch of some columns.</summary>
    /// <param name="held">The columns that rows hold.</param>
    /// <param name="schema">Those of the view.</param>
    /// <param name="wanted">Those asked for.</param>
    public RowsBatch(ViewSchema held, ViewSchema schema, ImmutableArray<string> wanted)
    {
        _wanted = wanted;
        _file = schema.Source.File;
        ImmutableArray<string> numbers = [ColumnNames.Episode, ColumnNames.Step];
        var isNumbered = wanted.Any(numbers.Contains);
        Looked = [.. wanted.Union(isNumbered ? numbers.Union(BatchRows.Flags) : []).Where(held.Has)];
        _columns = wanted.Union(Looked).ToDictionary(name => name, name => new RowsColumn(schema[name], _file));
        _episodes = isNumbered ? new EpisodeSplitter(held.Has(ColumnNames.Episode), held.Has(ColumnNames.Step)) : null;
        _capacity = Math.Clamp(MostValues / Math.Max(1, _columns.Values.Sum(column => column.Width)), 1, MostRows);
    }

    /// <summary>The columns that rows are asked for.</summary>
    public ImmutableArray<string> Looked { get; }

    /// <summary>The rows that are in.</summary>
    public int Rows { get; private set; }

    public bool IsFull => Rows == _capacity;

    /// <summary>Adds a row.</summary>
    /// <param name="row">Its number, for errors.</param>
    /// <param name="values">What it holds in a column.</param>
    /// <exception cref="DemonstrationException">It is none that can come next.</exception>
    public void Add(long row, Func<string, IEnumerable<double>> values)
    {
        foreach (var name in Looked)
        {
            _columns[name].Add(row, values(name));
        }
        if (_episodes is not null)
        {
            Number(row, _episodes);
        }
        Rows++;
    }

    /// <summary>Hands the rows out and makes room for the next ones.</summary>
    public ViewBatch Take()
    {
        var batch = new ViewBatch(Rows);
        foreach (var (name, column) in _columns)
        {
            batch = batch.With(name, column.Take(Rows));
        }
        Rows = 0;
        return batch.Only(_wanted);
    }

    private void Number(long row, EpisodeSplitter episodes)
    {
        double Held(string name) => Looked.Contains(name) ? _columns[name].Last : 0;
        Span<byte> name = stackalloc byte[20];
        ((long)Held(ColumnNames.Episode)).TryFormat(name, out var length, default, CultureInfo.InvariantCulture);
        var problem = episodes.Next(
            name[..length],
            (long)Held(ColumnNames.Step),
            BatchRows.Flags.Any(flag => Held(flag) != 0)
        );
        if (problem is not null)
        {
            throw new DemonstrationException(_file, ColumnNames.Episode, $"row {row} {problem}");
        }
        _columns.GetValueOrDefault(ColumnNames.Episode)?.Set(Rows, episodes.Episode);
        _columns.GetValueOrDefault(ColumnNames.Step)?.Set(Rows, episodes.Step);
    }
}
