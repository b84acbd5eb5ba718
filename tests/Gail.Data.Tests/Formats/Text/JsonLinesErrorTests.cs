namespace Gail.Data.Tests.Formats.Text;

/// <summary>What can be wrong with JSON Lines, and what the message must say.</summary>
public class JsonLinesErrorTests
{
    [Theory]
    [InlineData("[1]", "line 1: is a list, expected an object for a step or an episode.")]
    [InlineData("{\"obs\":1", "line 1: is no valid JSON")]
    [InlineData("{\"obs\":1} {\"obs\":2}", "line 1: is no valid JSON at byte 10")]
    [InlineData("{\"obs\":[1,NaN]}", "line 1: holds NaN or Infinity, which are not JSON")]
    [InlineData("{\"obs\":1}\n{\"obs\":-Infinity}", "line 2: holds NaN or Infinity, which are not JSON")]
    [InlineData("{\"obs\":1e39}", "line 1: observation holds 1e39, which is beyond the range of float32")]
    [InlineData(
        "{\"obs\":\"1\"}",
        "line 1: observation is a text, expected a number, a list of numbers or an object of such."
    )]
    [InlineData("{\"obs\":null}", "line 1: observation is null, expected a number")]
    [InlineData("{\"obs\":[1,null]}", "line 1: observation holds null among its values")]
    [InlineData("{\"obs\":[[1]]}", "a whole episode in a line has 'observations'")]
    [InlineData("{\"obs\":[]}", "line 1: observation holds no values.")]
    [InlineData("{\"obs\":{}}", "line 1: observation holds no values.")]
    [InlineData("{\"obs\":{\"a\":[]}}", "line 1: observation, member 'a' holds no values.")]
    [InlineData("{\"obs\":{\"a\":true}}", "line 1: observation, member 'a' is true or false")]
    [InlineData("{\"obs\":{\"a\":1,\"a\":2}}", "line 1: observation has the member 'a' twice.")]
    [InlineData("{\"act\":1}", "line 1: has no observation; every step needs one.")]
    [InlineData("{\"obs\":1,\"obs\":2}", "line 1: has 'obs' twice.")]
    [InlineData("{\"obs\":1,\"observation\":2}", "line 1: has observation twice, the second time as 'observation'.")]
    [InlineData("{\"obs\":1,\"t\":0.5}", "line 1: t is not a whole number.")]
    [InlineData("{\"obs\":1,\"episode\":[1]}", "line 1: episode is a list, expected a number or a text.")]
    [InlineData("{\"obs\":1,\"terminated\":2}", "line 1: terminated is 2, expected true or false.")]
    [InlineData("{\"obs\":1,\"terminated\":\"1\"}", "line 1: terminated is a text, expected true or false.")]
    [InlineData("{\"obs\":1,\"reward\":[1]}", "line 1: reward is a list, expected a number.")]
    [InlineData("{\"obs\":1}\n{\"obs\":[1]}", "line 2: observation is a list but a number before.")]
    [InlineData("{\"obs\":[1,2]}\n{\"obs\":[1]}", "line 2: observation has 1 values but 2 before.")]
    [InlineData(
        "{\"obs\":{\"a\":1}}\n{\"obs\":{\"b\":1}}",
        "line 2: observation has no member 'a', but had one before."
    )]
    [InlineData(
        "{\"obs\":{\"a\":1}}\n{\"obs\":{\"a\":[1,2]}}",
        "line 2: observation has 2 values in 'a' but 1 before."
    )]
    [InlineData("{\"obs\":{\"a\":1}}\n{\"obs\":{\"a\":1,\"b\":2}}", "line 2: observation has 2 members but 1 before.")]
    [InlineData("{\"obs\":1,\"act\":1}\n{\"obs\":1}", "line 2: has no action, but the first line has")]
    [InlineData("{\"obs\":1}\n{\"obs\":1,\"act\":1}", "line 2: has action, but the first line has not")]
    [InlineData(
        "{\"obs\":1,\"act\":1}\n{\"obs\":1,\"act\":0.5}",
        "line 2: action is no whole number, but in the first line it is; put continuous actions into brackets"
    )]
    [InlineData("{\"obs\":1,\"act\":-1}", "line 1: action is -1, expected an integer from 0")]
    [InlineData("{\"obs\":1,\"next_obs\":[1]}\n", "")]
    [InlineData(
        "{\"obs\":1,\"next_obs\":[1,2]}\n",
        "line 1: next_observation has not the values and members of observation."
    )]
    [InlineData(
        "{\"obs\":1,\"episode\":0}\n{\"obs\":1,\"episode\":1}\n{\"obs\":1,\"episode\":0}",
        "line 3: comes back to episode '0'"
    )]
    [InlineData("{\"observations\":[1],\"act\":1}", "line 1: mixes the members of a step")]
    [InlineData(
        "{\"observations\":1}",
        "line 1: observations is a number, expected a list with an entry for each step."
    )]
    [InlineData("{\"observations\":[]}", "line 1: is an episode without steps.")]
    [InlineData(
        "{\"observations\":[1,2,3],\"actions\":[1]}",
        "line 1: has 3 observations for 1 steps, expected 1 or 2."
    )]
    [InlineData(
        "{\"observations\":[1,2],\"actions\":[1]}\n{\"observations\":[1],\"actions\":[1]}",
        "line 2: has 1 observations for 1 steps, expected 2 as in the first line."
    )]
    [InlineData("{\"observations\":[1]}\n{\"observation\":1}", "line 2: is a step but the first line is an episode.")]
    [InlineData("{\"obs\":1,\"metadata\":{\"action_count\":\"x\"}}", "line 1: metadata: expected a JSON object")]
    [InlineData(
        "{\"obs\":1,\"metadata\":{\"observation_parts\":[{\"name\":\"a\",\"width\":2}]}}",
        "line 1: metadata: the widths of observation_parts do not sum up to the 1 values"
    )]
    [InlineData("{\"obs\":1,\"metadata\":{\"action_count\":-3}}", "but: action_count is -3.")]
    [InlineData(
        "{\"obs\":[1,2],\"metadata\":{\"observation_parts\":[{\"name\":\"a\",\"width\":4},{\"name\":\"b\",\"width\":-2}]}}",
        "but: the width of 'b' in observation_parts is -2."
    )]
    [InlineData(" \n{}", "line 2: has no observation")]
    public void Lines_that_are_refused(string text, string expected)
    {
        if (expected.Length == 0)
        {
            TextSamples.Read(text);
            return;
        }
        Assert.Contains(expected, TextSamples.Refusal(text));
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Contains(
            "line 1: is no valid JSON at byte",
            TextSamples.Refusal("{\"obs\":1,\"x\":" + new string('[', 100_000) + "}")
        );

    [Fact]
    public void Invalid_utf8_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d", [.. "{\"obs\":1,\""u8, 0xC3, 0x28, .. "\":1}"u8]);
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path)).Message;
        Assert.Contains("line 1: is no valid JSON", message);
    }

    [Fact]
    public void A_line_without_end_is_refused()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder["d"]))
        {
            file.Write("{\"obs\":1}\n{\"obs\":["u8);
            // Past what is looked at to tell the format; the rest is a hole.
            file.Write(Enumerable.Repeat((byte)'1', 5000).ToArray());
            file.SetLength(100L << 20);
        }
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(folder["d"])).Message;
        Assert.Contains("line 2: is longer than 67108864 bytes", message);
    }
}
