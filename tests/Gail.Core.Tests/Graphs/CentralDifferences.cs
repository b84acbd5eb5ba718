using Gail.Numerics;

namespace Gail.Core.Tests.Graphs;

/// <summary>
/// The derivative at 0 of a function of one number, by the five-point central rule
/// (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h. Its error is about h^4 / 30 times the fifth derivative, some 1e-13 at
/// this step, and 1.5 / h times the rounding of f, some 1e-13 times |f|.
/// </summary>
internal static class CentralDifferences
{
    private const double Step = 1e-3;

    internal static double Of(Func<double, double> function) =>
        ((8 * (function(Step) - function(-Step))) - (function(2 * Step) - function(-2 * Step))) / (12 * Step);

    internal static NdArray<double> Of(Func<double, NdArray<double>> function)
    {
        var (a, b, c, d) = (function(Step), function(-Step), function(2 * Step), function(-2 * Step));
        return Matrices.Make(
            a.Rows,
            a.Columns,
            (i, j) => ((8 * (a[i, j] - b[i, j])) - (c[i, j] - d[i, j])) / (12 * Step)
        );
    }
}
