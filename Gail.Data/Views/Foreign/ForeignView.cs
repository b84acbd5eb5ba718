using System.Collections.Immutable;
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
        : base(Describe(data.Schema, mapping, columns))
    {
        _data = data;
        _columns = columns.ToImmutableDictionary(column => column.Name);
    }

    public override long? RowCount => _data.GetRowCount();

    protected override IEnumerable<long> Rows(BatchBuilder batch, ImmutableArray<string> columns)
    {
        var read = columns.SelectMany(name => _columns[name].From).DistinctBy(column => column.Index);
        using var cursor = _data.GetRowCursor(read);
        CellCopy[] copies = [.. columns.SelectMany(name => _columns[name].Copies(cursor, batch.Of(name)))];
        for (var number = 0L; cursor.MoveNext(); number++)
        {
            var row = batch.Add();
            foreach (var copy in copies)
            {
                copy(row, number);
            }
            yield return number;
        }
    }

    private static ViewSchema Describe(
        DataViewSchema schema,
        DataViewMapping mapping,
        ImmutableArray<ForeignColumn> columns
    )
    {
        if (columns.All(column => column.Name != ColumnNames.Observation))
        {
            throw new DemonstrationException(
                "",
                ColumnNames.Observation,
                $"there is no such column; there are {string.Join(", ", schema.Select(column => column.Name))}. Where others are the observation, say which: AsDemonstrations(new DataViewMapping(Observation: [...])), in F# View.ofColumns."
            );
        }
        var known = columns
            .SelectMany(column => column.From)
            .Select(ColumnAnnotations.Of)
            .OfType<ColumnKnowledge>()
            .ToList();
        return new ViewSchema
        {
            Columns = [.. columns.Select(column => column.ToViewColumn(mapping))],
            Source = mapping.Source ?? known.FirstOrDefault()?.Source ?? DemonstrationSource.Memory,
            IsSubsampled = mapping.IsSubsampled ?? known.Any(column => column.IsSubsampled),
        };
    }
}
