using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gail.Numerics.Kernels;

/// <summary>Kernels that work along rows: dot products, sums, and the moving of columns. Strides are in floats.</summary>
internal static unsafe class RowKernels
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>y[r] = start + sum(x[r, i] w[i]); x and w are read to a multiple of 16 columns, but those do not count.</summary>
    [MethodImpl(Hot)]
    internal static void Dot(float* x, nint xRow, float* w, float start, float* y, nint yRow, int rows, int columns)
    {
        var whole = columns & ~(Lanes16.Count - 1);
        var mask = Lanes16.FirstLanes(columns - whole);
        for (var row = 0; row < rows; row++)
        {
            var sum = Vector512<float>.Zero;
            for (var i = 0; i < whole; i += Lanes16.Count)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(x + i), Vector512.Load(w + i), sum);
            }
            if (whole < columns)
            {
                var last = Vector512.Load(x + whole) & mask;
                sum = Vector512.FusedMultiplyAdd(last, Vector512.Load(w + whole) & mask, sum);
            }
            *y = start + Lanes16.Sum(sum);
            x += xRow;
            y += yRow;
        }
    }

    /// <summary>y[r] = sum(x[r, i]).</summary>
    [MethodImpl(Hot)]
    internal static void SumColumns(float* x, nint xRow, float* y, nint yRow, int rows, int columns)
    {
        if (columns < Lanes16.Count)
        {
            for (var row = 0; row < rows; row++)
            {
                var few = x[0];
                for (var i = 1; i < columns; i++)
                {
                    few += x[i];
                }
                *y = few;
                x += xRow;
                y += yRow;
            }
            return;
        }
        var whole = columns & ~(Lanes16.Count - 1);
        var mask = Lanes16.FirstLanes(columns - whole);
        for (var row = 0; row < rows; row++)
        {
            var sum = Vector512<float>.Zero;
            for (var i = 0; i < whole; i += Lanes16.Count)
            {
                sum += Vector512.Load(x + i);
            }
            if (whole < columns)
            {
                sum += Vector512.Load(x + whole) & mask;
            }
            *y = Lanes16.Sum(sum);
            x += xRow;
            y += yRow;
        }
    }

    /// <summary>
    /// y[i] = sum over rows of x[r, i], rows in order, added to y or in place of it; whole vectors of 16 are read and
    /// written.
    /// </summary>
    [MethodImpl(Hot)]
    internal static void SumRows(float* x, nint xRow, float* y, int rows, int columns, bool accumulate)
    {
        for (var i = 0; i < columns; i += Lanes16.Count)
        {
            var sum = Vector512<float>.Zero;
            var from = x + i;
            for (var row = 0; row < rows; row++)
            {
                sum += Vector512.Load(from);
                from += xRow;
            }
            (accumulate ? sum + Vector512.Load(y + i) : sum).Store(y + i);
        }
    }

    /// <summary>y[r, i] = x[i].</summary>
    [MethodImpl(Hot)]
    internal static void RepeatRows(float* x, float* y, nint yRow, int rows, int columns)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < columns; i++)
            {
                y[i] = x[i];
            }
            y += yRow;
        }
    }

    /// <summary>y[r, i] = x[r].</summary>
    [MethodImpl(Hot)]
    internal static void RepeatColumns(float* x, nint xRow, float* y, nint yRow, int rows, int columns)
    {
        for (var row = 0; row < rows; row++)
        {
            var value = *x;
            for (var i = 0; i < columns; i++)
            {
                y[i] = value;
            }
            x += xRow;
            y += yRow;
        }
    }

    /// <summary>y[r, i] = x[r, i].</summary>
    [MethodImpl(Hot)]
    internal static void Copy(float* x, nint xRow, float* y, nint yRow, int rows, int columns)
    {
        if (xRow == columns && yRow == columns)
        {
            // Without gaps it is one long row.
            columns *= rows;
            rows = 1;
        }
        for (var row = 0; row < rows; row++)
        {
            var i = 0;
            for (; i + Lanes16.Count <= columns; i += Lanes16.Count)
            {
                Vector512.Load(x + i).Store(y + i);
            }
            for (; i < columns; i++)
            {
                y[i] = x[i];
            }
            x += xRow;
            y += yRow;
        }
    }

    /// <summary>Each row's columns from <paramref name="columns"/> to the next row become 0.</summary>
    internal static void ClearPadding(float* y, nint yRow, int rows, int columns)
    {
        for (var row = 0; row < rows && columns < yRow; row++)
        {
            new Span<float>(y + columns, (int)yRow - columns).Clear();
            y += yRow;
        }
    }

    /// <summary>y[i, r] = x[r, i].</summary>
    [MethodImpl(Hot)]
    internal static void Transpose(float* x, nint xRow, float* y, nint yRow, int rows, int columns)
    {
        const int block = 4;
        var blockRows = Sse.IsSupported ? rows / block * block : 0;
        var blockColumns = columns / block * block;
        for (var row = 0; row < blockRows; row += block)
        {
            for (var column = 0; column < blockColumns; column += block)
            {
                Transpose4(x + (row * xRow) + column, xRow, y + (column * yRow) + row, yRow);
            }
            TransposeElements(x, xRow, y, yRow, row, row + block, blockColumns, columns);
        }
        TransposeElements(x, xRow, y, yRow, blockRows, rows, 0, columns);
    }

    /// <summary>
    /// y = x - log(sum of exp x) row by row; the largest logit goes first, since max + log(sum) would lose the digits
    /// of the logarithm. The exponentials need as much scratch as y, the sums one float per row.
    /// </summary>
    [MethodImpl(Hot)]
    internal static void LogSoftmax(float* x, nint xRow, float* y, nint yRow, float* scratch, int rows, int columns)
    {
        var sums = scratch + (rows * yRow) + Lanes16.Count;
        for (var row = 0; row < rows; row++)
        {
            var from = x + (row * xRow);
            var to = y + (row * yRow);
            var largest = from[0];
            for (var i = 1; i < columns; i++)
            {
                largest = MathF.Max(largest, from[i]);
            }
            for (var i = 0; i < columns; i++)
            {
                to[i] = from[i] - largest;
            }
        }
        Elementary.Exp(y, scratch, rows * (int)yRow);
        SumColumns(scratch, yRow, sums, 1, rows, columns);
        Elementary.Log(sums, sums, rows);
        for (var row = 0; row < rows; row++)
        {
            var to = y + (row * yRow);
            for (var i = 0; i < columns; i++)
            {
                to[i] -= sums[row];
            }
        }
    }

    private static void TransposeElements(
        float* x,
        nint xRow,
        float* y,
        nint yRow,
        int row,
        int endRow,
        int column,
        int endColumn
    )
    {
        for (; row < endRow; row++)
        {
            for (var i = column; i < endColumn; i++)
            {
                y[(i * yRow) + row] = x[(row * xRow) + i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(float* x, nint xRow, float* y, nint yRow)
    {
        var row0 = Vector128.Load(x);
        var row1 = Vector128.Load(x + xRow);
        var row2 = Vector128.Load(x + (2 * xRow));
        var row3 = Vector128.Load(x + (3 * xRow));
        var low01 = Sse.UnpackLow(row0, row1);
        var high01 = Sse.UnpackHigh(row0, row1);
        var low23 = Sse.UnpackLow(row2, row3);
        var high23 = Sse.UnpackHigh(row2, row3);
        Sse.MoveLowToHigh(low01, low23).Store(y);
        Sse.MoveHighToLow(low23, low01).Store(y + yRow);
        Sse.MoveLowToHigh(high01, high23).Store(y + (2 * yRow));
        Sse.MoveHighToLow(high23, high01).Store(y + (3 * yRow));
    }
}
