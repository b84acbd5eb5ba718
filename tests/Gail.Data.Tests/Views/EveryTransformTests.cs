using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Tests.Views;

/// <summary>What holds for every transform: each is a row of <see cref="All"/>.</summary>
public class EveryTransformTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(78);

    private static readonly ImmutableDictionary<string, Func<IDataView, IDataView>> All = new Dictionary<
        string,
        Func<IDataView, IDataView>
    >
    {
        ["first"] = view => view.TakeEpisodes(2),
        ["random"] = view => view.TakeEpisodes(2, Key),
        ["best"] = view => view.TakeBestEpisodes(2),
        ["by return"] = view => view.WhereReturn(-1, 1.5),
        ["selected"] = view => view.SelectEpisodes([1, 0, 1]),
        ["every"] = view => view.KeepEvery(3, Key),
        ["training"] = view => view.SplitByEpisode(0.6, Key).Training,
        ["validation"] = view => view.SplitByEpisode(0.6, Key).Validation,
        ["concatenated"] = view => view.Concat(view.TakeEpisodes(1), view),
        ["balanced"] = view => view.BalanceClusters(3, Key),
        ["balanced to a quota"] = view => view.BalanceClusters(2, Key, quota: 5),
        ["noisy observations"] = view => view.AddObservationNoise(0.1, Key),
        ["noisy actions"] = view => view.AddActionNoise(0.1, Key),
        ["mapped"] = view => view.Map(ColumnNames.Observation, Math.Tanh),
        ["mapped rewards"] = view => view.Map(ColumnNames.Reward, reward => 2 * reward),
        ["mapped rows"] = view => view.MapRows(ColumnNames.Observation, 1, (row, result) => result[0] = row[^1]),
        ["clipped"] = view => view.Clip(ColumnNames.Action, -0.5, 0.5),
        ["renamed"] = view => view.RenameColumn(ColumnNames.Reward, "score"),
        ["dropped"] = view => view.DropColumns(ColumnNames.Reward),
        ["selected columns"] = view => view.SelectColumns(ColumnNames.Action),
        ["paired"] = view => view.PairNext(),
        ["several"] = view =>
            view.PairNext().KeepEvery(2, Key).AddObservationNoise(0.1, Key).BalanceClusters(2, Key).TakeEpisodes(1),
    }.ToImmutableDictionary();

    public static TheoryData<string, long> Cases
    {
        get
        {
            var cases = new TheoryData<string, long>();
            foreach (var name in All.Keys.Order())
            {
                for (var seed = 0L; seed < 30; seed++)
                {
                    if (All[name] is { } && Applies(name, Samples.Random(seed)))
                    {
                        cases.Add(name, seed);
                    }
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_rows_do_not_depend_on_the_batches_the_reading_or_the_columns_asked_for(string name, long seed)
    {
        var demonstrations = Samples.Random(seed);
        var view = All[name](demonstrations.AsView());
        var table = ViewTable.Of(view);
        ViewTable.AssertSame(table, ViewTable.Of(view));
        foreach (var size in (int[])[1, 3])
        {
            ViewTable.AssertSame(table, ViewTable.Of(All[name](new Rebatched(demonstrations.AsView(), size))));
        }
        foreach (var column in table.Keys)
        {
            Assert.True(table[column].SameBits(ViewTable.Of(view, column)[column]), column);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Columns_are_as_the_schema_says_and_episodes_are_in_order(string name, long seed)
    {
        var view = All[name](Samples.Random(seed).AsView());
        var table = ViewTable.Of(view);
        if (table.IsEmpty)
        {
            Assert.Equal("by return", name);
            return;
        }
        var episodes = ((NdArray<long>)table[ColumnNames.Episode]).Values;
        Assert.Equal(view.GetRowCount() ?? episodes.Length, episodes.Length);
        Assert.Equal(0, episodes[0]);
        Assert.All(episodes.Zip(episodes.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 1));
        Assert.All(view.Describe().Columns, column => Assert.Equal(column.Type, table[column.Name].ElementType));
        Assert.All(
            view.Describe().Columns,
            column => Assert.Equal(column.ShapeOf(episodes.Length), table[column.Name].Shape)
        );
        foreach (var flag in StandardColumn.Flags.Where(view.Describe().Has))
        {
            var values = ((NdArray<bool>)table[flag]).Values;
            Assert.All(
                Enumerable.Range(0, values.Length - 1),
                row => Assert.False(values[row] && episodes[row] == episodes[row + 1])
            );
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_is_read_before_rows_are(string name, long seed)
    {
        var source = new Rebatched(Samples.Random(seed).AsView(), 3);
        var view = All[name](source);
        var batches = view.Read(view.Describe().Names);
        Assert.Equal(0, source.Readings);
        Assert.Throws<DemonstrationException>(() => view.Read(["velocity"]));
        batches.Count();
        Assert.True(source.Readings > 0);
    }

    [Theory]
    [InlineData("every")]
    [InlineData("validation")]
    [InlineData("concatenated")]
    [InlineData("noisy observations")]
    [InlineData("mapped rows")]
    [InlineData("renamed")]
    [InlineData("paired")]
    public void Rows_come_long_before_the_last_one_is_read(string name)
    {
        const int Episodes = 400;
        var source = new Rebatched(Long(Episodes).AsView(), 64);
        var batches = All[name](source).Read([ColumnNames.Episode, ColumnNames.Observation]).GetEnumerator();
        Assert.True(batches.MoveNext());
        // Passes before the one that gives rows read all of them.
        var read = source.RowsRead - ((source.Readings - 1) * 100 * Episodes);
        Assert.InRange(read, 1, 3 * 1024 + 256);
    }

    [Fact]
    public void Every_transform_is_tried()
    {
        Assert.Equal(All.Keys.Order(), Cases.Select(row => row.Data.Item1).Distinct().Order());
    }

    /// <summary>Episodes of 100 steps.</summary>
    private static Demonstrations Long(int episodes) =>
        Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Zeros<float>(new Shape(100 * episodes, 1)),
                Rewards = NdArray.Zeros<double>(new Shape(100 * episodes)),
                EpisodeStarts = [.. Enumerable.Range(0, episodes).Select(episode => 100 * episode)],
            }
        );

    private static bool Applies(string name, Demonstrations demonstrations)
    {
        var pairs =
            !demonstrations.IsSubsampled
            && (demonstrations.FinalObservations is not null || !demonstrations.EpisodeLengths.Contains(1));
        return demonstrations.EpisodeCount >= 2
            && name switch
            {
                "best" or "by return" => demonstrations.Rewards is not null && !demonstrations.IsSubsampled,
                "mapped rewards" or "renamed" or "dropped" => demonstrations.Rewards is not null,
                "noisy actions" or "clipped" => !demonstrations.ActionsAreDiscrete,
                "paired" or "several" => pairs,
                _ => true,
            };
    }
}
