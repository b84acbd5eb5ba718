using Gail.Data.Views;
using Gail.Data.Views.Foreign;
using Microsoft.ML.Data;

namespace Gail.Data.Tests.MicrosoftML;

/// <summary>ML.NET's own operations take a view of demonstrations for one of theirs.</summary>
public class ConsumerTests
{
    private static readonly MLContext ML = new(seed: 1);

    private static readonly Demonstrations Expert = RoundTripTests.Long(rows: 100);

    private static IDataView Data => Expert.AsView();

    [Fact]
    public void Rows_taken_and_skipped_are_the_rows()
    {
        var view = ML.Data.TakeRows(ML.Data.SkipRows(Data, 7), 14);
        var taken = Demonstrations.Collect(view);
        Assert.Equal([7, 7], taken.EpisodeLengths.ToArray());
        Assert.Equal(Expert.Observations.Span[21..63].ToArray(), taken.Observations.Span.ToArray());
        Assert.Equal(Expert.Actions!.Span[14..42].ToArray(), taken.Actions!.Span.ToArray());
    }

    [Fact]
    public void Rows_filtered_by_reward_are_the_rows()
    {
        var filtered = ML.Data.FilterRowsByColumn(Data, ColumnNames.Reward, lowerBound: 2.05, upperBound: 3.05);
        Assert.Null(filtered.GetRowCount());
        var rewards = filtered.GetColumn<double>(ColumnNames.Reward).ToArray();
        Assert.Equal(Expert.Rewards!.Span[21..31].ToArray(), rewards);
        var kept = Demonstrations.Collect(filtered);
        Assert.Equal([7, 3], kept.EpisodeLengths.ToArray());
    }

    [Fact]
    public void Rows_come_as_objects()
    {
        var rows = ML.Data.CreateEnumerable<Row>(Data, reuseRowObject: false, ignoreMissingColumns: false).ToArray();
        Assert.Equal(100, rows.Length);
        Assert.Equal(Expert.Observations.Row(8).ToArray(), rows[8].Observation);
        Assert.Equal((1, 1, Expert.Rewards![8]), (rows[8].Episode, rows[8].Step, rows[8].Reward));
        Assert.True(rows[6].Terminated);
        Assert.False(rows[13].Terminated);
    }

    [Fact]
    public void Columns_are_concatenated_and_selected()
    {
        var pipeline = ML
            .Transforms.Concatenate("both", ColumnNames.Observation, ColumnNames.Action)
            .Append(ML.Transforms.SelectColumns("both", ColumnNames.Episode));
        var data = pipeline.Fit(Data).Transform(Data);
        var view = data.AsDemonstrations(new DataViewMapping { Observation = ["both"], Episode = ColumnNames.Episode });
        var both = Demonstrations.Collect(view);
        Assert.Equal(5, both.ObservationWidth);
        Assert.Equal([.. Expert.Observations.Row(50), .. Expert.Actions!.Row(50)], both.Observations.Row(50).ToArray());
        Assert.Equal(Expert.EpisodeStarts.ToArray(), both.EpisodeStarts.ToArray());
        Assert.Null(both.Actions);
    }

    [Fact]
    public void A_preview_shows_the_columns()
    {
        var preview = Data.Preview(maxRows: 3);
        Assert.Equal(
            Expert.AsView().Describe().Names.ToArray(),
            preview.Schema.Select(column => column.Name).ToArray()
        );
        Assert.Equal(3, preview.RowView.Length);
    }

    [Fact]
    public void A_split_by_episode_keeps_episodes_whole()
    {
        var keyed = ML.Transforms.Conversion.MapValueToKey("group", ColumnNames.Episode).Fit(Data).Transform(Data);
        var split = ML.Data.TrainTestSplit(keyed, testFraction: 0.3, samplingKeyColumnName: "group");
        var (train, test) = (split.TrainSet, split.TestSet);
        var (first, second) = (Demonstrations.Collect(train), Demonstrations.Collect(test));
        Assert.Equal(15, first.EpisodeCount + second.EpisodeCount);
        Assert.Equal(100, first.StepCount + second.StepCount);
        Assert.All([.. first.EpisodeLengths, .. second.EpisodeLengths], length => Assert.True(length is 7 or 2));
    }

    private sealed class Row
    {
        [ColumnName(ColumnNames.Episode)]
        public long Episode { get; set; }

        [ColumnName(ColumnNames.Step)]
        public long Step { get; set; }

        [ColumnName(ColumnNames.Observation)]
        public float[] Observation { get; set; } = [];

        [ColumnName(ColumnNames.Reward)]
        public double Reward { get; set; }

        [ColumnName(ColumnNames.Terminated)]
        public bool Terminated { get; set; }
    }
}
