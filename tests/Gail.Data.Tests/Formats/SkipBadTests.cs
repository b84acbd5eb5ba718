using System.Text;
using Gail.Data.Inspection;
using Gail.Data.Tests.Formats.Unity;
using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats;

/// <summary>Files that are bad in part: what is left when that is left out, and what is said of it.</summary>
public class SkipBadTests
{
    private static readonly DemonstrationFileOptions Skip = new() { SkipBad = true };

    private static (Demonstrations Read, string[] LeftOut) Sound(byte[] content, string name = "d")
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put(name, content);
        var view = DemonstrationReader.Open(path, Skip);
        string[] leftOut = [.. view.Describe().LeftOut.Select(text => text.Replace(path, "FILE"))];
        Assert.All(leftOut, text => Assert.StartsWith("FILE: left out", text));
        return (Demonstrations.Collect(view), leftOut);
    }

    private static (Demonstrations Read, string[] LeftOut) Sound(string text) => Sound(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("gail")]
    [InlineData("stable-baselines")]
    [InlineData("imitation")]
    [InlineData("minari")]
    [InlineData("robomimic")]
    [InlineData("paper")]
    [InlineData("d3rlpy-episodes")]
    public void A_sound_file_is_read_as_without(string layout)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d.npz", Npy.Zip(Samples.Of(layout)));
        Assert.True(DemonstrationReader.Read(path, Skip).SameBits(DemonstrationReader.Read(path)));
        Assert.Empty(DemonstrationReader.Open(path, Skip).Describe().LeftOut);
    }

    [Fact]
    public void An_episode_with_a_number_that_is_none_is_left_out()
    {
        var arrays = Samples.StableBaselines();
        arrays["obs"] = Npy.Floats([5, 2], 0, 1, 2, float.NaN, 4, 5, 6, 7, 8, 9);
        var (read, leftOut) = Sound(Npy.Zip(arrays));
        Assert.Equal([6f, 7, 8, 9], read.Observations.Span.ToArray());
        Assert.Equal([0], read.EpisodeStarts.ToArray());
        Assert.StartsWith("FILE: left out episode 0: obs: row 1 (episode 0, step 1)", Assert.Single(leftOut));
        Refused.Check(Npy.Zip(arrays), "--skip-bad");
    }

    [Fact]
    public void An_episode_with_an_action_that_is_no_choice_is_left_out()
    {
        var arrays = Samples.StableBaselines();
        arrays["actions"] = Npy.Longs([5, 1], 0, 1, 0, -1, 1);
        var (read, leftOut) = Sound(Npy.Zip(arrays));
        Assert.Equal(3, read.StepCount);
        Assert.Equal(
            "FILE: left out episode 1: actions: row 3 (episode 1, step 0) is -1, which is no choice.",
            Assert.Single(leftOut)
        );
    }

    [Theory]
    [InlineData("minari", "episode_0/actions", "episode_0/actions: ")]
    [InlineData("minari", "episode_0/observations", "episode_0/observations: ")]
    [InlineData("robomimic", "data/demo_0/obs/object", "data/demo_0/obs/object: ")]
    [InlineData("d3rlpy-episodes", "observations_0", "observations_0: ")]
    public void An_episode_with_an_array_of_another_shape_is_left_out(string layout, string array, string said)
    {
        var arrays = Samples.Of(layout);
        arrays[array] = Npy.Floats([0, 2]);
        var (read, leftOut) = Sound(Npy.Zip(arrays));
        Assert.Equal([6f, 7, 8, 9], read.Observations.Span.ToArray());
        Assert.StartsWith($"FILE: left out: {said}", Assert.Single(leftOut));
    }

    [Fact]
    public void Returns_that_are_stated_stay_with_their_episodes()
    {
        var arrays = Samples.StableBaselines();
        arrays["obs"] = Npy.Floats([5, 2], 0, 1, 2, float.NaN, 4, 5, 6, 7, 8, 9);
        using var folder = new TemporaryFolder();
        var report = DemonstrationInspector.Inspect(folder.Put("d.npz", Npy.Zip(arrays)), null, Skip);
        Assert.Equal(2, report.Returns!.Mean);
        Assert.StartsWith($"{folder["d.npz"]}: left out episode 0", report.Problems[0]);
        Assert.DoesNotContain(report.Problems, problem => problem.StartsWith("episode_returns"));
    }

    [Fact]
    public void A_line_that_cannot_be_read_costs_its_episode()
    {
        var (read, leftOut) = Sound("episode,obs_0,act_0\n0,1,2\n0,x,2\n0,3,2\n1,4,5\n1,5,6\n2,7\n2,8,9\n3,10,11\n");
        Assert.Equal([4f, 5, 10], read.Observations.Span.ToArray());
        Assert.Equal([0, 2], read.EpisodeStarts.ToArray());
        Assert.Equal(2, leftOut.Length);
        Assert.Equal("FILE: left out episode 0: line 3, column obs_0: is 'x', expected a number.", leftOut[0]);
        Assert.StartsWith("FILE: left out episode ", leftOut[1]);
        Assert.Contains("line 7: has 2 fields but the first line has 3.", leftOut[1]);
    }

    [Fact]
    public void A_line_at_which_the_file_breaks_off_costs_itself()
    {
        var (read, leftOut) = Sound("episode,obs_0,act_0\n0,1,2\n0,3,4\n0,5");
        Assert.Equal([1f, 3], read.Observations.Span.ToArray());
        Assert.Equal("FILE: left out: line 4: has 2 fields but the first line has 3.", Assert.Single(leftOut));
    }

    [Fact]
    public void What_comes_back_to_an_episode_is_left_out()
    {
        var (read, leftOut) = Sound("episode,obs_0\na,1\na,2\nb,3\na,4\nc,5\n");
        Assert.Equal([1f, 2, 3, 5], read.Observations.Span.ToArray());
        Assert.Contains("line 5: comes back to episode 'a'", Assert.Single(leftOut));
    }

    [Fact]
    public void Lines_of_json_that_cannot_be_read_cost_their_episodes()
    {
        var (read, leftOut) = Sound(
            """
            {"episode":0,"obs":[1],"act":[0]}
            {"episode":0,"obs":"x","act":[0]}
            {"episode":0,"obs":[2],"act":[0]}
            {"episode":1,"obs":[3],"act":[0]}
            {"episode":1,"obs":[4],"act":[0]}
            {"episode":1,"obs":[5],"ac
            """
        );
        Assert.Equal([3f, 4], read.Observations.Span.ToArray());
        Assert.Equal(2, leftOut.Length);
        Assert.Contains(leftOut, text => text.StartsWith("FILE: left out episode 0: line 2: observation is a text"));
        Assert.Contains(leftOut, text => text.StartsWith("FILE: left out: line 6: is no valid JSON"));
    }

    [Fact]
    public void Lines_of_whole_episodes_cost_themselves()
    {
        var (read, leftOut) = Sound(
            """
            {"observations":[1,2],"actions":[0,1]}
            {"observations":[1,2],"actions":[0,1,0,1]}
            {"observations":[3],"actions":[1]}
            """
        );
        Assert.Equal([1f, 2, 3], read.Observations.Span.ToArray());
        Assert.Contains("line 2: has 2 observations for 4 steps", Assert.Single(leftOut));
    }

    [Fact]
    public void A_recording_that_breaks_off_is_read_up_to_there()
    {
        var walk = DemoFile.Walk();
        var cut = walk[..^(DemoFile.Claims(7, episodes: 3, mean: 1).Length + 10)];
        var (read, leftOut) = Sound(cut);
        Assert.Equal([0f, 1, 2, 3, 6, 7], read.Observations.Span.ToArray());
        Assert.Contains("left out: what follows from record 6 at byte", Assert.Single(leftOut));
    }

    [Fact]
    public void A_file_of_which_nothing_is_left_is_refused_with_the_reasons()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.StableBaselines();
        arrays["obs"] = Npy.Floats([5, 2], [float.NaN, 1, 2, 3, 4, 5, 6, 7, 8, float.NaN]);
        var path = folder.Put("d.npz", Npy.Zip(arrays));
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Open(path, Skip)).Message;
        Assert.StartsWith($"{path}: holds no episode that can be used.", message);
        Assert.Contains("row 4 (episode 1, step 1)", message);
    }
}
