using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>Some neighbouring rows of a view, column by column. Immutable.</summary>
public sealed class ViewBatch
{
    private readonly ImmutableDictionary<string, NdArray> _columns;

    /// <summary>A batch without columns.</summary>
    /// <param name="rows">The number of rows.</param>
    public ViewBatch(int rows)
        : this(rows, ImmutableDictionary<string, NdArray>.Empty) { }

    private ViewBatch(int rows, ImmutableDictionary<string, NdArray> columns)
    {
        Rows = rows;
        _columns = columns;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The names of the columns, in no order.</summary>
    public IEnumerable<string> Names => _columns.Keys;

    /// <summary>A column, of the shape that <see cref="ViewColumn.ShapeOf"/> says.</summary>
    /// <param name="name">The name.</param>
    public NdArray this[string name] =>
        _columns.TryGetValue(name, out var column)
            ? column
            : throw new ArgumentException(
                $"The batch has no column '{name}'; it has {string.Join(", ", _columns.Keys.Order(StringComparer.Ordinal))}.",
                nameof(name)
            );

    /// <summary>A column of a known type.</summary>
    /// <typeparam name="T">float, double, long or bool.</typeparam>
    /// <param name="name">The name.</param>
    public NdArray<T> Get<T>(string name)
        where T : unmanaged =>
        this[name] as NdArray<T>
        ?? throw new ArgumentException(
            $"Column '{name}' holds {this[name].ElementType}, not {typeof(T).Name}.",
            nameof(name)
        );

    /// <summary>Whether there is a column of a name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => _columns.ContainsKey(name);

    /// <summary>The batch with a column more, or another in its place.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">As many rows as the batch has.</param>
    public ViewBatch With(string name, NdArray values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Rows == Rows
            ? new ViewBatch(Rows, _columns.SetItem(name, values))
            : throw new ArgumentException(
                $"Column '{name}' has {values.Rows} rows but the batch has {Rows}.",
                nameof(values)
            );
    }

    /// <summary>Some of the rows, in the order given.</summary>
    /// <param name="rows">Each 0 to <see cref="Rows"/> - 1.</param>
    public ViewBatch Gather(ReadOnlySpan<int> rows)
    {
        var gathered = new ViewBatch(rows.Length);
        foreach (var (name, column) in _columns)
        {
            NdArray part = column switch
            {
                NdArray<float> floats => floats.Gather(rows),
                NdArray<double> doubles => doubles.Gather(rows),
                NdArray<long> integers => integers.Gather(rows),
                NdArray<bool> booleans => booleans.Gather(rows),
                _ => throw new NotSupportedException($"Columns of {column.ElementType} are not kept in views."),
            };
            gathered = gathered.With(name, part);
        }
        return gathered;
    }
}
