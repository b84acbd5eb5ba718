using Gail.Execution;
using Gail.Numerics;

namespace Gail.Optimizers;

/// <summary>The rows of a batch that Fisher products are computed on.</summary>
internal static class FisherRows
{
    internal static PooledBuffer<int> Draw(Executor executor, TrustRegionOptions options, int rows, RandomKey key)
    {
        if (options.FisherFraction >= 1)
        {
            var all = executor.Rent<int>(rows);
            Rows.Count(all);
            return all;
        }
        var drawn = executor.Rent<int>(Math.Max(1, (int)(options.FisherFraction * rows)));
        key.Choices(drawn, rows);
        return drawn;
    }
}
