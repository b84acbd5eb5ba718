namespace Gail.Numerics.Scaling;

/// <summary>The least value becomes -1, the greatest 1: centre (max + min) / 2, scale (max - min) / 2.</summary>
/// <param name="width">The number of columns.</param>
internal sealed class RangeFit(int width) : ScalingFit(width)
{
    private readonly double[] _least = Filled(width, double.PositiveInfinity);
    private readonly double[] _greatest = Filled(width, double.NegativeInfinity);

    protected override void Update(ReadOnlySpan<double> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var column = i % Width;
            _least[column] = Math.Min(_least[column], rows[i]);
            _greatest[column] = Math.Max(_greatest[column], rows[i]);
        }
    }

    // Halves first: the sum of two great numbers would overflow.
    protected override (double Centre, double Spread) Column(int column) =>
        ((_greatest[column] / 2) + (_least[column] / 2), (_greatest[column] / 2) - (_least[column] / 2));

    private static double[] Filled(int width, double value)
    {
        var values = new double[width];
        Array.Fill(values, value);
        return values;
    }
}
