using Gail.Execution;
using Gail.Numerics;

namespace Gail.Optimizers;

/// <summary>The rows of a batch that Fisher products are computed on.</summary>
public static class FisherRows
{
    /// <summary>All rows, or as many as the options' fraction says, drawn with replacement.</summary>
    /// <param name="executor">Gives the memory.</param>
    /// <param name="options">Their <see cref="TrustRegionOptions.FisherFraction"/>.</param>
    /// <param name="rows">The rows of the batch, at least 1.</param>
    /// <param name="key">A key of its own.</param>
    /// <returns>Row numbers below <paramref name="rows"/>, at least one; to be disposed of by the caller.</returns>
    public static PooledBuffer<int> Draw(Executor executor, TrustRegionOptions options, int rows, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
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
