using Gail.Core.Tests.Graphs;
using Gail.Numerics;
using Gail.Optimizers;

namespace Gail.Core.Tests.Optimizers;

/// <summary>
/// -(x - c)' A (x - c) / 2 with the divergence (x - x0)' F (x - x0) / 2: what a trust-region step does to it can be
/// written down.
/// </summary>
internal sealed class Quadratic(double[] start, double[] best, NdArray<double> curvature, NdArray<double> fisher)
    : ITrustRegionProblem
{
    public ReadOnlySpan<double> Start => start;

    public double Objective => Value(start);

    public ReadOnlySpan<double> Gradient => Times(curvature, Minus(best, start));

    /// <summary>What the divergence reported is multiplied with: above 1 the metric promised too little.</summary>
    public double KlFactor { get; init; } = 1;

    public int FisherProducts { get; private set; }

    public int Evaluations { get; private set; }

    public void FisherProduct(ReadOnlySpan<double> vector, Span<double> product)
    {
        FisherProducts++;
        Times(fisher, vector.ToArray()).CopyTo(product);
    }

    public TrustRegionValue Evaluate(ReadOnlySpan<double> point)
    {
        Evaluations++;
        return new TrustRegionValue(Value(point.ToArray()), KlFactor * Kl(point.ToArray()));
    }

    internal double[] Fisher(double[] vector)
    {
        var product = new double[vector.Length];
        FisherProduct(vector, product);
        return product;
    }

    internal double Kl(double[] point) => 0.5 * Dot(Minus(point, start), Times(fisher, Minus(point, start)));

    internal Quadratic From(double[] point) => new(point, best, curvature, fisher);

    /// <summary>B'B / n + 1/2.</summary>
    internal static NdArray<double> PositiveDefinite(RandomKey key, int n)
    {
        var b = Matrices.Random(key, n, n);
        var square = Matrices.Multiply(Matrices.Transpose(b), b);
        return Matrices.Make(n, n, (i, j) => (square[i, j] / n) + (i == j ? 0.5 : 0));
    }

    internal static NdArray<double> Diagonal(params double[] values) =>
        Matrices.Make(values.Length, values.Length, (i, j) => i == j ? values[i] : 0);

    internal static double[] Times(NdArray<double> matrix, double[] vector) =>
        [.. Enumerable.Range(0, matrix.Rows).Select(i => Matrices.Sum(vector.Length, j => matrix[i, j] * vector[j]))];

    internal static double[] Minus(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a - b)];

    internal static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private double Value(double[] x) => -0.5 * Dot(Minus(x, best), Times(curvature, Minus(x, best)));
}
