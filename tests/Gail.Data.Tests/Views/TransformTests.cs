using Gail.Data.Columns;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Tests.Views;

/// <summary>Transforms on rows worked out by hand, and what they refuse.</summary>
public class TransformTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(79);

    /// <summary>Episodes of lengths 3, 1 and 2 and returns 6, 4 and 11; the first terminated, the last was cut.</summary>
    private static readonly Demonstrations Six = Demonstrations.Create(
        new DemonstrationColumns
        {
            Observations = NdArray.Matrix<float>(6, 2, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
            Actions = NdArray.Matrix<float>(6, 1, [-1, 0, 1, 2, 3, 4]),
            Rewards = NdArray.Vector<double>([1, 2, 3, 4, 5, 6]),
            EpisodeStarts = [0, 3, 4],
            Terminated = NdArray.Vector<bool>([true, false, false]),
            Ended = NdArray.Vector<bool>([true, true, true]),
        }
    );

    private static readonly IDataView View = Six.AsView();

    [Fact]
    public void The_best_episodes_come_in_the_order_of_the_view()
    {
        Assert.Equal([1, 2, 3, 5, 6], Rewards(View.TakeBestEpisodes(2)));
        Assert.Equal([5, 6], Rewards(View.TakeBestEpisodes(1)));
    }

    [Fact]
    public void Returns_are_filtered_with_both_bounds_included()
    {
        Assert.Equal([1, 2, 3, 4], Rewards(View.WhereReturn(4, 6)));
        Assert.Equal([1, 2, 3, 5, 6], Rewards(View.WhereReturn(4.5)));
        Assert.Empty(View.WhereReturn(100).Read([ColumnNames.Reward]));
        var message = Assert
            .Throws<DemonstrationException>(() => Demonstrations.Collect(View.WhereReturn(100)))
            .Message;
        Assert.Contains("holds no steps", message);
    }

    [Fact]
    public void A_split_has_every_episode_once()
    {
        var many = Enumerable.Repeat(View, 10).Aggregate((joined, view) => joined.Concat(view));
        var split = many.SplitByEpisode(0.8, Key);
        var (training, validation) = (Demonstrations.Collect(split.Training), Demonstrations.Collect(split.Validation));
        Assert.Equal((24, 6), (training.EpisodeCount, validation.EpisodeCount));
        Assert.Equal(Rewards(many).Order(), Rewards(split.Training.Concat(split.Validation)).Order());
        Assert.Equal(1, Demonstrations.Collect(View.SplitByEpisode(0.001, Key).Training).EpisodeCount);
        Assert.Equal(1, Demonstrations.Collect(View.SplitByEpisode(0.999, Key).Validation).EpisodeCount);
    }

    [Fact]
    public void Taking_the_first_episodes_stops_reading()
    {
        var source = new Rebatched(View, 1);
        Demonstrations.Collect(source.TakeEpisodes(1));
        Assert.Equal(4, source.RowsRead);
    }

    [Fact]
    public void Counting_is_done_once()
    {
        var source = new Rebatched(View, 2);
        var view = source.TakeEpisodes(2, Key);
        Demonstrations.Collect(view);
        Assert.Equal(2, source.Readings);
        Demonstrations.Collect(view);
        Assert.Equal(3, source.Readings);
    }

    [Fact]
    public void How_an_episode_ended_stands_at_the_last_row_left()
    {
        var paired = View.SelectEpisodes([0, 2]).PairNext();
        Assert.Equal([false, true, false], Flags(paired, ColumnNames.Terminated));
        Assert.Equal([false, false, true], Flags(paired, ColumnNames.Truncated));
        var kept = Demonstrations.Collect(View.KeepEvery(5, Key));
        Assert.Equal(Six.Terminated, kept.Terminated);
        Assert.Equal(3, kept.StepCount);
    }

    [Fact]
    public void Observation_noise_is_that_of_the_row_and_the_next_observation_is_still_the_next_rows()
    {
        var raw = Enumerable
            .Range(0, 40)
            .Select(seed => Samples.Random(seed).AsView())
            .First(view => view.Describe().Has(ColumnNames.NextObservation));
        var whole = raw.AddObservationNoise(0.3, Key);
        var table = ViewTable.Of(whole);
        var (observations, next) = (
            (NdArray<float>)table[ColumnNames.Observation],
            (NdArray<float>)table[ColumnNames.NextObservation]
        );
        var episodes = (NdArray<long>)table[ColumnNames.Episode];
        for (var row = 0; row + 1 < episodes.Length; row++)
        {
            if (episodes[row] == episodes[row + 1])
            {
                Assert.True(observations.Row(row + 1).SequenceEqual(next.Row(row)));
            }
        }
        // Noise, then sub-sampling, is sub-sampling, then noise.
        ViewTable.AssertSame(
            ViewTable.Of(whole.KeepEvery(2, Key)),
            ViewTable.Of(raw.KeepEvery(2, Key).AddObservationNoise(0.3, Key))
        );
    }

    [Fact]
    public void Noise_has_the_deviation_asked_for_and_no_mean()
    {
        var zeros = Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Zeros<float>(new Shape(20_000, 2)),
                Actions = NdArray.Zeros<float>(new Shape(20_000, 1)),
                EpisodeStarts = [.. Enumerable.Range(0, 200).Select(i => i * 100)],
            }
        );
        var noisy = Demonstrations.Collect(zeros.AsView().AddObservationNoise(0.5, Key).AddActionNoise(2, Key));
        var observations = NormalizationStatistics.None(2).Update(noisy.Observations);
        var actions = NormalizationStatistics.None(1).Update(noisy.Actions!);
        Assert.All(observations.Mean.Values, mean => Assert.InRange(mean, -0.02, 0.02));
        Assert.InRange(observations.StandardDeviation(0), 0.49, 0.51);
        Assert.InRange(observations.StandardDeviation(1), 0.49, 0.51);
        Assert.InRange(actions.StandardDeviation(0), 1.96, 2.04);
        Assert.Equal(40_000, noisy.Observations.Values.Distinct().Count(), 200.0);
    }

    [Fact]
    public void Values_are_mapped_clipped_and_rearranged()
    {
        Assert.Equal([2, 4, 6, 8, 10, 12], Rewards(View.Map(ColumnNames.Reward, reward => 2 * reward)));
        var clipped = Demonstrations.Collect(View.Clip(ColumnNames.Action, -0.5, 2.5));
        Assert.Equal([-0.5f, 0, 1, 2, 2.5f, 2.5f], clipped.Actions!.Values.ToArray());
        var summed = View.MapRows(ColumnNames.Observation, 1, (row, result) => result[0] = row[0] + row[1]);
        Assert.Equal([1f, 5, 9, 13, 17, 21], Demonstrations.Collect(summed).Observations.Values.ToArray());
        Assert.Equal(1, summed.Describe()[ColumnNames.Observation].Width);
    }

    [Fact]
    public void A_column_renamed_to_observation_takes_its_place()
    {
        var view = View.RenameColumn(ColumnNames.Action, ColumnNames.Observation);
        Assert.Equal([-1f, 0, 1, 2, 3, 4], Demonstrations.Collect(view).Observations.Values.ToArray());
        Assert.False(view.Describe().Has(ColumnNames.Action));
        Assert.Null(Demonstrations.Collect(View.DropColumns(ColumnNames.Action)).Actions);
        Assert.Equal(
            [ColumnNames.Episode, ColumnNames.Step, ColumnNames.Observation, ColumnNames.Reward],
            View.SelectColumns(ColumnNames.Reward).Describe().Names.ToArray()
        );
    }

    public static TheoryData<string, Action> Refused =>
        new()
        {
            { "holds 3 episodes but 4 were asked for", () => Collect(View.TakeEpisodes(4)) },
            { "holds 3 episodes but 4 were asked for", () => Collect(View.TakeEpisodes(4, Key)) },
            { "holds 3 episodes but 4 were asked for", () => Collect(View.TakeBestEpisodes(4)) },
            { "there is no episode 3; there are 3", () => Collect(View.SelectEpisodes([0, 3])) },
            { "1 episode but 2 were asked for", () => Collect(View.TakeEpisodes(1).SplitByEpisode(0.5, Key).Training) },
            { "add up to no return", () => View.KeepEvery(2, Key).WhereReturn(0) },
            { "there is no such column", () => View.DropColumns(ColumnNames.Reward).TakeBestEpisodes(1) },
            { "cannot be left out", () => View.DropColumns(ColumnNames.Observation) },
            { "there is no such column", () => View.DropColumns("velocity") },
            { "there is such a column already", () => View.RenameColumn(ColumnNames.Action, ColumnNames.Reward) },
            { "is F32 with several values", () => View.RenameColumn(ColumnNames.Reward, ColumnNames.Observation) },
            { "cannot be renamed", () => View.RenameColumn(ColumnNames.Observation, "pixels") },
            { "would not be what follows action; drop it first", RenameOverNext },
            { "expected real numbers", () => View.Map(ColumnNames.Terminated, value => value) },
            { "use Map", () => View.MapRows(ColumnNames.Reward, 1, (_, _) => { }) },
            { "choices among alternatives", () => Discrete().AddActionNoise(0.1, Key) },
            { "there are no rows to find clusters in", () => Collect(View.WhereReturn(100).BalanceClusters(2, Key)) },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_done_is_said(string message, Action transform)
    {
        Assert.Contains(message, Assert.Throws<DemonstrationException>(transform).Message);
    }

    [Fact]
    public void Impossible_arguments_are_refused_at_once()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => View.TakeEpisodes(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => View.TakeEpisodes(0, Key));
        Assert.Throws<ArgumentOutOfRangeException>(() => View.TakeBestEpisodes(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => View.KeepEvery(0, Key));
        Assert.Throws<ArgumentOutOfRangeException>(() => View.SelectEpisodes([0, -1]));
        Assert.Throws<ArgumentException>(() => View.SelectEpisodes([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => View.SplitByEpisode(1, Key));
        Assert.Throws<ArgumentException>(() => View.WhereReturn(2, 1));
        Assert.Throws<ArgumentException>(() => View.WhereReturn(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => View.BalanceClusters(0, Key));
        Assert.Throws<ArgumentOutOfRangeException>(() => View.BalanceClusters(1, Key, quota: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => View.AddObservationNoise(-1, Key));
        Assert.Throws<ArgumentException>(() => View.Clip(ColumnNames.Action, 1, 0));
    }

    private static void Collect(IDataView view) => Demonstrations.Collect(view);

    private static void RenameOverNext() =>
        View.SelectEpisodes([0, 2]).PairNext().RenameColumn(ColumnNames.Action, ColumnNames.Observation);

    private static IDataView Discrete() =>
        Enumerable.Range(0, 40).Select(seed => Samples.Random(seed)).First(some => some.ActionsAreDiscrete).AsView();

    private static double[] Rewards(IDataView view) =>
        [.. view.Read([ColumnNames.Reward]).SelectMany(batch => batch.Get<double>(ColumnNames.Reward).Values)];

    private static bool[] Flags(IDataView view, string name) =>
        [.. view.Read([name]).SelectMany(batch => batch.Get<bool>(name).Values)];
}
