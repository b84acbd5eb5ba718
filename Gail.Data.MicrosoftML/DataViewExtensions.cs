using System.Collections.Immutable;
using Microsoft.ML;
using Row = System.Collections.Generic.Dictionary<string, System.Collections.Generic.IEnumerable<double>>;

namespace Gail.Data.MicrosoftML;

/// <summary>Demonstrations as ML.NET sees data, and the other way round. Nothing is copied: both stay lazy.</summary>
public static class DataViewExtensions
{
    /// <summary>
    /// A view as an <see cref="IDataView"/>: columns of the same names, float vectors as vectors of
    /// <see cref="float"/>. Choices, sub-sampling and the members of a flattened dictionary become annotations, which
    /// <see cref="AsDemonstrations"/> reads back.
    /// </summary>
    /// <param name="view">The view.</param>
    public static IDataView AsDataView(this IDemonstrationView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new DemonstrationDataView(view);
    }

    /// <summary>An <see cref="IDataView"/> as a view: what a loader or transform of ML.NET gives, as demonstrations.</summary>
    /// <param name="data">The rows, episode after episode and in the order of time.</param>
    /// <param name="mapping">Which columns mean what; those of Gail's names if it is null.</param>
    /// <exception cref="DemonstrationException">A column is not there, or holds text, dates or vectors of no fixed size.</exception>
    public static IDemonstrationView AsDemonstrations(this IDataView data, DataViewMapping? mapping = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        mapping ??= new DataViewMapping();
        var columns = mapping.Columns(data.Schema).ToDictionary(column => column.Name);
        var known = columns.Values.SelectMany(column => column.From).Select(DemonstrationDataView.KnowledgeOf);
        var schema = new ViewSchema
        {
            Columns = [.. columns.Values.Select(column => column.ToViewColumn(mapping))],
            Source = mapping.Source ?? DemonstrationSource.Memory,
            IsSubsampled = mapping.IsSubsampled ?? known.Any(column => column is { IsSubsampled: true }),
        };
        return new RowsView<Row>(schema, Rows, (row, name) => row[name], data.GetRowCount());

        // The same one whenever the cursor has moved: its values are those of the row that the cursor is at.
        IEnumerable<Row> Rows(ImmutableArray<string> names)
        {
            var read = names.SelectMany(name => columns[name].From).DistinctBy(column => column.Index);
            using var cursor = data.GetRowCursor(read);
            var row = names.ToDictionary(name => name, name => columns[name].Open(cursor));
            while (cursor.MoveNext())
            {
                yield return row;
            }
        }
    }
}
