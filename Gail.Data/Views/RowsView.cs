using System.Collections.Immutable;
using Microsoft.ML;

namespace Gail.Data.Views;

/// <summary>
/// Views of rows that a program produces one after the other, as from a database or a game's log. Rows with an episode
/// number are of one episode as long as it stays the same. Without one, an episode begins behind a row of which a flag
/// is true and where t goes back to 0; with neither, all rows are of one.
/// </summary>
public static class RowsView
{
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
    /// <typeparam name="T">A row.</typeparam>
    /// <exception cref="DemonstrationException">There is no observation, or a column is of another type than its name promises.</exception>
    public static IDataView Of<T>(
        ViewSchema schema,
        Func<ImmutableArray<string>, IEnumerable<T>> rows,
        Func<T, string, IEnumerable<double>> values,
        long? rowCount = null
    )
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(values);
        foreach (var column in schema.Columns)
        {
            StandardColumns.Check(schema, column);
        }
        return new Produced<T>(schema, rows, values, rowCount);
    }

    private sealed class Produced<T>(
        ViewSchema schema,
        Func<ImmutableArray<string>, IEnumerable<T>> rows,
        Func<T, string, IEnumerable<double>> values,
        long? rowCount
    ) : HeldRows(schema)
    {
        public override long? RowCount => rowCount;

        protected override IEnumerable<long> Rows(BatchBuilder batch, ImmutableArray<string> columns)
        {
            var number = 0L;
            foreach (var item in rows([.. Description.Names.Where(columns.Contains)]))
            {
                var row = batch.Add();
                foreach (var name in columns)
                {
                    var (buffer, cells) = (batch.Of(name), values(item, name).ToArray());
                    if (cells.Length != buffer.Width)
                    {
                        throw buffer.Wrong(number, $"has {cells.Length} values, expected {buffer.Width}");
                    }
                    buffer.Set(row, number, 0, cells);
                }
                yield return number++;
            }
        }
    }
}
