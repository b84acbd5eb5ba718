namespace Gail.Numerics.Scaling;

/// <summary>Centre the median, scale the distance of two quantiles: outliers count as any other value beyond these.</summary>
/// <param name="width">The number of columns.</param>
/// <param name="lower">The share of values below the lower one.</param>
/// <param name="upper">The share of values below the upper one.</param>
internal sealed class QuantileFit(int width, double lower, double upper) : ScalingFit(width)
{
    private readonly QuantileSketch[] _sketches = [.. Enumerable.Range(0, width).Select(_ => new QuantileSketch())];

    protected override void Update(ReadOnlySpan<double> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            _sketches[i % Width].Add((float)rows[i]);
        }
    }

    protected override (double Centre, double Spread) Column(int column)
    {
        var quantiles = _sketches[column].Quantiles(lower, 0.5, upper);
        return (quantiles[1], quantiles[2] - quantiles[0]);
    }
}
