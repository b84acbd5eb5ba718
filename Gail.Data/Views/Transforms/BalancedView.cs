using System.Collections.Immutable;
using Gail.Data.Views.Clusters;
using Gail.Numerics;

namespace Gail.Data.Views.Transforms;

/// <summary>
/// The same number of rows of every cluster, chosen uniformly among the cluster's rows; of one with fewer all.
/// A first pass counts the clusters' rows and is remembered; then rows are chosen as they come, by selection sampling
/// (Knuth, The Art of Computer Programming 3.4.2, algorithm S).
/// </summary>
/// <param name="source">The view.</param>
/// <param name="fit">The clusters; called at the first reading, and remembered.</param>
/// <param name="key">Row i of the source uses draw i.</param>
/// <param name="quota">The rows of each cluster; null for as many as the smallest one has that has any.</param>
internal sealed class BalancedView(DemonstrationView source, Func<StateClusters> fit, RandomKey key, int? quota)
    : PickedRowsView(source)
{
    private readonly Lazy<Sizes> _sizes = new(() => Count(source, fit()), LazyThreadSafetyMode.PublicationOnly);

    protected override ImmutableArray<string> Needed => [ColumnNames.Observation];

    protected override Func<EpisodePiece, int[]> Picker()
    {
        var (clusters, rows) = (_sizes.Value.Clusters, _sizes.Value.Rows);
        var most = quota ?? rows.Where(count => count > 0).DefaultIfEmpty(0).Min();
        var left = rows.ToArray();
        var needed = rows.Select(count => Math.Min(count, most)).ToArray();
        var draw = 0UL;
        return piece =>
        {
            var picked = new List<int>();
            var own = clusters.ClustersOf(piece.Rows.Get<float>(ColumnNames.Observation));
            for (var row = 0; row < own.Length; row++, draw++)
            {
                var cluster = own[row];
                if (key.Uniform(draw) * left[cluster] < needed[cluster])
                {
                    picked.Add(row);
                    needed[cluster]--;
                }
                left[cluster]--;
            }
            return [.. picked];
        };
    }

    private static Sizes Count(DemonstrationView view, StateClusters clusters)
    {
        var rows = new long[clusters.Count];
        foreach (var batch in view.Read([ColumnNames.Observation]))
        {
            foreach (var cluster in clusters.ClustersOf(batch.Get<float>(ColumnNames.Observation)))
            {
                rows[cluster]++;
            }
        }
        return new Sizes(clusters, [.. rows]);
    }

    private sealed record Sizes(StateClusters Clusters, ImmutableArray<long> Rows);
}
