using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>A column of a batch while its rows come one after the other.</summary>
internal sealed class RowsColumn(ViewColumn column, string file)
{
    // Beyond it, not every whole number is one of double precision.
    private const long GreatestInteger = 1L << 53;

    private readonly List<double> _values = [];

    public int Width => column.Width ?? 1;

    /// <summary>The number added last.</summary>
    public double Last => _values[^1];

    /// <summary>Adds what a row holds.</summary>
    /// <exception cref="DemonstrationException">It is not as wide as the column, or the column's type cannot hold it.</exception>
    public void Add(long row, IEnumerable<double> values)
    {
        var first = _values.Count;
        _values.AddRange(values);
        if (_values.Count - first != Width)
        {
            throw Wrong(row, $"has {_values.Count - first} values, expected {Width}");
        }
        for (var i = first; i < _values.Count; i++)
        {
            var value = _values[i];
            if (column.Type == ElementType.Bool && value is not (0 or 1))
            {
                throw Wrong(row, $"is {value}, expected 0 or 1");
            }
            if (column.Type == ElementType.I64 && (!double.IsInteger(value) || Math.Abs(value) > GreatestInteger))
            {
                throw Wrong(row, $"is {value}, expected a whole number of at most 2^53");
            }
        }
    }

    /// <summary>Puts a number at a row, in place of what it holds if it holds one.</summary>
    public void Set(int row, double value)
    {
        if (row == _values.Count)
        {
            _values.Add(value);
        }
        _values[row] = value;
    }

    /// <summary>Hands the rows out and makes room for the next ones.</summary>
    public NdArray Take(int rows)
    {
        var shape = column.ShapeOf(rows);
        NdArray taken = column.Type switch
        {
            ElementType.F32 => NdArray<float>.Own(shape, [.. _values.Select(value => (float)value)]),
            ElementType.F64 => NdArray<double>.Own(shape, [.. _values]),
            ElementType.I64 => NdArray<long>.Own(shape, [.. _values.Select(value => (long)value)]),
            ElementType.Bool => NdArray<bool>.Own(shape, [.. _values.Select(value => value != 0)]),
            _ => throw new NotSupportedException($"Columns of {column.Type} are not kept in views."),
        };
        _values.Clear();
        return taken;
    }

    private DemonstrationException Wrong(long row, string problem) => new(file, column.Name, $"row {row} {problem}.");
}
