namespace Gail.Data.Tests.Formats.Text;

/// <summary>JSON as people have it: lists, objects over several lines, other members, numbers that Python writes.</summary>
public class JsonOddTests
{
    private static readonly Demonstrations Steps = TextSamples.Read(TextSamples.JsonSteps);

    [Theory]
    [InlineData("[", ",", "]")]
    [InlineData("[\n", ",\n", "\n]\n")]
    [InlineData(" [ ", " , ", " ] ")]
    public void A_list_of_steps_is_read(string begin, string between, string end) =>
        Assert.True(
            TextSamples.Read(begin + string.Join(between, TextSamples.JsonSteps.Split('\n')) + end).SameBits(Steps)
        );

    [Fact]
    public void A_list_of_episodes_is_read() =>
        Assert.True(
            TextSamples
                .Read("[" + string.Join(",", TextSamples.JsonEpisodes.Split('\n')) + "]")
                .SameBits(TextSamples.Read(TextSamples.JsonEpisodes))
        );

    [Fact]
    public void Objects_may_take_several_lines()
    {
        var text = """
            {
              "observations": [
                [0, 1],
                [2, 3]
              ],
              "actions": [1, 0],
              "note": "}] \" {["
            }
            """;
        Assert.Equal([0f, 1, 2, 3], TextSamples.Read(text).Observations.Span.ToArray());
        Assert.Equal([1f, 0], TextSamples.Read($"[\n{text}\n]").Actions!.Span.ToArray());
    }

    [Fact]
    public void What_is_wrong_in_a_list_is_said_with_its_line()
    {
        Assert.Contains("line 3: has no action", TextSamples.Refusal("[\n{\"obs\":1,\"act\":1},\n{\"obs\":1}]"));
        Assert.Contains("line 2: is no valid JSON", TextSamples.Refusal("[{\"obs\":1},\n{\"obs\":"));
    }

    [Fact]
    public void Members_that_are_not_known_are_listed() =>
        Assert.Equal(
            ": line 1: has no observation; every step needs one. There are position, speed, torque. Say which are which, as in observation=position+speed,action=torque: with --columns, or DemonstrationFileOptions.ColumnNames.",
            TextSamples.Refusal("""{"position":1,"speed":2,"torque":[0.5]}""")
        );

    [Fact]
    public void Members_with_names_of_their_own_are_put_side_by_side()
    {
        var names = TextSamples.Names(("observation", "position+speed"), ("action", "torque"));
        var read = TextSamples.Read(
            """
            {"speed":3,"Position":[1,2],"torque":[0.5]}
            {"position":[4,5],"torque":[1.5],"speed":6}
            """,
            names
        );
        Assert.Equal([1f, 2, 3, 4, 5, 6], read.Observations.Span.ToArray());
        Assert.Equal([0.5f, 1.5f], read.Actions!.Span.ToArray());
        Assert.Contains(
            "line 2: observation has no member 'speed', but had one before.",
            TextSamples.Refusal("{\"position\":1,\"speed\":2,\"torque\":[1]}\n{\"position\":1,\"torque\":[1]}", names)
        );
    }

    [Fact]
    public void Letters_may_be_large_or_small() =>
        Assert.True(
            TextSamples
                .Read(
                    TextSamples
                        .JsonSteps.Replace("\"observation\"", "\"Observation\"")
                        .Replace("\"reward\"", "\"REWARD\"")
                )
                .SameBits(Steps)
        );

    [Theory]
    [InlineData("\"reward\":null")]
    [InlineData("\"reward\":NaN")]
    [InlineData("\"reward\":-Infinity")]
    [InlineData("\"reward\":1e999")]
    [InlineData("\"x\":1")]
    public void Rewards_may_be_missing(string member)
    {
        var read = TextSamples.Read($"{{\"obs\":1,\"act\":0,\"reward\":2}}\n{{\"obs\":2,\"act\":1,{member}}}");
        Assert.Equal(2, read.StepCount);
        Assert.Null(read.Rewards);
    }

    [Fact]
    public void Rewards_of_an_episode_may_be_fewer_than_its_steps() =>
        Assert.Null(TextSamples.Read("""{"observations":[1,2],"actions":[0,1],"rewards":[1]}""").Rewards);

    [Fact]
    public void Steps_of_agents_that_alternate_are_put_in_order()
    {
        var read = TextSamples.Read(
            """
            {"robot":"a","t":0,"obs":1,"act":[1]}
            {"robot":"b","t":0,"obs":2,"act":[2]}
            {"robot":"a","t":1,"obs":3,"act":[3]}
            {"robot":"b","t":1,"obs":4,"act":[4]}
            """,
            TextSamples.Names(("agent", "robot"))
        );
        Assert.Equal([1f, 3, 2, 4], read.Observations.Span.ToArray());
        Assert.Equal([0, 2], read.EpisodeStarts.ToArray());
    }
}
