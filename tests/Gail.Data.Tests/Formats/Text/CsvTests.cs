using System.Globalization;
using System.Text;
using Gail.Data.Inspection;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;

namespace Gail.Data.Tests.Formats.Text;

public class CsvTests
{
    [Fact]
    public void Every_column_is_read()
    {
        var read = TextSamples.Read(TextSamples.Csv);
        Assert.Equal([0f, 1, 2, 3, 6, 7], read.Observations.Span.ToArray());
        Assert.Equal([0.5f, -0.5f, 1e-3f], read.Actions!.Span.ToArray());
        Assert.False(read.ActionsAreDiscrete);
        Assert.Equal([1.0, 2, -3.25], read.Rewards!.Span.ToArray());
        Assert.Equal([0, 2], read.EpisodeStarts.ToArray());
        Assert.Equal([4f, 5, 8, 9], read.FinalObservations!.Span.ToArray());
        Assert.Equal([true, false], read.Terminated!.Span.ToArray());
        Assert.Equal([true, true], read.Ended!.Span.ToArray());
        Assert.Equal("csv", read.Source.Format);
    }

    public static TheoryData<string> SameTables =>
        new()
        {
            TextSamples.Csv.Replace(',', ';'),
            TextSamples.Csv.Replace(',', '\t'),
            TextSamples.Csv.Replace("\n", "\r\n"),
            "\uFEFF" + TextSamples.Csv,
            TextSamples.Csv + "\n\n",
            TextSamples.Csv.Replace("obs_", "observation_").Replace("act_", "action_").Replace("reward", "rew"),
            TextSamples
                .Csv.Replace("\n7", "\n\"7\"")
                .Replace(",1,2,3\n", ",\"1\",2,3\n")
                .Replace("t,obs_0", "t,\"obs_0\""),
            TextSamples.Csv.Replace("false", "False").Replace("true", "True"),
            TextSamples.Csv.Replace("false", "0").Replace("true", "1"),
            TextSamples.Csv.Replace(",0.5,", ", +0.50 ,"),
        };

    [Theory]
    [MemberData(nameof(SameTables))]
    public void The_same_table_written_otherwise_is_the_same(string text) =>
        Assert.True(TextSamples.Read(text).SameBits(TextSamples.Read(TextSamples.Csv)));

    [Fact]
    public void What_a_table_does_not_hold_is_absent()
    {
        var read = TextSamples.Read("t,obs_0\n0,1\n1,2\n0,3\n");
        Assert.Null(read.Actions);
        Assert.Null(read.Rewards);
        Assert.Null(read.Terminated);
        Assert.Null(read.Ended);
        Assert.Null(read.FinalObservations);
        Assert.Equal([0, 2], read.EpisodeStarts.ToArray());
    }

    [Theory]
    [InlineData("obs_0,terminated\n1,0\n2,1\n3,0\n", "0,2")]
    [InlineData("obs_0,terminated,truncated\n1,0,1\n2,1,0\n3,0,0\n", "0,1,2")]
    [InlineData("obs_0,done\n1,0\n2,1\n3,0\n", "0,2")]
    [InlineData("obs_0,done\n1,0.0\n2,1.0\n3,0.0\n", "0,2")]
    [InlineData("obs_0, done\n1, False\n2, True \n3, 0\n", "0,2")]
    [InlineData("obs_0,t\n1,0\n2,0\n3,1\n", "0,1")]
    [InlineData("obs_0,episode\n1,9\n2,4\n3,4\n", "0,1")]
    [InlineData("obs_0,episode\n1,a\n2,a b\n3,a b\n", "0,1")]
    [InlineData("obs_0,reward\n1,9\n2,4\n3,4\n", "0")]
    public void Episodes_begin_where_the_table_says(string text, string starts)
    {
        var read = TextSamples.Read(text);
        Assert.Equal(starts, string.Join(',', read.EpisodeStarts));
        Assert.Equal(0, read.Steps[0]);
    }

    [Fact]
    public void Notes_say_what_was_made_of_the_table()
    {
        Assert.Contains(
            "all rows of one file are taken for one episode",
            Assert.Single(TextSamples.Notes("obs_0,obs_1\n1,2\n"))
        );
        Assert.Contains("ignored: speed, mood", Assert.Single(TextSamples.Notes("t,obs_0,speed,mood\n0,1,2,x\n")));
        Assert.Empty(TextSamples.Notes(TextSamples.Csv));
    }

    [Fact]
    public void Gaps_in_t_mean_that_steps_were_left_out()
    {
        var read = TextSamples.Read("episode,t,obs_0,next_obs_0\n0,1,10,20\n0,4,40,50\n");
        Assert.True(read.IsSubsampled);
        Assert.Null(read.FinalObservations);
        Assert.Equal([20f, 50], read.NextObservations!.Span.ToArray());
    }

    [Theory]
    [InlineData("obs_0,act\n1,2\n2,0\n", true)]
    [InlineData("obs_0,act\n1,2.0\n2,0\n", false)]
    [InlineData("obs_0,act_0\n1,2\n2,0\n", false)]
    [InlineData("obs_0,act_0:int\n1,2\n2,0\n", true)]
    [InlineData("obs_0,act:int\n1,2\n2,0\n", true)]
    public void An_action_without_index_that_begins_with_a_whole_number_is_a_choice(string text, bool discrete)
    {
        var read = TextSamples.Read(text);
        Assert.Equal(discrete, read.ActionsAreDiscrete);
        Assert.Equal(discrete ? 3 : null, read.ActionCount);
        Assert.Equal([2f, 0], read.Actions!.Span.ToArray());
    }

    [Fact]
    public void Several_choices_side_by_side()
    {
        var read = TextSamples.Read("obs_0,act_1:int,act_0:int\n1,2,3\n2,0,4\n");
        Assert.True(read.ActionsAreDiscrete);
        Assert.Equal([3f, 2, 4, 0], read.Actions!.Span.ToArray());
    }

    [Fact]
    public void Options_give_other_names()
    {
        var names = TextSamples.Names(("observation", "state"), ("action", "torque"), ("episode", "run"));
        var read = TextSamples.Read("run,state_1,state_0,torque\n0,1,2,0.5\n1,3,4,0.25\n", names);
        Assert.Equal([2f, 1, 4, 3], read.Observations.Span.ToArray());
        Assert.Equal([0.5f, 0.25f], read.Actions!.Span.ToArray());
        Assert.Equal(2, read.EpisodeCount);
        Assert.Equal(
            [7f],
            TextSamples.Read("state,x\n7,0\n", TextSamples.Names(("observation", "state"))).Observations.Span.ToArray()
        );
    }

    [Fact]
    public void A_table_of_many_batches_is_read_in_parts_and_often()
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable
            .Range(0, 10_000)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i / 100},{i % 100},{i},{i * 0.5}"));
        File.WriteAllLines(folder["demo.csv"], rows.Prepend("episode,t,obs_0,reward"));
        var view = DemonstrationReader.Open(folder["demo.csv"]);
        Assert.Null(view.GetRowCount());
        for (var time = 0; time < 2; time++)
        {
            var batches = view.Read([ColumnNames.Reward]).ToList();
            Assert.Equal([4096, 4096, 1808], batches.Select(batch => batch.Rows));
            Assert.Equal([ColumnNames.Reward], batches[0].Names);
            Assert.Equal(4999.5, batches[^1].Get<double>(ColumnNames.Reward)[^1]);
        }
        var read = Demonstrations.Collect(view);
        Assert.Equal(100, read.EpisodeCount);
        Assert.Equal(9_999f, read.Observations[9_999]);
    }

    [Fact]
    public void What_is_not_asked_for_is_not_looked_at()
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(folder.Put("d", "obs_0,reward\n1,oops\n"u8.ToArray()));
        Assert.Equal(1f, view.Read([ColumnNames.Observation]).Single().Get<float>(ColumnNames.Observation)[0]);
    }

    [Fact]
    public void The_inspector_reads_tables_too()
    {
        using var folder = new TemporaryFolder();
        var report = DemonstrationInspector.Inspect(folder.Put("d.csv", "obs_0,speed\n1,2\n"u8.ToArray()));
        Assert.Equal("csv", report.Format);
        Assert.Contains(report.Notes, note => note.Contains("speed"));
    }

    [Theory]
    [InlineData("utf-16", "\t")]
    [InlineData("utf-16BE", ",")]
    [InlineData("utf-32", ";")]
    public void Spreadsheets_write_other_encodings_too(string encoding, string separator)
    {
        using var folder = new TemporaryFolder();
        var text =
            string.Join(separator, "obs_0", "act_0", "reward") + "\n" + string.Join(separator, "1", "2", "3") + "\n";
        var other = Encoding.GetEncoding(encoding);
        var path = folder.Put("d.csv", [.. other.GetPreamble(), .. other.GetBytes(text)]);
        Assert.Equal(1, DemonstrationReader.Read(path).Observations.Span[0]);
    }

    [Fact]
    public void Missing_steps_are_noticed_while_a_view_is_read()
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(
            folder.Put("d.csv", "episode,t,obs_0,reward\n0,0,0,1\n0,5,5,1\n0,10,10,1\n"u8.ToArray())
        );
        string Refusal(Func<IDataView> transform) =>
            Assert.Throws<DemonstrationException>(() => Demonstrations.Collect(transform())).Message;
        Assert.Contains("cannot be told after steps were left out", Refusal(() => view.PairNext()));
        Assert.Contains("add up to no return", Refusal(() => view.TakeBestEpisodes(1)));
        Assert.Contains("add up to no return", Refusal(() => view.WhereReturn(0, 9)));
        Assert.True(Demonstrations.Collect(view).IsSubsampled);
    }

    [Fact]
    public void Values_of_a_vector_may_have_names_of_their_own()
    {
        const string Table = ",cos,sin,torque,reward,done\n0,1,2,0.5,1,False\n1,3,4,0.25,1,True\n";
        var names = TextSamples.Names(("observation", "sin+cos"), ("action", "torque"));
        var read = TextSamples.Read(Table, names);
        Assert.Equal([2f, 1, 4, 3], read.Observations.Span.ToArray());
        Assert.Equal([0.5f, 0.25f], read.Actions!.Span.ToArray());
        Assert.Contains(
            ": tan: there is no such column for observation; the first line has (a column without name), cos, sin",
            TextSamples.Refusal(Table, TextSamples.Names(("observation", "sin+tan")))
        );
        Assert.Contains("as in observation=position+speed,action=torque: with --columns", TextSamples.Refusal(Table));
    }

    [Fact]
    public void A_column_may_have_a_plus_in_its_name() =>
        Assert.Equal(
            [1f],
            TextSamples.Read("a+b,act\n1,0\n", TextSamples.Names(("observation", "a+b"))).Observations.Span.ToArray()
        );

    [Fact]
    public void Next_observations_that_contradict_the_rows_below_are_told_of()
    {
        const string Table = "obs_0,act_0,done,next_obs_0\n0,1,0,7\n1,2,0,2\n2,3,1,9\n5,1,1,6\n";
        static IEnumerable<string> Notes(string table)
        {
            using var folder = new TemporaryFolder();
            return DemonstrationInspector.Inspect(folder.Put("d.csv", Encoding.UTF8.GetBytes(table))).Notes;
        }
        Assert.Contains(
            "next_observation is not the observation of the row below in 1 rows, the first of them row 0; the observations are taken. Are rows missing, or shifted against each other?",
            Notes(Table)
        );
        Assert.DoesNotContain(Notes(Table.Replace("0,1,0,7", "0,1,0,1")), note => note.Contains("row below"));
    }
}
