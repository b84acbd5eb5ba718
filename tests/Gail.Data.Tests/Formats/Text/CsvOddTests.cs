using System.Text;
using Gail.Data.Inspection;

namespace Gail.Data.Tests.Formats.Text;

/// <summary>Tables as people have them: without names, with other letters, decimal commas, agents that alternate.</summary>
public class CsvOddTests
{
    private static DemonstrationFileOptions Header(params string[] names) => new() { Header = [.. names] };

    private const string Numbers = "-0.5,0.25,1,0.5\n1.5,0.75,0,-1\n2,3,1,4\n";

    [Fact]
    public void A_table_without_names_is_refused_with_two_ways_out() =>
        Assert.Equal(
            ": begins with numbers, expected a first line of names: episode, t, obs_0, obs_1, .... If it has none, say which of its 4 columns are which, counted from 0, as in --columns observation=0-2,action=3, or name all of them in order, as in --columns obs_0,obs_1,obs_2,act_0,reward; in code DemonstrationFileOptions.ColumnNames or Header.",
            TextSamples.Refusal(Numbers)
        );

    [Theory]
    [InlineData("0+1", "3")]
    [InlineData("0-1", "3")]
    [InlineData("0..1", "3")]
    public void Columns_without_names_have_numbers(string observation, string action)
    {
        var read = TextSamples.Read(
            Numbers,
            TextSamples.Names(("observation", observation), ("action", action), ("terminated", "2"))
        );
        Assert.Equal([-0.5f, 0.25f, 1.5f, 0.75f, 2, 3], read.Observations.Span.ToArray());
        Assert.Equal([0.5f, -1, 4], read.Actions!.Span.ToArray());
        Assert.Equal([0, 1], read.EpisodeStarts.ToArray());
    }

    [Fact]
    public void Names_of_all_columns_stand_for_the_missing_line()
    {
        var read = TextSamples.Read(Numbers, Header("obs_0", "obs_1", "terminated", "act_0"));
        Assert.True(read.SameBits(TextSamples.Read("obs_0,obs_1,terminated,act_0\n" + Numbers)));
        // With a byte order mark before the first number.
        Assert.True(
            TextSamples.Read("\uFEFF" + Numbers, Header("obs_0", "obs_1", "terminated", "act_0")).SameBits(read)
        );
        // In the place of others.
        Assert.True(
            TextSamples.Read("a,b,c,d\n" + Numbers, Header("obs_0", "obs_1", "terminated", "act_0")).SameBits(read)
        );
    }

    [Fact]
    public void Names_of_all_columns_must_be_as_many() =>
        Assert.Equal(
            ": 2 names of columns are given, but the first line has 4 fields; name all of them, in order.",
            TextSamples.Refusal(Numbers, Header("obs_0", "act_0"))
        );

    [Fact]
    public void A_number_that_no_column_has_is_refused() =>
        Assert.Equal(
            ": 4: there is no such column for action; the table has 4, numbered from 0.",
            TextSamples.Refusal(Numbers, TextSamples.Names(("observation", "0"), ("action", "4")))
        );

    [Fact]
    public void A_first_row_with_a_name_of_its_episode_is_no_line_of_names()
    {
        var read = TextSamples.Read(
            "a,1,2\na,3,4\nb,5,6\n",
            TextSamples.Names(("episode", "0"), ("observation", "1"), ("action", "2"))
        );
        Assert.Equal([0, 2], read.EpisodeStarts.ToArray());
        Assert.Equal([2f, 4, 6], read.Actions!.Span.ToArray());
        Assert.True(read.ActionsAreDiscrete);
    }

    [Fact]
    public void Numbers_of_columns_in_the_place_of_names_are_names()
    {
        // As pandas writes a frame without names.
        var read = TextSamples.Read(
            "0,1,2\n0.5,1.5,0\n2.5,3.5,1\n",
            TextSamples.Names(("observation", "0+1"), ("action", "2"))
        );
        Assert.Equal([0.5f, 1.5f, 2.5f, 3.5f], read.Observations.Span.ToArray());
    }

    [Fact]
    public void Spaces_separate_numbers_as_numpy_writes_them()
    {
        var read = TextSamples.Read(
            "1.000000000000000000e+00 2.500000000000000000e+00\n3.0e+00 -4.0e+00\n",
            TextSamples.Names(("observation", "0"), ("action", "1"))
        );
        Assert.Equal([1f, 3], read.Observations.Span.ToArray());
        Assert.Equal([2.5f, -4], read.Actions!.Span.ToArray());
    }

    [Theory]
    [InlineData("Episode,T,Obs_0,OBS_1,Act,Reward,Done\n0,0,1,2,1,3,1\n")]
    [InlineData("EPISODE,Step,Observation_0,observation_1,ACTION,REW,ENDED\n0,0,1,2,1,3,1\n")]
    [InlineData("episode,t,obs[0],obs[1],act,reward,done\n0,0,1,2,1,3,1\n")]
    [InlineData("episode,t,obs.0,obs.1,act,reward,done\n0,0,1,2,1,3,1\n")]
    [InlineData("episode,t,obs1,obs2,act,reward,done\n0,0,1,2,1,3,1\n")]
    [InlineData("episode,t,obs_1,obs_2,act,reward,done\n0,0,1,2,1,3,1\n")]
    public void Names_are_known_however_they_are_spelled(string text) =>
        Assert.True(
            TextSamples.Read(text).SameBits(TextSamples.Read("episode,t,obs_0,obs_1,act,reward,done\n0,0,1,2,1,3,1\n"))
        );

    [Theory]
    [InlineData("# obs_0,obs_1,act_0\n1,2,3\n")]
    [InlineData("obs_0,obs_1,act_0\n1,2,3,\n")]
    [InlineData("obs_0, obs_1, act_0,\n1, 2, 3,\n")]
    [InlineData(",obs_0,obs_1,act_0\n0,1,2,3\n")]
    public void What_programs_write_around_a_table_does_no_harm(string text) =>
        Assert.True(TextSamples.Read(text).SameBits(TextSamples.Read("obs_0,obs_1,act_0\n1,2,3\n")));

    [Fact]
    public void Names_that_options_give_are_found_whatever_their_letters()
    {
        var names = TextSamples.Names(("observation", "position+SPEED"), ("action", "torque"));
        Assert.Equal([1f, 2], TextSamples.Read("Position,Speed,Torque\n1,2,3\n", names).Observations.Span.ToArray());
    }

    [Fact]
    public void Of_names_that_differ_in_letters_the_very_one_is_meant()
    {
        Assert.Equal([1f], TextSamples.Read("obs,OBS,act\n1,2,3\n").Observations.Span.ToArray());
        Assert.Equal([2f], TextSamples.Read("OBS,obs,act\n1,2,3\n").Observations.Span.ToArray());
    }

    [Theory]
    [InlineData("obs_0;act_0;reward\n1,5;-0,25;1\n2;3,0e1;nan\n")]
    [InlineData("obs_0;act_0;reward\n1,5;-0,25;1\n2;3,0E1;\n")]
    public void Decimal_commas_are_read_between_semicolons(string text)
    {
        var read = TextSamples.Read(text);
        Assert.Equal([1.5f, 2], read.Observations.Span.ToArray());
        Assert.Equal([-0.25f, 30], read.Actions!.Span.ToArray());
        Assert.Contains("Numbers have decimal commas, and are read so.", TextSamples.Notes(text));
    }

    [Fact]
    public void Decimal_commas_are_read_in_a_table_without_names()
    {
        var read = TextSamples.Read(
            "1,5;2,5;3\n4,5;5,5;6\n",
            TextSamples.Names(("observation", "0-1"), ("action", "2"))
        );
        Assert.Equal([1.5f, 2.5f, 4.5f, 5.5f], read.Observations.Span.ToArray());
    }

    [Theory]
    [InlineData(
        "obs_0;act_0\n1.5;2\n1,5;2\n",
        ": line 3, column obs_0: is '1,5', a number with a decimal comma; such are read where semicolons separate them and no number has a point."
    )]
    [InlineData(
        "obs_0,act_0\n\"1,5\",2\n",
        ": line 2, column obs_0: is '1,5', a number with a decimal comma; such are read where semicolons"
    )]
    [InlineData(
        "obs_0\tact_0\n1,5\t2\n",
        ": line 2, column obs_0: is '1,5', a number with a decimal comma; such are read where semicolons"
    )]
    [InlineData(
        "obs_0,act_0\n1,5,2,5\n",
        ": line 2: has 4 fields but the first line has 2. If numbers have decimal commas, write points, or put semicolons between them."
    )]
    public void Decimal_commas_are_told_where_they_cannot_be_read(string text, string expected) =>
        Assert.StartsWith(expected, TextSamples.Refusal(text));

    [Fact]
    public void A_point_among_decimal_commas_is_refused()
    {
        var rows = new StringBuilder("obs_0;act_0\n").Insert(12, "1,5;2\n", 2000).Append("1.234;2\n");
        Assert.StartsWith(
            ": line 2002, column obs_0: is '1.234', but other numbers have decimal commas; a point may mark thousands.",
            TextSamples.Refusal(rows.ToString())
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("nan")]
    [InlineData("NaN")]
    [InlineData("NA")]
    [InlineData("null")]
    [InlineData("inf")]
    [InlineData("1e999")]
    public void Rewards_may_be_missing(string reward)
    {
        var text = $"obs_0,act_0,reward\n1,2,3\n4,5,{reward}\n";
        Assert.Null(TextSamples.Read(text).Rewards);
        using var folder = new TemporaryFolder();
        var report = DemonstrationInspector.Inspect(folder.Put("d.csv", Encoding.UTF8.GetBytes(text)));
        Assert.Null(report.Returns);
        Assert.Contains(report.Problems, problem => problem.StartsWith("rewards: 1 of 2 is missing, the first: row 1"));
    }

    [Fact]
    public void Rewards_that_are_words_are_refused() =>
        Assert.StartsWith(
            ": line 2, column reward: is 'good', expected a number.",
            TextSamples.Refusal("obs_0,act_0,reward\n1,2,good\n")
        );

    private const string Alternating = """
        robot,t,obs_0,act_0,done
        a,0,1,10,0
        b,0,2,20,0
        a,1,3,30,1
        b,1,4,40,0
        a,0,5,50,0
        b,2,6,60,1
        """;

    [Fact]
    public void Rows_of_agents_that_alternate_are_put_in_order()
    {
        var read = TextSamples.Read(Alternating, TextSamples.Names(("agent", "robot")));
        Assert.Equal([1f, 3, 5, 2, 4, 6], read.Observations.Span.ToArray());
        Assert.Equal([10f, 30, 50, 20, 40, 60], read.Actions!.Span.ToArray());
        Assert.Equal([0, 2, 3], read.EpisodeStarts.ToArray());
        Assert.Equal([0L, 1, 0, 0, 1, 2], read.Steps.Span.ToArray());
        Assert.Equal([true, false, true], read.Ended!.Span.ToArray());
    }

    [Theory]
    [InlineData("robot,t,obs_0\na,0,1\nb,0,2\na,1,3\nb,1,4\n", ": line 5: is step 1 after step 1")]
    [InlineData("episode,obs_0\n0,1\n1,2\n0,3\n", ": line 4: comes back to episode '0'")]
    public void Where_no_agent_is_named_and_steps_run_back_it_is_said(string text, string expected)
    {
        var message = TextSamples.Refusal(text);
        Assert.StartsWith(expected, message);
        Assert.Contains(
            "If the rows of several agents alternate, name the column that tells them apart: --columns agent=NAME",
            message
        );
    }

    [Fact]
    public void Rows_of_one_agent_that_do_not_follow_each_other_are_named()
    {
        var text = "robot,t,obs_0\na,0,1\nb,0,2\na,2,3\na,1,4\n";
        Assert.StartsWith(
            ": line 5: of agent 'a', is step 1 after step 2",
            TextSamples.Refusal(text, TextSamples.Names(("agent", "robot")))
        );
    }
}
