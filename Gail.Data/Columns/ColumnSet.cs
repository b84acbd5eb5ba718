using System.Collections;

namespace Gail.Data.Columns;

/// <summary>Something for some of the declared columns, in the order of their declaration: values, arrays, names.</summary>
/// <typeparam name="T">What there is of a column.</typeparam>
internal sealed class ColumnSet<T> : IEnumerable<KeyValuePair<StandardColumn, T>>
    where T : class
{
    private readonly T?[] _columns;

    private ColumnSet(T?[] columns) => _columns = columns;

    public static ColumnSet<T> Empty { get; } = new(new T?[StandardColumn.All.Length]);

    /// <summary>What there is of a column, or null.</summary>
    public T? this[StandardColumn column] => _columns[column.Index];

    /// <summary>The set with another value of a column; without the column if it is null.</summary>
    public ColumnSet<T> With(StandardColumn column, T? value)
    {
        T?[] columns = [.. _columns];
        columns[column.Index] = value;
        return new ColumnSet<T>(columns);
    }

    public IEnumerator<KeyValuePair<StandardColumn, T>> GetEnumerator()
    {
        foreach (var column in StandardColumn.All)
        {
            if (this[column] is { } value)
            {
                yield return KeyValuePair.Create(column, value);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
