using Gail.Data.Inspection;
using Gail.Data.Tests.Support;
using Gail.Environments;

namespace Gail.Data.Tests.Formats;

/// <summary>Arrays as people have them: scalar observations, missing rewards, one-hot choices, values beyond float32.</summary>
public class OddArraysTests
{
    private static Demonstrations Read(Dictionary<string, byte[]> arrays, DemonstrationFileOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationReader.Read(
            folder.Put("demo.npz", Npy.Zip(arrays)),
            options ?? DemonstrationFileOptions.Default
        );
    }

    private static DemonstrationReport Inspected(Dictionary<string, byte[]> arrays)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationInspector.Inspect(folder.Put("demo.npz", Npy.Zip(arrays)));
    }

    /// <summary>Every layout, with observations of single numbers as a vector, as NumPy stores those of a discrete space.</summary>
    [Theory]
    [InlineData("stable-baselines", "obs", 5)]
    [InlineData("imitation", "obs", 7)]
    [InlineData("gail", "observations", 5)]
    [InlineData("d4rl", "observations", 5)]
    [InlineData("d3rlpy", "observations", 5)]
    [InlineData("baselines-flat", "obs", 5)]
    public void Observations_of_single_numbers_are_a_column(string layout, string name, int rows)
    {
        var arrays = Samples.Of(layout);
        arrays.Remove("next_observations");
        arrays.Remove("final_observations");
        arrays[name] = Npy.Longs([rows], [.. Enumerable.Range(0, rows).Select(i => (long)i)]);
        var read = Read(arrays);
        Assert.Equal((5, 1), (read.StepCount, read.ObservationWidth));
        Assert.Equal(2, read.EpisodeCount);
        Assert.Equal(layout == "imitation" ? [0f, 1, 2, 4, 5] : [0f, 1, 2, 3, 4], read.Observations.Span.ToArray());
        if (layout == "imitation")
        {
            Assert.Equal([3f, 6], read.FinalObservations!.Span.ToArray());
        }
    }

    [Fact]
    public void Next_observations_of_single_numbers_are_a_column()
    {
        var arrays = Samples.Of("d4rl");
        arrays["observations"] = Npy.Longs([5], 0, 1, 2, 3, 4);
        arrays["next_observations"] = Npy.Longs([5], 1, 2, 30, 4, 50);
        Assert.Equal([30f, 50], Read(arrays).FinalObservations!.Span.ToArray());
    }

    [Fact]
    public void Trajectories_of_single_numbers_are_a_column()
    {
        var paper = Samples.Of("paper");
        paper["obs_B_T_Do"] = Npy.Longs([2, 3], 0, 1, 2, 3, 4, 99);
        Assert.Equal([0f, 1, 2, 3, 4], Read(paper).Observations.Span.ToArray());
        var baselines = Samples.Of("baselines");
        baselines["obs"] = Npy.Longs([2, 3], 0, 1, 2, 3, 4, 99);
        Assert.Equal([0f, 1, 2, 3, 4], Read(baselines).Observations.Span.ToArray());
        var minari = Samples.Of("minari");
        minari["episode_0/observations"] = Npy.Longs([4], 0, 1, 2, 60);
        minari["episode_1/observations"] = Npy.Longs([3], 3, 4, 120);
        Assert.Equal([0f, 1, 2, 3, 4], Read(minari).Observations.Span.ToArray());
        Assert.Equal([60f, 120], Read(minari).FinalObservations!.Span.ToArray());
    }

    [Fact]
    public void An_episode_without_its_last_observation_is_read_as_such()
    {
        var arrays = Samples.Of("minari");
        arrays["episode_1/observations"] = Npy.Floats([2, 2], 6, 7, 8, 9);
        var read = Read(arrays);
        Assert.Equal([0, 3], read.EpisodeStarts.ToArray());
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9], read.Observations.Span.ToArray());
        Assert.Null(read.FinalObservations);
        Assert.Contains(
            Inspected(arrays).Notes,
            note =>
                note.StartsWith("1 of 2 episodes, the first of them episode_1, hold no observation after their last")
        );
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Rewards_of_which_one_is_missing_are_missing(double reward, string text)
    {
        var arrays = Samples.StableBaselines();
        arrays["rewards"] = Npy.Doubles([5], 1, 1, 1, reward, 1);
        var read = Read(arrays);
        Assert.Equal((5, null, null), (read.StepCount, read.Rewards, read.EpisodeReturns));
        var report = Inspected(arrays);
        Assert.Null(report.Returns);
        Assert.Contains("\"meanReturn\": null", report.ToJson());
        Assert.Contains(
            $"rewards: 1 of 5 is missing, the first: row 3 (episode 1, step 0) is {text}. All are taken for missing, so that no returns are known; imitation needs none.",
            report.Problems
        );
    }

    [Fact]
    public void Rewards_that_are_no_numbers_or_not_as_many_as_steps_are_missing()
    {
        var arrays = Samples.StableBaselines();
        foreach (
            var rewards in (byte[][])
                [Npy.NoObjects(5), Npy.Doubles([4], 1, 1, 1, 1), Npy.Doubles([5, 2], new double[10])]
        )
        {
            arrays["rewards"] = rewards;
            Assert.Null(Read(arrays).Rewards);
            Assert.Contains(Inspected(arrays).Notes, note => note.StartsWith("rewards: not one number for each step"));
        }
        var minari = Samples.Of("minari");
        minari.Remove("episode_1/rewards");
        Assert.Null(Read(minari).Rewards);
        Assert.Contains(Inspected(minari).Notes, note => note.StartsWith("rewards: not one number for each step"));
    }

    [Fact]
    public void One_hot_actions_are_the_choices_they_stand_for()
    {
        var arrays = Samples.StableBaselines();
        arrays["actions"] = Npy.Longs([5, 3], 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0);
        var read = Read(arrays);
        Assert.Equal([0f, 1, 0, 2, 1], read.Actions!.Span.ToArray());
        Assert.Equal((1, true, 3), (read.ActionWidth, read.ActionsAreDiscrete, read.ActionCount));
        var report = Inspected(arrays);
        Assert.Equal(3, report.ActionCount);
        Assert.Contains(report.Notes, note => note.StartsWith("Actions are one-hot, a single 1 among 3 whole numbers"));
    }

    [Fact]
    public void Several_choices_side_by_side_are_left_as_they_are()
    {
        var arrays = Samples.StableBaselines();
        arrays["actions"] = Npy.Longs([5, 2], 1, 0, 0, 1, 1, 1, 0, 1, 1, 0);
        Assert.Equal((2, true), (Read(arrays).ActionWidth, Read(arrays).ActionsAreDiscrete));
    }

    [Fact]
    public void One_hot_real_numbers_are_choices_of_an_environment_of_as_many()
    {
        var arrays = Samples.StableBaselines();
        arrays["actions"] = Npy.Floats([5, 2], 1, 0, 0, 1, 1, 0, 0, 1, 0, 1);
        var spec = new EnvironmentSpec
        {
            Id = "Choice-v0",
            Observation = ObservationSpace.Symmetric(1, 1),
            Action = new DiscreteSpace(2),
            StateWidth = 2,
            StepLimit = 10,
        };
        Assert.Equal(2, Read(arrays).ActionWidth);
        Assert.Equal([0f, 1, 0, 1, 1], Read(arrays).AsChoicesOf(spec).Actions!.Span.ToArray());
        Assert.Equal(2, Read(arrays).AsChoicesOf(spec with { Action = new DiscreteSpace(3) }).ActionWidth);
    }

    [Fact]
    public void Values_beyond_float32_are_named_as_such()
    {
        var arrays = Samples.StableBaselines();
        arrays["obs"] = Npy.Doubles([5, 2], 0, 1, 2, 3, 4, 5, 6, -1e300, 8, 9);
        Refused.Check(
            Npy.Zip(arrays),
            "obs: row 3 (episode 1, step 0), column 1 is -1E+300, beyond the range of float32, which ends at 3.4e38;",
            "--skip-bad"
        );
        Assert.Contains(
            "obs: 1 value is not finite; the first: row 3 (episode 1, step 0), column 1 is -1E+300, beyond the range of float32, which ends at 3.4e38.",
            Inspected(arrays).Problems
        );
        arrays["obs"] = Npy.Doubles([5, 2], 0, 1, 2, 3, 4, 5, 6, double.PositiveInfinity, 8, 9);
        Refused.Check(Npy.Zip(arrays), "column 1 is Infinity; only finite numbers");
    }
}
