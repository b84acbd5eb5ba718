using System.Collections.Immutable;
using Gail.Data.Views.Transforms;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Data.Views.Clusters;

/// <summary>
/// A division of the state space: an observation belongs to the centre nearest to it, both standardised. Fitted once
/// (<see cref="Fit"/>), then applied to any view of the same observations
/// (<see cref="ViewTransforms.BalanceClusters(IDataView, StateClusters, RandomKey, int?)"/>).
/// </summary>
/// <param name="Statistics">Mean and standard deviation of the observations.</param>
/// <param name="Centres">[clusters, obs]: standardised.</param>
public sealed record StateClusters(NormalizationStatistics Statistics, NdArray<float> Centres)
{
    /// <summary>The most rows that centres are computed from.</summary>
    public const int SampleRows = 20_000;

    /// <summary>The number of clusters.</summary>
    public int Count => Centres.Rows;

    /// <summary>
    /// K-means over standardised observations in one pass: moments of all rows, centres from a uniform sample of at
    /// most <see cref="SampleRows"/> of them, which is all that is kept.
    /// </summary>
    /// <remarks>K-means++ seeds, then Lloyd's algorithm; deterministic. Fewer different observations give fewer clusters.</remarks>
    /// <param name="view">The view, of at least one row.</param>
    /// <param name="clusters">1 or more.</param>
    /// <param name="key">Decides which rows are sampled and where the centres begin; consumed.</param>
    /// <exception cref="DemonstrationException">There are no rows, or the source cannot be read.</exception>
    public static StateClusters Fit(IDataView view, int clusters, RandomKey key)
    {
        var source = DemonstrationView.Of(view);
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ColumnMaps.RequireReal(source, ColumnNames.Observation);
        var width = source.Description[ColumnNames.Observation].Width!.Value;
        var moments = NormalizationStatistics.None(width);
        var reservoir = new RowReservoir(width, SampleRows, key.Fold(0));
        // In blocks of one size: the moments' last bits would otherwise depend on the source's batches.
        foreach (var rows in Blocks(source))
        {
            moments = moments.Update(rows);
            reservoir.Add(rows);
        }
        return moments.Count > 0
            ? new StateClusters(moments, KMeans.Fit(moments.Standardize(reservoir.Sample), clusters, key.Fold(1)))
            : throw EpisodePasses.Fail(source, ColumnNames.Observation, "there are no rows to find clusters in.");
    }

    /// <summary>[n]: the cluster of each observation.</summary>
    /// <param name="observations">[n, obs], raw.</param>
    public ImmutableArray<int> ClustersOf(NdArray<float> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        var standardized = Statistics.Standardize(observations);
        var clusters = ImmutableArray.CreateBuilder<int>(standardized.Rows);
        for (var row = 0; row < standardized.Rows; row++)
        {
            clusters.Add(KMeans.Nearest(Centres, standardized.Row(row)));
        }
        return clusters.MoveToImmutable();
    }

    private static IEnumerable<NdArray<float>> Blocks(DemonstrationView view) =>
        view.InBlocks([ColumnNames.Observation]).Select(batch => batch.Get<float>(ColumnNames.Observation));
}
