using Gail.Numerics.Kernels;

namespace Gail.Core.Tests.Numerics.Kernels;

/// <summary>Row kernels against plain loops, for every number of columns to 257, with guards around the result.</summary>
public sealed unsafe class RowKernelTests
{
    private const int Rows = 7;
    private const float Guard = 12345.678f;

    [Fact]
    public void Dot_products_ignore_what_lies_beyond_the_columns() =>
        ForWidths(
            1,
            (x, xRow, y, yRow, columns) =>
            {
                var weights = stackalloc float[300];
                for (var i = 0; i < 300; i++)
                {
                    weights[i] = i < columns ? 0.01f * (i % 7) : float.NaN;
                }
                RowKernels.Dot(x, xRow, weights, 0.5f, y, yRow, Rows, columns);
            },
            (x, columns, row, _) => 0.5 + Enumerable.Range(0, columns).Sum(i => x(row, i) * (double)(0.01f * (i % 7))),
            1e-5
        );

    [Fact]
    public void Sums_of_columns() =>
        ForWidths(
            1,
            (x, xRow, y, yRow, columns) => RowKernels.SumColumns(x, xRow, y, yRow, Rows, columns),
            (x, columns, row, _) => Enumerable.Range(0, columns).Sum(i => (double)x(row, i)),
            1e-5
        );

    [Fact]
    public void Copies() =>
        ForWidths(
            0,
            (x, xRow, y, yRow, columns) => RowKernels.Copy(x, xRow, y, yRow, Rows, columns),
            (x, _, row, column) => x(row, column),
            0
        );

    [Fact]
    public void Repeated_rows() =>
        ForWidths(
            0,
            (x, _, y, yRow, columns) => RowKernels.RepeatRows(x, y, yRow, Rows, columns),
            (x, _, _, column) => x(0, column),
            0
        );

    [Fact]
    public void Repeated_columns() =>
        ForWidths(
            0,
            (x, xRow, y, yRow, columns) => RowKernels.RepeatColumns(x, xRow, y, yRow, Rows, columns),
            (x, _, row, _) => x(row, 0),
            0
        );

    [Fact]
    public void Log_softmax()
    {
        var scratch = new float[(Rows * 400) + 64];
        fixed (float* room = scratch)
        {
            var at = (nint)room;
            ForWidths(
                0,
                // Its row stride is the columns: what lies between rows is overwritten.
                (x, xRow, y, yRow, columns) =>
                {
                    var packed = stackalloc float[Rows * 257];
                    RowKernels.LogSoftmax(x, xRow, packed, columns, (float*)at, Rows, columns);
                    RowKernels.Copy(packed, columns, y, yRow, Rows, columns);
                },
                (x, columns, row, column) =>
                    x(row, column) - Math.Log(Enumerable.Range(0, columns).Sum(i => Math.Exp(x(row, i)))),
                4e-6
            );
        }
    }

    [Fact]
    public void Transposes()
    {
        for (var rows = 1; rows <= 37; rows++)
        {
            for (var columns = 1; columns <= 37; columns++)
            {
                var x = Enumerable.Range(0, rows * (columns + 2)).Select(i => (float)i).ToArray();
                var y = new float[(columns + 1) * (rows + 3)];
                Array.Fill(y, Guard);
                fixed (float* px = x)
                fixed (float* py = y)
                {
                    RowKernels.Transpose(px, columns + 2, py, rows + 3, rows, columns);
                }
                for (var i = 0; i < y.Length; i++)
                {
                    var (row, column) = (i / (rows + 3), i % (rows + 3));
                    var expected = row < columns && column < rows ? x[(column * (columns + 2)) + row] : Guard;
                    Assert.True(expected == y[i], $"{rows} x {columns}: [{row}, {column}] is {y[i]}, not {expected}.");
                }
            }
        }
    }

    [Fact]
    public void Sums_of_rows_replace_or_add()
    {
        for (var columns = 1; columns <= 257; columns++)
        {
            var stride = ((columns + 15) / 16 * 16) + 16;
            var x = Enumerable.Range(0, Rows * stride).Select(i => MathF.Sin(i)).ToArray();
            var y = new float[stride];
            Array.Fill(y, Guard);
            fixed (float* px = x)
            fixed (float* py = y)
            {
                RowKernels.SumRows(px, stride, py, Rows, columns, accumulate: false);
                RowKernels.SumRows(px, stride, py, 2, columns, accumulate: true);
            }
            for (var i = 0; i < stride; i++)
            {
                if (i < columns)
                {
                    var expected = Enumerable.Range(0, Rows).Concat([0, 1]).Sum(row => (double)x[(row * stride) + i]);
                    Assert.Equal(expected, y[i], 1e-5);
                }
                else if (i >= stride - 16)
                {
                    Assert.Equal(Guard, y[i]);
                }
            }
        }
    }

    private delegate void Kernel(float* x, nint xRow, float* y, nint yRow, int columns);

    private delegate double Plain(Func<int, int, float> x, int columns, int row, int column);

    private static void ForWidths(int resultColumns, Kernel kernel, Plain plain, double tolerance)
    {
        for (var columns = 1; columns <= 257; columns++)
        {
            var width = resultColumns == 0 ? columns : resultColumns;
            // Rows lie apart, so that what is between them would show; the values there are no numbers.
            var (xRow, yRow) = (columns + 16, width + 5);
            var x = new float[(Rows * xRow) + 16];
            Array.Fill(x, float.NaN);
            for (var row = 0; row < Rows; row++)
            {
                for (var i = 0; i < columns; i++)
                {
                    x[(row * xRow) + i] = MathF.Sin((row * 100) + (3 * i));
                }
            }
            var y = new float[(Rows + 2) * yRow];
            Array.Fill(y, Guard);
            fixed (float* px = x)
            fixed (float* py = y)
            {
                kernel(px, xRow, py + yRow, yRow, columns);
            }
            for (var i = 0; i < y.Length; i++)
            {
                var (row, column) = ((i / yRow) - 1, i % yRow);
                if (row >= 0 && row < Rows && column < width)
                {
                    var expected = plain((r, c) => x[(r * xRow) + c], columns, row, column);
                    Assert.True(
                        Math.Abs(expected - y[i]) <= tolerance,
                        $"{columns} columns: [{row}, {column}] is {y[i]}, not {expected}."
                    );
                }
                else
                {
                    Assert.True(y[i] == Guard, $"{columns} columns: written beyond, at [{row}, {column}].");
                }
            }
        }
    }
}
