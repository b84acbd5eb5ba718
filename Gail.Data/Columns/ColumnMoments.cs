using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Columns;

/// <summary>Count, mean and variance of each column of a matrix, in double precision.</summary>
/// <remarks>
/// Welford's update: mean += (x - mean) / n, m2 += (x - old mean) (x - new mean); stable where the variance is small
/// beside the mean, unlike the difference of mean square and squared mean.
/// </remarks>
public sealed record ColumnMoments
{
    private ColumnMoments(long count, ImmutableArray<double> mean, ImmutableArray<double> variance)
    {
        Count = count;
        Mean = mean;
        Variance = variance;
    }

    /// <summary>The number of rows.</summary>
    public long Count { get; }

    /// <summary>[columns].</summary>
    public ImmutableArray<double> Mean { get; }

    /// <summary>[columns]: the mean squared distance from the mean (divided by the count).</summary>
    public ImmutableArray<double> Variance { get; }

    /// <summary>The moments of a matrix.</summary>
    /// <param name="matrix">[rows, columns].</param>
    public static ColumnMoments Of(NdArray<float> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var (rows, columns) = (matrix.Rows, matrix.Columns);
        var mean = new double[columns];
        var squares = new double[columns];
        var values = matrix.Span;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                double value = values[(row * columns) + column];
                var distance = value - mean[column];
                mean[column] += distance / (row + 1);
                squares[column] += distance * (value - mean[column]);
            }
        }
        return new ColumnMoments(rows, [.. mean], [.. squares.Select(sum => rows == 0 ? 0 : sum / rows)]);
    }
}
