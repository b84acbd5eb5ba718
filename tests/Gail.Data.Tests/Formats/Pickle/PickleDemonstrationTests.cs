using Gail.Data.Inspection;
using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Pickle;

/// <summary>Demonstrations that other programs pickle.</summary>
public class PickleDemonstrationTests
{
    /// <summary>The sample; whether it holds final observations, terminations and ends; a part of each note.</summary>
    public static TheoryData<string, bool, bool, bool, string[]> Samples =>
        new()
        {
            {
                "baselines",
                false,
                false,
                false,
                ["those of OpenAI Baselines' expert data", "cut where the sum of rewards", "nor whether an episode"]
            },
            { "berkeley", true, false, true, ["lists of trajectories", "'terminal' does not tell termination"] },
            { "decision transformer", true, true, false, ["lists of trajectories", "did not terminate reached the"] },
            { "imitation", true, false, true, ["lists of trajectories", "'terminal' does not tell termination"] },
            {
                "lists",
                false,
                false,
                false,
                ["lists of trajectories", "does not hold the observation after", "does not say whether an episode"]
            },
            { "steps", true, true, true, ["dictionaries of arrays", "cut at 'terminated' and 'truncated'"] },
        };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Each_gives_what_it_knows(string name, bool final, bool terminated, bool ended, string[] notes)
    {
        foreach (var protocol in (int[])[0, 2, 5])
        {
            using var folder = new TemporaryFolder();
            var view = DemonstrationReader.Open(folder.Put("d.pkl", Pickled.Of(PickleSamples.All[name], protocol)));
            var read = Demonstrations.Collect(view);
            Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9], read.Observations.Span.ToArray());
            Assert.Equal([0.5f, -0.5f, 0, 1, -1], read.Actions!.Span.ToArray());
            Assert.False(read.ActionsAreDiscrete);
            Assert.Equal([0, 3], read.EpisodeStarts.ToArray());
            Assert.Equal([1.0, 2, 3, 4, 5], read.Rewards!.Span.ToArray());
            Assert.Equal(final ? [60f, 70, 120, 130] : null, read.FinalObservations?.Span.ToArray());
            Assert.Equal(terminated ? [true, false] : null, read.Terminated?.Span.ToArray());
            Assert.Equal(ended ? [true, true] : null, read.Ended?.Span.ToArray());
            Assert.Equal("pickle", read.Source.Format);
            Assert.Equal(notes.Length, view.Describe().Notes.Length);
            Assert.All(notes.Zip(view.Describe().Notes), pair => Assert.Contains(pair.First, pair.Second));
            Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
            var report = DemonstrationInspector.Inspect(folder["d.pkl"]);
            Assert.Empty(report.Problems);
            Assert.DoesNotContain(report.Notes, note => note.Contains("were ignored"));
        }
    }

    [Fact]
    public void Berkeleys_of_2017_have_no_episodes()
    {
        using var folder = new TemporaryFolder();
        var value = new Dictionary<string, object?>
        {
            ["observations"] = Pickled.Floats([4, 2], 0, 1, 2, 3, 4, 5, 6, 7),
            ["actions"] = Pickled.Floats([4, 1, 2], 0, 1, 2, 3, 4, 5, 6, 7),
        };
        var view = DemonstrationReader.Open(folder.Put("Hopper-v1.pkl", Pickled.Of(value, 3)));
        var read = Demonstrations.Collect(view);
        Assert.Equal(1, read.EpisodeCount);
        Assert.Equal(4, read.StepCount);
        Assert.Equal([4f, 5], read.Actions!.Row(2).ToArray());
        Assert.Equal([false], read.Ended!.Values);
        Assert.Null(read.Rewards);
        Assert.Contains(view.Describe().Notes, note => note.Contains("add their lengths as an array 'lengths'"));
    }

    /// <summary>As OpenAI Baselines saves episodes of different lengths.</summary>
    [Fact]
    public void Arrays_of_objects_in_npz_archives_are_episodes()
    {
        using var folder = new TemporaryFolder();
        Dictionary<string, byte[]> Of(object?[] observations) =>
            new()
            {
                ["obs"] = Npy.Objects(observations),
                ["acs"] = Npy.Objects(Pickled.Floats([3, 1], 0.5f, -0.5f, 0), Pickled.Floats([2, 1], 1, -1)),
                ["rews"] = Npy.Objects(Pickled.Doubles([3], 1, 2, 3), Pickled.Doubles([2], 4, 5)),
                ["ep_rets"] = Npy.Doubles([2], 6, 9),
            };
        object?[] observations = [Pickled.Floats([3, 2], 0, 1, 2, 3, 4, 5), Pickled.Floats([2, 2], 6, 7, 8, 9)];
        var view = DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(Of(observations))));
        var read = Demonstrations.Collect(view);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9], read.Observations.Values);
        Assert.Equal([0.5f, -0.5f, 0, 1, -1], read.Actions!.Values);
        Assert.Equal([6.0, 9], read.EpisodeReturns!.Values);
        Assert.DoesNotContain(
            DemonstrationInspector.Inspect(folder["d.npz"]).Notes,
            note => note.Contains("were ignored")
        );
        var hostile = folder.Put(
            "h.npz",
            Npy.Zip(Of([new PickledCall("os", "system", "touch pwned"), observations[1]]))
        );
        Assert.Contains(
            "obs: holds pickled Python objects",
            Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(hostile)).Message
        );
    }

    [Fact]
    public void Steps_in_lists_of_episodes()
    {
        Dictionary<string, object?> Step(float x, int action, double reward) =>
            new()
            {
                ["obs"] = Pickled.Floats([2], x, x + 1),
                ["action"] = action,
                ["reward"] = reward,
                ["info"] = new Dictionary<string, object?>(),
            };
        var value = new List<object?>
        {
            new List<object?> { Step(0, 0, 1), Step(2, 1, 2), Step(4, 0, 3) },
            new List<object?> { Step(6, 1, 4), Step(8, 1, 5) },
        };
        using var folder = new TemporaryFolder();
        var read = DemonstrationReader.Read(folder.Put("d.pkl", Pickled.Of(value)));
        Assert.Equal([0, 3], read.EpisodeStarts);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9], read.Observations.Values);
        Assert.Equal([0f, 1, 0, 1, 1], read.Actions!.Values);
        Assert.True(read.ActionsAreDiscrete);
        Assert.Equal([6.0, 9], read.EpisodeReturns!.Values);
    }

    [Theory]
    [InlineData("d4rl")]
    [InlineData("minari")]
    [InlineData("imitation")]
    [InlineData("stable-baselines")]
    [InlineData("d3rlpy-episodes")]
    public void Any_layout_of_arrays_may_be_pickled(string layout)
    {
        using var folder = new TemporaryFolder();
        var arrays = Support.Samples.Of(layout);
        // Made up, so that Python does not load them.
        arrays.Remove("infos");
        var npz = folder.Put("d.npz", Npy.Zip(arrays));
        PythonNeeds.Numpy(
            """
            with open(args[1], 'wb') as f:
                pickle.dump({k: v for k, v in np.load(args[0], allow_pickle=True).items()}, f)
            """,
            npz,
            folder["d.pkl"]
        );
        Assert.True(
            DemonstrationReader.Read(folder["d.pkl"]).Observations.SameBits(DemonstrationReader.Read(npz).Observations)
        );
    }

    [Fact]
    public void The_file_is_read_anew_when_it_has_become_another()
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(folder.Put("d.pkl", Pickled.Of(PickleSamples.All["baselines"])));
        folder.Put("d.pkl", Pickled.Of(PickleSamples.All["berkeley"]));
        Assert.Contains(
            "there is no such array",
            Assert.Throws<DemonstrationException>(() => Demonstrations.Collect(view)).Message
        );
    }

    [Fact]
    public void What_is_of_no_layout_names_what_was_found()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d.pkl", Pickled.Of(new Dictionary<string, object?> { ["w"] = Pickled.Floats([1], 1) }));
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path)).Message;
        Assert.Contains("the arrays found, w, are of no known layout", message);
        Assert.Contains("episodes (0/observations, 0/actions; missing 0/observations, 0/actions)", message);
    }

    [Fact]
    public void Integers_are_choices_and_dictionaries_are_flattened()
    {
        using var folder = new TemporaryFolder();
        var value = new List<object?>
        {
            new Dictionary<string, object?>
            {
                ["obs"] = new Dictionary<string, object?>
                {
                    ["speed"] = Pickled.Floats([2], 1, 2),
                    ["place"] = Pickled.Floats([2, 2], 3, 4, 5, 6),
                },
                ["acts"] = Pickled.Longs([2], 0, 2),
            },
        };
        var read = DemonstrationReader.Read(folder.Put("d.pkl", Pickled.Of(value)));
        Assert.True(read.ActionsAreDiscrete);
        Assert.Equal([3f, 4, 1, 5, 6, 2], read.Observations.Values);
        Assert.Equal(["place", "speed"], read.ObservationParts.Select(part => part.Name));
    }
}
