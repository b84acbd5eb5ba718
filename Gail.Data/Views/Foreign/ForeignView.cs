using System.Collections.Immutable;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Data.Views.Foreign;

/// <summary>
/// What any loader or transform of ML.NET gives, as demonstrations: a cursor whose values are copied into batches,
/// column by column in the type that they have.
/// </summary>
internal sealed class ForeignView : HeldRows
{
    private readonly IDataView _data;
    private readonly ImmutableDictionary<string, ForeignColumn> _columns;

    /// <summary>A view.</summary>
    /// <param name="data">The rows, episode after episode and in the order of time.</param>
    /// <param name="mapping">Which columns mean what.</param>
    /// <exception cref="DemonstrationException">A column is not there, or holds text, dates or vectors of no fixed size.</exception>
    public ForeignView(IDataView data, DataViewMapping mapping)
        : this(data, mapping, [.. mapping.Columns(data.Schema)]) { }

    private ForeignView(IDataView data, DataViewMapping mapping, ImmutableArray<ForeignColumn> columns)
        : base(Describe(mapping, columns))
    {
        _data = data;
        _columns = columns.ToImmutableDictionary(column => column.Name);
    }

    public override long? RowCount => _data.GetRowCount();

    protected override IEnumerable<int> Fill(ImmutableDictionary<string, ColumnBuffer> buffers, int capacity)
    {
        var read = buffers.Keys.SelectMany(name => _columns[name].From).DistinctBy(column => column.Index);
        using var cursor = _data.GetRowCursor(read);
        ImmutableArray<CellCopy> copies =
        [
            .. buffers.SelectMany(pair => _columns[pair.Key].Copies(cursor, pair.Value)),
        ];
        var (filled, number) = (0, 0L);
        while (cursor.MoveNext())
        {
            foreach (var copy in copies)
            {
                copy(filled, number);
            }
            number++;
            if (++filled == capacity)
            {
                yield return filled;
                filled = 0;
            }
        }
        if (filled > 0)
        {
            yield return filled;
        }
    }

    private static ViewSchema Describe(DataViewMapping mapping, ImmutableArray<ForeignColumn> columns)
    {
        var known = columns.SelectMany(column => column.From).Select(ColumnAnnotations.Of).OfType<ColumnKnowledge>().ToList();
        return new ViewSchema
        {
            Columns = [.. columns.Select(column => column.ToViewColumn(mapping))],
            Source = mapping.Source ?? known.FirstOrDefault()?.Source ?? DemonstrationSource.Memory,
            IsSubsampled = mapping.IsSubsampled ?? known.Any(column => column.IsSubsampled),
        };
    }
}
