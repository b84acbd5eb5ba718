using Gail.Data.Inspection;
using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>How long the episodes of OpenAI Baselines' files are.</summary>
public class BaselinesTests
{
    private static IDataView Open(TemporaryFolder folder, Dictionary<string, byte[]> arrays) =>
        DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(arrays)));

    [Fact]
    public void Without_lengths_trajectories_are_taken_to_be_full_and_a_note_says_so()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("baselines");
        arrays.Remove("lens");
        arrays.Remove("rets");
        arrays["ep_rets"] = Npy.Doubles([2], 6, 9);
        arrays["acs"] = Npy.Floats([2, 3, 1, 1], 0.5f, -0.5f, 0, 1, -1, 0);
        var view = Open(folder, arrays);
        var read = Demonstrations.Collect(view);
        Assert.Equal([3, 3], read.EpisodeLengths.ToArray());
        Assert.Equal([0.5f, -0.5f, 0, 1, -1, 0], read.Actions!.Span.ToArray());
        Assert.Contains("each of the 2 episodes is taken to have 3 steps", view.Describe().Notes[0]);
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
    }

    [Fact]
    public void Returns_that_rewards_do_not_add_up_to_are_a_problem_in_the_report()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("baselines");
        arrays["rets"] = Npy.Doubles([2], 6, 7);
        var report = DemonstrationInspector.Inspect(folder.Put("d.npz", Npy.Zip(arrays)));
        Assert.Contains("return", Assert.Single(report.Problems), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void One_return_is_one_episode_whatever_the_rewards()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("baselines-returns");
        arrays["ep_rets"] = Npy.Doubles([1], 15);
        arrays.Remove("rews");
        Assert.Equal([5], Demonstrations.Collect(Open(folder, arrays)).EpisodeLengths.ToArray());
    }

    [Fact]
    public void Returns_of_single_precision_find_the_episodes_of_costs()
    {
        using var folder = new TemporaryFolder();
        int[] lengths = [200, 150, 1, 200];
        float[] rewards = [.. Enumerable.Range(0, lengths.Sum()).Select(t => -0.1f - (t * 7 % 50))];
        var at = 0;
        float[] returns = [.. lengths.Select(length => rewards[at..(at += length)].Sum())];
        var arrays = new Dictionary<string, byte[]>
        {
            ["obs"] = Npy.Floats([rewards.Length, 1], rewards),
            ["acs"] = Npy.Floats([rewards.Length, 1], rewards),
            ["rews"] = Npy.Floats([rewards.Length], rewards),
            ["ep_rets"] = Npy.Floats([4], returns),
        };
        Assert.Equal(lengths, Demonstrations.Collect(Open(folder, arrays)).EpisodeLengths.ToArray());
    }
}
