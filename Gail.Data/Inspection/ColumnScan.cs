using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Inspection;

/// <summary>Summaries of all columns of a matrix in one reading of it.</summary>
/// <remarks>
/// A block of rows stays in cache for both of its passes, sums and then squared distances from the block's own means;
/// blocks are joined by Chan's formula, which is as accurate as Welford's without a division for each value.
/// </remarks>
internal sealed class ColumnScan
{
    private const int BlockValues = 8192;

    private readonly int _width;
    private readonly long[] _counts;
    private readonly double[] _means;
    private readonly double[] _squares;
    private readonly float[] _least;
    private readonly float[] _greatest;

    private readonly int[] _blockCounts;
    private readonly double[] _blockMeans;
    private readonly double[] _blockSquares;

    private ColumnScan(int width)
    {
        _width = width;
        _counts = new long[width];
        _means = new double[width];
        _squares = new double[width];
        _least = new float[width];
        _greatest = new float[width];
        Array.Fill(_least, float.PositiveInfinity);
        Array.Fill(_greatest, float.NegativeInfinity);
        _blockCounts = new int[width];
        _blockMeans = new double[width];
        _blockSquares = new double[width];
    }

    /// <summary>The summary of the finite values of each column; null for a column without any.</summary>
    /// <param name="matrix">[rows, columns].</param>
    public static ImmutableArray<ValueSummary?> Of(NdArray<float> matrix)
    {
        var scan = new ColumnScan(matrix.Columns);
        var rest = matrix.Span;
        var block = Math.Max(1, BlockValues / matrix.Columns) * matrix.Columns;
        while (rest.Length > 0)
        {
            var values = rest[..Math.Min(block, rest.Length)];
            scan.Sum(values);
            scan.Square(values);
            scan.Join();
            rest = rest[values.Length..];
        }
        return [.. Enumerable.Range(0, matrix.Columns).Select(scan.Summary)];
    }

    private void Sum(ReadOnlySpan<float> values)
    {
        Array.Clear(_blockCounts);
        Array.Clear(_blockMeans);
        for (var i = 0; i < values.Length; )
        {
            for (var column = 0; column < _width; column++)
            {
                var value = values[i++];
                if (float.IsFinite(value))
                {
                    _blockCounts[column]++;
                    _blockMeans[column] += value;
                    _least[column] = Math.Min(_least[column], value);
                    _greatest[column] = Math.Max(_greatest[column], value);
                }
            }
        }
        for (var column = 0; column < _width; column++)
        {
            _blockMeans[column] /= Math.Max(1, _blockCounts[column]);
        }
    }

    private void Square(ReadOnlySpan<float> values)
    {
        Array.Clear(_blockSquares);
        for (var i = 0; i < values.Length; )
        {
            for (var column = 0; column < _width; column++)
            {
                var value = values[i++];
                if (float.IsFinite(value))
                {
                    var distance = value - _blockMeans[column];
                    _blockSquares[column] += distance * distance;
                }
            }
        }
    }

    private void Join()
    {
        for (var column = 0; column < _width; column++)
        {
            if (_blockCounts[column] == 0)
            {
                continue;
            }
            var (before, added) = (_counts[column], _blockCounts[column]);
            var distance = _blockMeans[column] - _means[column];
            var share = (double)added / (before + added);
            _counts[column] += added;
            _means[column] += distance * share;
            _squares[column] += _blockSquares[column] + (distance * distance * before * share);
        }
    }

    private ValueSummary? Summary(int column) =>
        _counts[column] == 0
            ? null
            : new ValueSummary(
                _least[column],
                // The mean may leave the range by a rounding error.
                Math.Clamp(_means[column], _least[column], _greatest[column]),
                _greatest[column],
                Math.Sqrt(_squares[column] / _counts[column])
            );
}
