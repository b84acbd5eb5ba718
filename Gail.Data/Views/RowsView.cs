using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>
/// A view of rows that a program produces one after the other, as from a database or a game's log. Rows with an episode
/// number are of one episode as long as it stays the same. Without one, an episode begins behind a row of which a flag
/// is true and where t goes back to 0; with neither, all rows are of one.
/// </summary>
/// <typeparam name="T">A row.</typeparam>
public sealed class RowsView<T> : IDemonstrationView
{
    private readonly ViewSchema _held;
    private readonly Func<ImmutableArray<string>, IEnumerable<T>> _rows;
    private readonly Func<T, string, IEnumerable<double>> _values;

    /// <summary>A view of rows.</summary>
    /// <param name="schema">The columns that rows hold. The view has an episode and a t also if rows have none.</param>
    /// <param name="rows">
    /// Produces the rows from the first one on, each time that the view is read, given the columns that will be
    /// looked at.
    /// </param>
    /// <param name="values">
    /// What a row holds in a column: as many numbers as that is wide, booleans as 0 and 1. It is asked before the next
    /// row is produced.
    /// </param>
    /// <param name="rowCount">How many rows there will be, if that is known.</param>
    /// <exception cref="DemonstrationException">There is no observation, or a column is of another type than its name promises.</exception>
    public RowsView(
        ViewSchema schema,
        Func<ImmutableArray<string>, IEnumerable<T>> rows,
        Func<T, string, IEnumerable<double>> values,
        long? rowCount = null
    )
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(values);
        (_held, _rows, _values, RowCount) = (schema, rows, values, rowCount);
        Schema = schema with
        {
            Columns =
            [
                ViewColumn.Scalar(ColumnNames.Episode, ElementType.I64),
                ViewColumn.Scalar(ColumnNames.Step, ElementType.I64),
                .. schema.Columns.Where(column => column.Name is not (ColumnNames.Episode or ColumnNames.Step)),
            ],
        };
        Schema.Require([ColumnNames.Observation]);
        foreach (var column in schema.Columns)
        {
            StandardColumns.Check(this, column);
        }
    }

    /// <inheritdoc/>
    public ViewSchema Schema { get; }

    /// <inheritdoc/>
    public long? RowCount { get; }

    /// <inheritdoc/>
    public IEnumerable<ViewBatch> Read(ImmutableArray<string> columns)
    {
        Schema.Require(columns);
        return Batches(columns);
    }

    private IEnumerable<ViewBatch> Batches(ImmutableArray<string> names)
    {
        var batch = new RowsBatch(_held, Schema, names);
        var row = 0L;
        foreach (var item in _rows(batch.Looked))
        {
            batch.Add(row++, name => _values(item, name));
            if (batch.IsFull)
            {
                yield return batch.Take();
            }
        }
        if (batch.Rows > 0)
        {
            yield return batch.Take();
        }
    }
}
