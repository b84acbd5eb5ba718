using Gail.Numerics;

namespace Gail.Optimizers;

/// <summary>Which rows of a batch Fisher products are taken on.</summary>
internal static class FisherRows
{
    internal static int[] Draw(TrustRegionOptions options, int rows, RandomKey key) =>
        options.FisherFraction >= 1
            ? [.. Enumerable.Range(0, rows)]
            : key.Choices(Math.Max(1, (int)(options.FisherFraction * rows)), rows);
}
