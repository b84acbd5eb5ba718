namespace Gail.Numerics;

/// <summary>Matrices put together.</summary>
public static class Rows
{
    /// <summary>Matrices of equal columns, one below the other.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parts">At least one.</param>
    public static NdArray<T> Stack<T>(IEnumerable<NdArray<T>> parts)
        where T : unmanaged
    {
        var list = parts.ToList();
        var columns = list[0].Shape[1];
        var stacked = new T[list.Sum(part => part.Length)];
        var (at, rows) = (0, 0);
        foreach (var part in list)
        {
            if (part.Shape[1] != columns)
            {
                throw new ArgumentException($"Expected {columns} columns but got {part.Shape}.", nameof(parts));
            }
            part.Span.CopyTo(stacked.AsSpan(at));
            at += part.Length;
            rows += part.Rows;
        }
        return NdArray<T>.Own(new Shape(rows, columns), stacked);
    }

    /// <summary>Copies the rows named, in that order.</summary>
    public static void Gather<T>(NdArray<T> from, ReadOnlySpan<int> rows, Span<T> into)
        where T : unmanaged => Gather(from.Span, from.Columns, rows, into, from.Columns);

    /// <summary>Copies the rows named of a matrix of so many columns to rows that begin a stride apart.</summary>
    public static void Gather<T>(ReadOnlySpan<T> from, int columns, ReadOnlySpan<int> rows, Span<T> into, int stride)
        where T : unmanaged
    {
        for (var i = 0; i < rows.Length; i++)
        {
            from.Slice(rows[i] * columns, columns).CopyTo(into[(i * stride)..]);
        }
    }

    /// <summary>Writes the numbers of all rows in order: 0, 1, ...</summary>
    public static void Count(Span<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
        }
    }

    /// <summary>Two matrices of equal rows, side by side.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="left">[N, a].</param>
    /// <param name="right">[N, b].</param>
    public static NdArray<T> Beside<T>(NdArray<T> left, NdArray<T> right)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Rows != right.Rows)
        {
            throw new ArgumentException($"Expected {left.Rows} rows but got {right.Rows}.", nameof(right));
        }
        var columns = left.Columns + right.Columns;
        var joined = new T[left.Rows * columns];
        for (var row = 0; row < left.Rows; row++)
        {
            left.Row(row).CopyTo(joined.AsSpan(row * columns));
            right.Row(row).CopyTo(joined.AsSpan((row * columns) + left.Columns));
        }
        return NdArray<T>.Own(new Shape(left.Rows, columns), joined);
    }
}
