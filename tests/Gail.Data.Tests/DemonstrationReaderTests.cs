using Gail.Data.Tests.Support;
using Gail.Numerics;

namespace Gail.Data.Tests;

public class DemonstrationReaderTests
{
    private static Demonstrations Read(Dictionary<string, byte[]> arrays)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationReader.Read(folder.Put("demo.npz", Npy.Zip(arrays)));
    }

    [Fact]
    public void Reads_stable_baselines()
    {
        var demonstrations = Read(Samples.StableBaselines());
        Assert.Equal([0, 3], demonstrations.EpisodeStarts.ToArray());
        Assert.Equal([3, 2], demonstrations.EpisodeLengths.ToArray());
        Assert.Equal([3.0, 2.0], demonstrations.EpisodeReturns!.Span.ToArray());
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9], demonstrations.Observations.Span.ToArray());
        Assert.Equal([0f, 1, 0, 1, 1], demonstrations.Actions!.Span.ToArray());
        Assert.Equal([0L, 1, 2, 0, 1], demonstrations.Steps.Span.ToArray());
        Assert.True(demonstrations.ActionsAreDiscrete);
        Assert.Equal(2, demonstrations.ActionCount);
        Assert.Null(demonstrations.FinalObservations);
        Assert.Null(demonstrations.Terminated);
        Assert.Null(demonstrations.Ended);
        Assert.False(demonstrations.IsSubsampled);
        Assert.Equal("stable-baselines", demonstrations.Source.Format);
    }

    [Fact]
    public void Reads_imitation_with_its_extra_observation_per_episode()
    {
        var demonstrations = Read(Samples.Imitation());
        Assert.Equal([0f, 1, 2, 3, 4, 5, 8, 9, 10, 11], demonstrations.Observations.Span.ToArray());
        Assert.Equal([60f, 70, 120, 130], demonstrations.FinalObservations!.Span.ToArray());
        Assert.Equal([0, 3], demonstrations.EpisodeStarts.ToArray());
        Assert.Equal([6.0, 9.0], demonstrations.EpisodeReturns!.Span.ToArray());
        Assert.False(demonstrations.ActionsAreDiscrete);
        Assert.Null(demonstrations.ActionCount);
        Assert.Equal([true, false], demonstrations.Ended!.Span.ToArray());
        Assert.Null(demonstrations.Terminated);
        Assert.Equal("imitation", demonstrations.Source.Format);
    }

    [Fact]
    public void Imitation_needs_neither_rewards_nor_more_than_one_episode()
    {
        var arrays = Samples.Imitation();
        arrays.Remove("rews");
        arrays["indices"] = Npy.Doubles([0]);
        arrays["terminal"] = Npy.Flags(true);
        arrays["obs"] = Npy.Floats([6, 1], 0, 1, 2, 3, 4, 5);
        var demonstrations = Read(arrays);
        Assert.Null(demonstrations.Rewards);
        Assert.Null(demonstrations.EpisodeReturns);
        Assert.Equal([5], demonstrations.EpisodeLengths.ToArray());
        Assert.Equal([5f], demonstrations.FinalObservations!.Span.ToArray());
    }

    [Fact]
    public void Reads_the_own_layout()
    {
        var demonstrations = Read(Samples.Gail());
        Assert.Equal("gail", demonstrations.Source.Format);
        Assert.Equal("CartPole-v1", demonstrations.Source.EnvironmentId);
        Assert.Equal(2, demonstrations.ActionCount);
        Assert.Equal([true, false], demonstrations.Terminated!.Span.ToArray());
        Assert.Equal([true, true], demonstrations.Ended!.Span.ToArray());
        Assert.Equal([60f, 70, 120, 130], demonstrations.FinalObservations!.Span.ToArray());
    }

    [Fact]
    public void The_own_layout_needs_no_more_than_four_arrays()
    {
        var arrays = Samples.Gail();
        foreach (var name in (string[])["rewards", "steps", "final_observations", "terminated", "ended", "metadata"])
        {
            arrays.Remove(name);
        }
        var demonstrations = Read(arrays);
        Assert.Equal([0L, 1, 2, 0, 1], demonstrations.Steps.Span.ToArray());
        Assert.Equal("", demonstrations.Source.EnvironmentId);
        Assert.Equal(2, demonstrations.ActionCount);
    }

    [Fact]
    public void Gaps_in_the_steps_mean_subsampled()
    {
        var arrays = Samples.Gail();
        arrays.Remove("final_observations");
        arrays["steps"] = Npy.Longs([5], 0, 2, 4, 1, 3);
        var demonstrations = Read(arrays);
        Assert.True(demonstrations.IsSubsampled);
        Assert.Null(demonstrations.EpisodeReturns);
    }

    [Fact]
    public void Vectors_and_single_columns_are_the_same()
    {
        var arrays = Samples.StableBaselines();
        arrays["actions"] = Npy.Longs([5], 0, 1, 0, 1, 1);
        arrays["rewards"] = Npy.Doubles([5, 1], 1, 1, 1, 1, 1);
        arrays["episode_starts"] = Npy.Of("|b1", [5, 1], true, false, false, true, false);
        Assert.True(Read(arrays).SameBits(Read(Samples.StableBaselines())));
    }

    [Fact]
    public void Boolean_actions_are_choices()
    {
        var arrays = Samples.StableBaselines();
        arrays["actions"] = Npy.Flags(false, true, false, true, true);
        Assert.True(Read(arrays).SameBits(Read(Samples.StableBaselines())));
    }

    [Fact]
    public void Reads_the_stable_baselines_cart_pole()
    {
        var demonstrations = DemonstrationReader.Read(SharedFiles.Demonstration("sb2_expert_cartpole.npz"));
        Assert.Equal(49527, demonstrations.StepCount);
        Assert.Equal(100, demonstrations.EpisodeCount);
        Assert.Equal(4, demonstrations.ObservationWidth);
        Assert.Equal(2, demonstrations.ActionCount);
        Assert.Equal(27, demonstrations.EpisodeLength(92));
        Assert.Equal(27.0, demonstrations.EpisodeReturns![92]);
        Assert.All(
            Enumerable.Range(0, 100).Where(e => e != 92),
            e => Assert.Equal(500, demonstrations.EpisodeLength(e))
        );
        Assert.Equal(-0.0301768035f, demonstrations.Observations[0, 0]);
    }

    [Fact]
    public void Reads_the_imitation_pendulum()
    {
        var demonstrations = DemonstrationReader.Read(SharedFiles.Demonstration("imitation_pendulum.npz"));
        Assert.Equal(11200, demonstrations.StepCount);
        Assert.Equal(56, demonstrations.EpisodeCount);
        Assert.All(demonstrations.EpisodeLengths, length => Assert.Equal(200, length));
        Assert.Equal([0.999296665f, 0.0374982134f, -0.0432865545f], demonstrations.FinalObservations!.Row(0).ToArray());
        Assert.Equal([0.999892235f, 0.0146800177f, 0.0341007821f], demonstrations.FinalObservations.Row(55).ToArray());
        Assert.Equal([0.794885278f, 0.606759727f, 0.736917138f], demonstrations.Observations.Row(200).ToArray());
        // Computed with NumPy.
        Assert.Equal(-189.4005241289307, demonstrations.EpisodeReturns!.Values.Average(), 9);
        var moments = NormalizationStatistics.None(3).Update(demonstrations.Observations);
        Assert.Equal(0.78844661, moments.Mean[0], 8);
        Assert.Equal(Math.Sqrt(2.51544805), moments.StandardDeviation(2), 8);
    }
}
