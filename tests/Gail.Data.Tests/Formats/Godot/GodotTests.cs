using System.Text;
using Gail.Data.Inspection;
using Gail.Data.Tests.Support;

namespace Gail.Data.Tests.Formats.Godot;

/// <summary>Godot RL Agents' recorded trajectories.</summary>
public class GodotTests
{
    public const string Choices = "[[[[0.5, -1], [1, 2.0], [3, 4]], [[0], [2]]],\n [[[5, 6], [7e1, 8]], [[1]]]]";

    [Fact]
    public void Trajectories_are_read()
    {
        using var folder = new TemporaryFolder();
        var path = Put(folder, Choices);
        var read = DemonstrationReader.Read(path);
        Assert.Equal("godot", read.Source.Format);
        Assert.Equal([0, 2], read.EpisodeStarts);
        Assert.Equal([0.5f, -1, 1, 2, 5, 6], read.Observations.Values);
        Assert.Equal([3, 4, 70, 8], read.FinalObservations!.Values);
        Assert.True(read.ActionsAreDiscrete);
        Assert.Equal([0, 2, 1], read.Actions!.Values);
        Assert.Null(read.Rewards);
        Assert.Null(read.Ended);
        Assert.Contains(DemonstrationInspector.Inspect(path).Notes, note => note.Contains("taken for choices"));
    }

    [Theory]
    [InlineData("[[[[1]], [[2], [3]]]]", false)]
    [InlineData("[[[[1], [2], [3]], [[0.0], [1]]]]", true)]
    [InlineData("[[[[1], [2], [3]], [[-1], [1]]]]", true)]
    [InlineData(" [ [ [ [1], [2], [3] ], [ [0.25, 1], [1, 0] ] ] ] ", true)]
    public void Amounts_are_continuous(string json, bool isValid)
    {
        using var folder = new TemporaryFolder();
        var path = Put(folder, json);
        if (isValid)
        {
            Assert.False(DemonstrationReader.Read(path).ActionsAreDiscrete);
        }
        else
        {
            Assert.Contains("trajectory 0: has 1 observations and 2 actions", Refused.Message(path));
        }
    }

    [Theory]
    [InlineData("[[[[1], [2, 3]], [[0]]]]", "obs: row 1 (trajectory 0) has 2 values, expected 1")]
    [InlineData("[[[[1], [\"a\"]], [[0]]]]", "obs: row 1 (trajectory 0) holds String, expected numbers")]
    [InlineData("[[[[1], [2]], {}]]", "expected the actions of trajectory 0")]
    [InlineData("[[[[1], [2]], [[0]]]", "is damaged: ")]
    [InlineData("[[[[1], [2]], [[0]]], 3]", "trajectory 1: is no list of observations and actions")]
    [InlineData("[[[[1], [2]], [[0]]]] []", "invalid after a single JSON value")]
    [InlineData("[[[[[1]]]]]", "expected numbers")]
    [InlineData("[[[[1e39], [2]], [[0]]]]", "obs: row 0")]
    public void What_is_wrong_is_said_with_its_place(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(expected, Refused.Message(Put(folder, json)));
    }

    private static string Put(TemporaryFolder folder, string json) =>
        folder.Put("expert_demos.json", Encoding.UTF8.GetBytes(json));
}
