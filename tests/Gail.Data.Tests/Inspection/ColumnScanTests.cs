using Gail.Data.Inspection;
using Gail.Numerics;

namespace Gail.Data.Tests.Inspection;

public class ColumnScanTests
{
    private static NdArray<float> Matrix(int rows, int columns, Func<int, int, float> value) =>
        NdArray.Matrix<float>(
            rows,
            columns,
            [.. Enumerable.Range(0, rows * columns).Select(i => value(i / columns, i % columns))]
        );

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(5000, 3)]
    [InlineData(20, 9000)]
    public void Agrees_with_the_summary_of_each_column(int rows, int columns)
    {
        var key = RandomKey.FromSeed(rows);
        var matrix = Matrix(
            rows,
            columns,
            (row, column) =>
                row % 11 == 3 ? float.NaN : (float)((1000 * column) + key.Normal((ulong)((row * columns) + column)))
        );
        var scanned = ColumnScan.Of(matrix);
        for (var column = 0; column < columns; column += 1 + (columns / 10))
        {
            var expected = ValueSummary.Of(Enumerable.Range(0, rows).Select(row => (double)matrix.Row(row)[column]));
            Assert.Equal(expected!.Minimum, scanned[column]!.Minimum);
            Assert.Equal(expected.Maximum, scanned[column]!.Maximum);
            Assert.Equal(expected.Mean, scanned[column]!.Mean, 1e-9 * (1 + Math.Abs(expected.Mean)));
            Assert.Equal(expected.StandardDeviation, scanned[column]!.StandardDeviation, 1e-7);
        }
    }

    [Fact]
    public void A_column_without_finite_values_has_no_summary()
    {
        var scanned = ColumnScan.Of(Matrix(3, 2, (_, column) => column == 0 ? float.PositiveInfinity : 2));
        Assert.Null(scanned[0]);
        Assert.Equal(new ValueSummary(2, 2, 2, 0), scanned[1]);
    }

    [Fact]
    public void A_histogram_counts_every_finite_value_once()
    {
        var matrix = Matrix(33, 1, (row, _) => row == 5 ? float.NaN : row);
        var histogram = ColumnHistogram.OfColumns(matrix, ColumnScan.Of(matrix))[0]!;
        Assert.Equal((0, 32), (histogram.Low, histogram.High));
        // 2 to a part; 5 is missing, and 32, the end, belongs to the last part.
        Assert.Equal<long>([2, 2, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3], histogram.Counts);
    }

    [Fact]
    public void Choices_have_a_part_each_and_a_constant_lies_in_the_first()
    {
        var choices = Matrix(6, 1, (row, _) => row % 3);
        Assert.Equal<long>([2, 2, 2, 0], ColumnHistogram.OfColumns(choices, ColumnScan.Of(choices), 4)[0]!.Counts);
        var constant = Matrix(5, 1, (_, _) => 7);
        Assert.Equal(5, ColumnHistogram.OfColumns(constant, ColumnScan.Of(constant))[0]!.Counts[0]);
    }
}
