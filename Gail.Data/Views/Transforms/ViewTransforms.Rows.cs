using Gail.Data.Views.Clusters;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Data.Views.Transforms;

/// <content>Choices among the rows of episodes.</content>
public static partial class ViewTransforms
{
    /// <summary>
    /// Every <paramref name="k"/>-th row of each episode, beginning at a random one: the paper's sub-sampling, which makes
    /// the data scarce without making the episodes few. The column t keeps the times. Up to k rows are held back besides
    /// a batch.
    /// </summary>
    /// <remarks>
    /// The start of episode e is drawn uniformly from [0, min(k, length)) with <c>key.Fold(e)</c>. The authors draw from
    /// [0, k) always, which leaves nothing of an episode shorter than its start; here each keeps a step, and for episodes
    /// of k steps or more both are the same.
    /// </remarks>
    /// <param name="view">The view.</param>
    /// <param name="k">1 or more; 1 changes nothing.</param>
    /// <param name="key">The source of the random starts; consumed.</param>
    public static IDataView KeepEvery(this IDataView view, int k, RandomKey key)
    {
        var source = DemonstrationView.Of(view);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return k == 1 ? source : new KeepEveryView(source, k, key);
    }

    /// <summary>
    /// The same number of rows from every region of the state space, so that states seen often do not outweigh the
    /// others: clusters of standardised observations (<see cref="StateClusters.Fit"/>), of each a uniform choice of
    /// rows. Two passes, one for the clusters and one for their sizes.
    /// </summary>
    /// <remarks>
    /// Every cluster is cut to the quota, or else to the size of the smallest one that has any rows; one with fewer rows
    /// than the quota keeps all of them. No row is repeated. The result is sub-sampled; an episode of which no row is
    /// left is gone.
    /// </remarks>
    /// <param name="view">The view, of at least one row.</param>
    /// <param name="clusters">1 or more.</param>
    /// <param name="key">Decides the clusters and the choice; consumed.</param>
    /// <param name="quota">The most rows of a cluster, 1 or more.</param>
    public static IDataView BalanceClusters(this IDataView view, int clusters, RandomKey key, int? quota = null)
    {
        var source = DemonstrationView.Of(view);
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(quota ?? 1, 1, nameof(quota));
        return new BalancedView(source, () => StateClusters.Fit(source, clusters, key.Fold(0)), key.Fold(1), quota);
    }

    /// <summary>The same with clusters fitted before, say on more demonstrations than these.</summary>
    /// <param name="view">The view.</param>
    /// <param name="clusters">Clusters of observations of the same width.</param>
    /// <param name="key">Decides the choice; consumed.</param>
    /// <param name="quota">The most rows of a cluster, 1 or more.</param>
    public static IDataView BalanceClusters(
        this IDataView view,
        StateClusters clusters,
        RandomKey key,
        int? quota = null
    )
    {
        var source = DemonstrationView.Of(view);
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentOutOfRangeException.ThrowIfLessThan(quota ?? 1, 1, nameof(quota));
        return source.Description[ColumnNames.Observation].Width == clusters.Statistics.Width
            ? new BalancedView(source, () => clusters, key.Fold(1), quota)
            : throw EpisodePasses.Fail(
                source,
                ColumnNames.Observation,
                $"has {source.Description[ColumnNames.Observation].Width} values but the clusters are of {clusters.Statistics.Width}."
            );
    }

    /// <summary>
    /// Adds next_observation: of a row the observation of the one after it. The last row of each episode, which has
    /// none, is left out. A view that has the column already stays as it is.
    /// </summary>
    /// <remarks>
    /// Views of files that know the final observations have the column, and lose no row. An episode of a single row is an
    /// error while reading, and so are missing steps in text, which only reading tells.
    /// </remarks>
    /// <param name="view">A view with all steps.</param>
    /// <exception cref="DemonstrationException">Steps were left out, so that the next row need not be the next step.</exception>
    public static IDataView PairNext(this IDataView view)
    {
        var source = DemonstrationView.Of(view);
        return source.Description.Has(ColumnNames.NextObservation) ? source
            : source.Description.IsSubsampled ? throw PairNextView.NoNext(source)
            : new PairNextView(source);
    }
}
