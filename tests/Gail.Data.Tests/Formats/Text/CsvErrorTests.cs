namespace Gail.Data.Tests.Formats.Text;

/// <summary>What can be wrong with a table, and what the message must say.</summary>
public class CsvErrorTests
{
    [Theory]
    [InlineData("obs_0,act_0\n1,2\n3\n", ": line 3: has 1 fields but the first line has 2.")]
    [InlineData("obs_0,act_0\n1,2\n3,4,5\n", ": line 3: has 3 fields but the first line has 2.")]
    [InlineData("obs_0,act_0\n1,x\n", ": line 2, column act_0: is 'x', expected a number.")]
    [InlineData("obs_0,act_0\n1,\n", ": line 2, column act_0: is empty, expected a number.")]
    [InlineData("obs_0,act_0\n\n1,0x10\n", ": line 3, column act_0: is '0x10', expected a number.")]
    [InlineData("obs_0,act_0\n1,NaN\n", ": line 2, column act_0: is 'NaN'; only finite numbers")]
    [InlineData("obs_0,act_0\n1,-Infinity\n", ": line 2, column act_0: is '-Infinity'; only finite numbers")]
    [InlineData(
        "obs_0,act_0\n1,1e39\n",
        ": line 2, column act_0: is '1e39'; only finite numbers within the range of float32"
    )]
    [InlineData("obs_0,act_0\n1,\"0,5\"\n", ": line 2, column act_0: is '0,5', a number with a decimal comma")]
    [InlineData("obs_0,terminated\n1,maybe\n", ": line 2, column terminated: is 'maybe', expected true or false.")]
    [InlineData("obs_0,terminated\n1,\n", ": line 2, column terminated: is empty, expected true or false.")]
    [InlineData("obs_0,terminated\n1,2.0\n", ": line 2, column terminated: is '2.0', expected true or false.")]
    [InlineData("obs_0,terminated\n1,0 1\n", ": line 2, column terminated: is '0 1', expected true or false.")]
    [InlineData("obs_0,t\n1,0.5\n", ": line 2, column t: is '0.5', expected a whole number.")]
    [InlineData("obs_0,t\n1,-1\n", ": line 2: is step -1, expected 0 or more.")]
    [InlineData(
        "obs_0,t\n1,0\n2,3\n3,2\n",
        ": line 4: is step 2 after step 3; steps must increase within an episode, and only step 0"
    )]
    [InlineData(
        "episode,obs_0,t\n0,1,0\n0,2,0\n",
        ": line 3: is step 0 after step 0; steps must increase within an episode."
    )]
    [InlineData("episode,obs_0\n0,1\n1,2\n0,3\n", ": line 4: comes back to episode '0'")]
    [InlineData(
        "episode,obs_0,done\n0,1,1\n0,2,0\n",
        ": line 3: goes on with episode '0', which the row before says is over"
    )]
    [InlineData(
        "obs_0,act\n1,1\n2,0.5\n",
        ": line 3, column act: is '0.5', expected a whole number, since the first row has one; call the column act_0"
    )]
    [InlineData(
        "obs_0,act\n1,-1\n",
        ": line 2, column act: is '-1', expected an integer from 0 to 16777215; call the column act_0 if actions are continuous."
    )]
    [InlineData("obs_0,act\n1,99999999999\n", ": line 2, column act: is '99999999999', expected an integer from 0")]
    [InlineData("obs_0,act_0\n", ": holds no steps")]
    [InlineData("obs_0,obs_2\n1,2\n", ": obs_2: there is no obs_1; the values of a vector are numbered from 0")]
    [InlineData("obs_0,obs_0\n1,2\n", ": obs_0: the column comes twice")]
    [InlineData("obs_0,obs_00\n1,2\n", ": obs_00: the column comes twice: also as obs_0.")]
    [InlineData("obs_0,obs\n1,2\n", ": observation: obs and obs_0 could both be meant")]
    [InlineData("obs_0,observation_0\n1,2\n", ": observation: obs_0 and observation_0 could both be meant")]
    [InlineData("obs_0,t,step\n1,2,3\n", ": t: t and step could both be meant")]
    [InlineData("obs_0,act_0:int,act_1\n1,2,3\n1,0.5,3\n", "act_0:int: is '0.5', expected a whole number")]
    [InlineData("obs_0,obs_1,next_obs_0\n1,2,3\n", ": next_observation: has 1 columns but observation has 2.")]
    [InlineData(
        "t,x,y\n1,2,3\n",
        ": has no column of observations: expected obs_0, obs_1, ... but the first line has t, x, y"
    )]
    [InlineData("1,2,3\n4,5,6\n", ": begins with numbers, expected a first line of names")]
    [InlineData("obs_0,act_0\n1,\"2\n3,4\n", ": line 2: ")]
    [InlineData("obs_0,act_0\n1,\"2\"x\n", ": line 2: ")]
    [InlineData("obs_0,act_0\n1,2\"3\n", ": line 2: ")]
    [InlineData(
        "Observations of a cart\nand its pole\n",
        ": expected demonstrations in a known format but the file is a text file; a table begins with the names of its columns"
    )]
    [InlineData(
        "# Title\n\nSome words, and more.\n",
        "the file is a text file; a table begins with the names of its columns"
    )]
    public void Tables_that_are_refused(string text, string expected) =>
        Assert.Contains(expected, TextSamples.Refusal(text));

    [Fact]
    public void A_line_without_end_is_refused_before_it_takes_much_memory() =>
        Assert.Contains(": line 2: ", TextSamples.Refusal("obs_0,act_0\n1," + new string('1', 5_000_000) + "\n"));

    [Fact]
    public void Too_many_columns_are_refused() =>
        Assert.Contains(
            "has 100001 columns, expected 100000 at most",
            TextSamples.Refusal("obs_0" + string.Concat(Enumerable.Range(1, 100_000).Select(i => $",o{i}")) + "\n1\n")
        );

    [Fact]
    public void Names_that_options_give_must_be_there()
    {
        Assert.Contains(
            ": torque: there is no such column for action; the first line has obs_0, act_0.",
            TextSamples.Refusal("obs_0,act_0\n1,2\n", TextSamples.Names(("action", "torque")))
        );
        Assert.Contains(
            ": actions: no column is called that; names can be given for action, agent, ended, episode",
            TextSamples.Refusal("obs_0,act_0\n1,2\n", TextSamples.Names(("actions", "torque")))
        );
    }
}
