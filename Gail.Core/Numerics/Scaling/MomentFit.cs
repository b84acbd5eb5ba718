namespace Gail.Numerics.Scaling;

/// <summary>
/// Centre the mean, scale the standard deviation (divided by the count). Blocks of rows are merged by the pairwise
/// formula of Chan, Golub and LeVeque (1983), as in <see cref="RunningMoments"/>, from doubles.
/// </summary>
/// <param name="width">The number of columns.</param>
internal sealed class MomentFit(int width) : ScalingFit(width)
{
    private readonly double[] _mean = new double[width];
    private readonly double[] _squares = new double[width];

    protected override void Update(ReadOnlySpan<double> rows)
    {
        var count = rows.Length / Width;
        for (var column = 0; column < Width; column++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var i = column; i < rows.Length; i += Width)
            {
                sum += rows[i];
            }
            var mean = sum / count;
            for (var i = column; i < rows.Length; i += Width)
            {
                squares += (rows[i] - mean) * (rows[i] - mean);
            }
            var (total, difference) = (Count + count, mean - _mean[column]);
            _mean[column] += difference * count / total;
            _squares[column] += squares + (difference * difference * Count * count / total);
        }
    }

    protected override (double Centre, double Spread) Column(int column) =>
        (_mean[column], Math.Sqrt(_squares[column] / Count));
}
