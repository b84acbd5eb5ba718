using Gail.Data.Columns;
using Gail.Data.Views;
using Gail.Data.Views.Clusters;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Tests.Views;

/// <summary>Balancing regions of the state space, on clusters that are known.</summary>
public class BalanceTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(80);

    /// <summary>Three far regions of 6000, 300 and 30 rows, mixed, in episodes of 10; the second value is constant.</summary>
    private static readonly Demonstrations Uneven = Mixed([6000, 300, 30]);

    [Fact]
    public void Every_region_is_cut_to_the_smallest()
    {
        var balanced = Demonstrations.Collect(Uneven.AsView().BalanceClusters(3, Key));
        Assert.Equal([30, 30, 30], Regions(balanced));
        Assert.True(balanced.IsSubsampled);
    }

    [Fact]
    public void A_quota_cuts_those_above_it()
    {
        Assert.Equal([100, 100, 30], Regions(Demonstrations.Collect(Uneven.AsView().BalanceClusters(3, Key, 100))));
    }

    [Fact]
    public void Rows_are_chosen_from_all_over_a_region()
    {
        var balanced = Demonstrations.Collect(Uneven.AsView().BalanceClusters(3, Key, 300));
        var numbers = Enumerable
            .Range(0, balanced.StepCount)
            .Where(row => RegionOf(balanced, row) == 0)
            .Select(row => (double)balanced.Actions![row])
            .ToArray();
        // The action is the row's number; of a uniform choice of 300 the mean is within 4 standard errors.
        var last = Uneven.StepCount - 1;
        Assert.InRange(
            numbers.Average(),
            last * (0.5 - (4 / Math.Sqrt(12 * 300))),
            last * (0.5 + (4 / Math.Sqrt(3600)))
        );
        Assert.Equal(300, numbers.Distinct().Count());
    }

    [Fact]
    public void Another_key_chooses_other_rows()
    {
        var one = Demonstrations.Collect(Uneven.AsView().BalanceClusters(3, Key));
        var other = Demonstrations.Collect(Uneven.AsView().BalanceClusters(3, RandomKey.FromSeed(81)));
        Assert.Equal(Regions(one), Regions(other));
        Assert.False(one.SameBits(other));
    }

    [Fact]
    public void Clusters_fitted_before_are_applied_to_other_views()
    {
        var clusters = StateClusters.Fit(Uneven.AsView(), 3, Key);
        Assert.Equal(3, clusters.Count);
        var few = Mixed([40, 40, 10]);
        Assert.Equal([10, 10, 10], Regions(Demonstrations.Collect(few.AsView().BalanceClusters(clusters, Key))));
        var narrow = few.AsView().MapRows(ColumnNames.Observation, 1, (row, result) => result[0] = row[0]);
        Assert.Throws<DemonstrationException>(() => narrow.BalanceClusters(clusters, Key));
    }

    [Fact]
    public void Equal_observations_are_one_cluster()
    {
        var same = Uneven.AsView().Map(ColumnNames.Observation, _ => 3);
        Assert.Equal(1, StateClusters.Fit(same, 5, Key).Count);
        Assert.Equal(Uneven.StepCount, Demonstrations.Collect(same.BalanceClusters(5, Key)).StepCount);
    }

    [Fact]
    public void A_reservoir_keeps_all_of_few_rows_and_a_uniform_choice_of_many()
    {
        var few = new RowReservoir(1, 10, Key);
        few.Add(Numbers(0, 7));
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6], few.Sample.Values.ToArray());
        var (whole, parts) = (new RowReservoir(1, 1000, Key), new RowReservoir(1, 1000, Key));
        whole.Add(Numbers(0, 50_000));
        for (var i = 0; i < 50; i++)
        {
            parts.Add(Numbers(i * 1000, 1000));
        }
        Assert.Equal(whole.Sample, parts.Sample);
        Assert.Equal(1000, whole.Sample.Values.Distinct().Count());
        // Four standard errors of a mean of 1000 uniform numbers.
        Assert.InRange(whole.Sample.Values.Average(), 25_000 - 1826, 25_000 + 1826);
    }

    private static NdArray<float> Numbers(int first, int count) =>
        NdArray.Matrix<float>(count, 1, [.. Enumerable.Range(first, count).Select(i => (float)i)]);

    private static Demonstrations Mixed(int[] sizes)
    {
        int[] regions = [.. sizes.SelectMany((size, region) => Enumerable.Repeat(region, size))];
        var order = Key.Fold(9).Permutation(regions.Length);
        float[] values =
        [
            .. order.SelectMany((row, i) => new[] { (100f * regions[row]) + (float)Key.Fold(8).Normal((ulong)i), 7 }),
        ];
        return Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(order.Length, 2, values),
                Actions = Numbers(0, order.Length),
                EpisodeStarts = [.. Enumerable.Range(0, order.Length / 10).Select(i => i * 10)],
            }
        );
    }

    private static int RegionOf(Demonstrations demonstrations, int row) =>
        (int)Math.Round(demonstrations.Observations[row, 0] / 100);

    private static int[] Regions(Demonstrations demonstrations) =>
        [
            .. Enumerable
                .Range(0, demonstrations.StepCount)
                .GroupBy(row => RegionOf(demonstrations, row))
                .OrderBy(group => group.Key)
                .Select(group => group.Count()),
        ];
}
