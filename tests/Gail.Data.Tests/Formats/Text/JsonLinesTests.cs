using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Text;

public class JsonLinesTests
{
    [Theory]
    [InlineData(TextSamples.JsonSteps)]
    [InlineData(TextSamples.JsonEpisodes)]
    public void Steps_and_episodes_are_what_the_table_is(string text)
    {
        var read = TextSamples.Read(text);
        Assert.True(read.SameBits(TextSamples.Read(TextSamples.Csv)));
        Assert.Equal("jsonl", read.Source.Format);
    }

    public static TheoryData<string> SameSteps =>
        new()
        {
            "\uFEFF" + TextSamples.JsonSteps,
            TextSamples.JsonSteps.Replace("\n", "\r\n\r\n"),
            TextSamples.JsonSteps + "\n\n",
            TextSamples.JsonSteps.Replace("observation", "obs").Replace("action", "act").Replace("reward", "rew"),
            TextSamples.JsonSteps.Replace("[0.5]", "0.5").Replace("[-0.5]", "-0.5").Replace("[1e-3]", "0.001"),
            TextSamples.JsonSteps.Replace("true", "1").Replace("false", "0"),
            TextSamples.JsonSteps.Replace("true", "1.0").Replace("false", "0.0"),
            TextSamples.JsonSteps.Replace("\"t\"", "\"note\":{\"deep\":[1,[2]]},\"t\""),
        };

    [Theory]
    [MemberData(nameof(SameSteps))]
    public void The_same_steps_written_otherwise_are_the_same(string text) =>
        Assert.True(TextSamples.Read(text).SameBits(TextSamples.Read(TextSamples.JsonSteps)));

    [Fact]
    public void Whole_numbers_on_their_own_are_choices()
    {
        var steps = TextSamples.Read(
            """
            {"obs":1,"act":2,"done":false}
            {"obs":2,"act":0,"done":true}
            {"obs":3,"act":1,"done":false}
            """
        );
        Assert.True(steps.ActionsAreDiscrete);
        Assert.Equal(3, steps.ActionCount);
        Assert.Equal([0, 2], steps.EpisodeStarts.ToArray());
        Assert.Equal([true, false], steps.Ended!.Span.ToArray());
        var episodes = TextSamples.Read(
            """
            {"observations":[1,2],"actions":[2,0]}
            {"observations":[3],"actions":[1]}
            """
        );
        Assert.True(episodes.ActionsAreDiscrete);
        Assert.Null(episodes.FinalObservations);
        Assert.Equal([1f, 2, 3], episodes.Observations.Span.ToArray());
        Assert.False(TextSamples.Read("""{"obs":[1],"act":[2]}""").ActionsAreDiscrete);
    }

    private const string Members = """
        {"observation":{"vel":[1,2],"pos":{"y":3,"x":[4]}}}
        {"observation":{"pos":{"x":[5],"y":6},"vel":[7,8]}}
        """;

    [Fact]
    public void Named_members_lie_side_by_side_in_the_order_of_their_names()
    {
        var read = TextSamples.Read(Members);
        Assert.Equal([4f, 3, 1, 2, 5, 6, 7, 8], read.Observations.Span.ToArray());
        Assert.Equal([new("pos/x", 1), new("pos/y", 1), new ColumnPart("vel", 2)], read.ObservationParts.ToArray());
    }

    [Fact]
    public void Options_choose_members_and_their_order()
    {
        var options = DemonstrationFileOptions.Default with { ObservationParts = ["vel", "pos/y"] };
        var read = TextSamples.Read(Members, options);
        Assert.Equal([1f, 2, 3, 7, 8, 6], read.Observations.Span.ToArray());
        Assert.Contains(
            "line 1: observation has no member 'speed'; there are vel, pos/y, pos/x.",
            TextSamples.Refusal(Members, options with { ObservationParts = ["speed"] })
        );
    }

    [Fact]
    public void Options_give_other_names() =>
        Assert.Equal(
            [5f, 6],
            TextSamples
                .Read("""{"state":[5,6]}""", TextSamples.Names(("observation", "state")))
                .Observations.Span.ToArray()
        );

    [Fact]
    public void Notes_say_what_was_made_of_the_lines()
    {
        Assert.Contains("one episode", Assert.Single(TextSamples.Notes("""{"obs":1}""")));
        Assert.Contains("ignored: mood", Assert.Single(TextSamples.Notes("""{"t":0,"obs":1,"mood":"x"}""")));
        Assert.Empty(TextSamples.Notes(TextSamples.JsonSteps));
        Assert.Empty(TextSamples.Notes(TextSamples.JsonEpisodes));
    }

    [Fact]
    public void Long_lines_and_many_of_them()
    {
        var line = $"{{\"observations\":[{string.Join(',', Enumerable.Repeat("[1.5,2.5]", 50_000))}]}}";
        var read = TextSamples.Read($"{line}\n{line}\n");
        Assert.Equal([0, 50_000], read.EpisodeStarts.ToArray());
        Assert.Equal(2.5f, read.Observations[^1]);
        Assert.Equal(49_999, read.Steps[^1]);
    }
}
