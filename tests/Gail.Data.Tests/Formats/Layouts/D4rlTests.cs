using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>Where episodes of D4RL's and d3rlpy's flat files end.</summary>
public class D4rlTests
{
    private static IDataView Open(TemporaryFolder folder, Dictionary<string, byte[]> arrays) =>
        DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(arrays)));

    [Fact]
    public void Without_timeouts_episodes_end_at_terminations_and_the_rest_is_a_fragment()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("d4rl");
        arrays.Remove("timeouts");
        var view = Open(folder, arrays);
        var read = Demonstrations.Collect(view);
        Assert.Equal([0, 3], read.EpisodeStarts.ToArray());
        Assert.Equal([true, false], read.Terminated!.Span.ToArray());
        Assert.Equal([true, false], read.Ended!.Span.ToArray());
        Assert.Equal(2, view.Describe().Notes.Length);
        Assert.Contains("holds no 'timeouts'", view.Describe().Notes[0]);
        Assert.Contains("an episode that was cut", view.Describe().Notes[1]);
    }

    [Fact]
    public void A_termination_at_the_time_limit_is_a_termination()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("d4rl");
        arrays["timeouts"] = Npy.Flags(true, false, true, false, false);
        var read = Demonstrations.Collect(Open(folder, arrays));
        Assert.Equal([0, 1, 3], read.EpisodeStarts.ToArray());
        Assert.Equal([false, true, false], read.Terminated!.Span.ToArray());
        Assert.Equal([true, true, false], read.Ended!.Span.ToArray());
        Assert.Equal([2f, 3, 60, 70, 120, 130], read.FinalObservations!.Span.ToArray());
    }

    [Fact]
    public void Next_observations_are_optional()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("d4rl");
        arrays.Remove("next_observations");
        var view = Open(folder, arrays);
        Assert.Null(Demonstrations.Collect(view).FinalObservations);
        Assert.Contains("does not hold the observation after the last step", view.Describe().Notes.Single());
    }

    [Fact]
    public void D3rlpy_without_ends_of_episodes_has_terminations_only()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("d3rlpy");
        arrays.Remove("episode_terminals");
        var view = Open(folder, arrays);
        Assert.Equal([true, false], Demonstrations.Collect(view).Ended!.Span.ToArray());
        Assert.Equal("d3rlpy", view.Describe().Source.Format);
        Assert.Equal(3, view.Describe().Notes.Length);
    }

    [Fact]
    public void D3rlpy_says_itself_whether_actions_are_choices()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("d3rlpy");
        arrays["actions"] = Npy.Floats([5], 0, 1, 2, 1, 0);
        arrays["discrete_action"] = Npy.Of("|b1", [], true);
        Assert.Equal(3, Demonstrations.Collect(Open(folder, arrays)).ActionCount);
        arrays["actions"] = Npy.Longs([5], 0, 1, 2, 1, 0);
        arrays["discrete_action"] = Npy.Of("|b1", [], false);
        Assert.False(Demonstrations.Collect(Open(folder, arrays)).ActionsAreDiscrete);
    }
}
