using System.Runtime.CompilerServices;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>A column of a batch while its rows come one after the other.</summary>
internal abstract class ColumnBuffer(ViewColumn column, string file)
{
    // Beyond it, not every whole number is one of double precision.
    private const long GreatestInteger = 1L << 53;

    public int Width { get; } = column.Width ?? 1;

    protected ViewColumn Column => column;

    public static ColumnBuffer Of(ViewColumn column, string file, int capacity) =>
        column.Type switch
        {
            ElementType.F32 => new ColumnBuffer<float>(column, file, capacity),
            ElementType.F64 => new ColumnBuffer<double>(column, file, capacity),
            ElementType.I64 => new ColumnBuffer<long>(column, file, capacity),
            ElementType.Bool => new ColumnBuffer<bool>(column, file, capacity),
            _ => throw new NotSupportedException($"Columns of {column.Type} are not kept in views."),
        };

    /// <summary>Puts numbers at a row, from a place in it on.</summary>
    /// <param name="row">The row of the batch.</param>
    /// <param name="number">The row of the source, for errors.</param>
    /// <param name="first">The place of the first value.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="DemonstrationException">The column's type cannot hold one.</exception>
    public abstract void Set(int row, long number, int first, ReadOnlySpan<double> values);

    /// <summary>Hands the rows out and makes room for the next ones.</summary>
    public abstract NdArray Take(int rows);

    /// <summary>The exception for a row.</summary>
    public DemonstrationException Wrong(long number, string problem) =>
        new(file, column.Name, $"row {number} {problem}.");

    /// <summary>What is wrong with a number, or null.</summary>
    protected string? Problem(double value) =>
        column.Type switch
        {
            ElementType.Bool when value is not (0 or 1) => $"is {value}, expected 0 or 1",
            ElementType.I64 when !double.IsInteger(value) || Math.Abs(value) > GreatestInteger =>
                $"is {value}, expected a whole number of at most 2^53",
            _ => null,
        };
}

/// <summary>A column of a batch of a type known when it is compiled.</summary>
internal sealed class ColumnBuffer<T>(ViewColumn column, string file, int capacity) : ColumnBuffer(column, file)
    where T : unmanaged
{
    private T[]? _values;

    /// <summary>The place of a row's values.</summary>
    public Span<T> Row(int row) =>
        (_values ??= GC.AllocateUninitializedArray<T>(capacity * Width)).AsSpan(row * Width, Width);

    public override void Set(int row, long number, int first, ReadOnlySpan<double> values)
    {
        var places = Row(row).Slice(first, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            places[i] = Problem(values[i]) is { } problem ? throw Wrong(number, problem) : From(values[i]);
        }
    }

    public override NdArray Take(int rows)
    {
        var shape = Column.ShapeOf(rows);
        var values = _values ?? new T[shape.Length];
        _values = null;
        return NdArray<T>.Own(shape, values.Length == shape.Length ? values : values[..shape.Length]);
    }

    private static T From(double value)
    {
        if (typeof(T) == typeof(float))
        {
            return Unsafe.BitCast<float, T>((float)value);
        }
        if (typeof(T) == typeof(long))
        {
            return Unsafe.BitCast<long, T>((long)value);
        }
        return typeof(T) == typeof(bool) ? Unsafe.BitCast<bool, T>(value != 0) : Unsafe.BitCast<double, T>(value);
    }
}
