using Gail.Data.Inspection;
using Gail.Data.Tests.Formats.Text;
using Gail.Data.Tests.Formats.Unity;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>Arrays of no library's layout, under usual names or under those that options give.</summary>
public class NamedArraysTests
{
    private static readonly float[] Seen = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    /// <summary>The smallest file: observations and actions, and which episode each step is of.</summary>
    private static Dictionary<string, byte[]> Smallest() =>
        new()
        {
            ["observations"] = Npy.Floats([5, 2], Seen),
            ["actions"] = Npy.Floats([5, 1], 0.5f, -0.5f, 0, 1, -1),
            ["episode"] = Npy.Longs([5], 0, 0, 0, 1, 1),
        };

    private static Demonstrations Read(Dictionary<string, byte[]> arrays, DemonstrationFileOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationReader.Read(
            folder.Put("d.npz", Npy.Zip(arrays)),
            options ?? DemonstrationFileOptions.Default
        );
    }

    private static string Refusal(Dictionary<string, byte[]> arrays, DemonstrationFileOptions? options = null) =>
        Assert.Throws<DemonstrationException>(() => Read(arrays, options)).Message;

    [Fact]
    public void Usual_names_need_no_layout()
    {
        var read = Read(Smallest());
        Assert.Equal("arrays", read.Source.Format);
        Assert.Equal(Seen, read.Observations.Span.ToArray());
        Assert.Equal([0, 3], read.EpisodeStarts.ToArray());
        Assert.Equal((null, null, null), (read.Ended, read.Terminated, read.Rewards));
    }

    [Theory]
    [InlineData("episode_starts", new long[] { 0, 3 })]
    [InlineData("episode_ends", new long[] { 3, 5 })]
    [InlineData("lengths", new long[] { 3, 2 })]
    [InlineData("t", new long[] { 0, 1, 2, 0, 1 })]
    [InlineData("Episodes", new long[] { 7, 7, 7, 9, 9 })]
    public void Episodes_are_told_in_several_ways(string name, long[] values)
    {
        var arrays = Smallest();
        arrays.Remove("episode");
        arrays[name] = Npy.Longs([values.Length], values);
        Assert.True(Read(arrays).SameBits(Read(Smallest())));
    }

    [Fact]
    public void Flags_say_where_episodes_end()
    {
        var arrays = Smallest();
        arrays.Remove("episode");
        arrays["Terminals"] = Npy.Flags(false, false, true, false, false);
        arrays["timeouts"] = Npy.Flags(false, false, false, false, true);
        var read = Read(arrays);
        Assert.Equal([0, 3], read.EpisodeStarts.ToArray());
        Assert.Equal([true, false], read.Terminated!.Span.ToArray());
        Assert.Equal([true, true], read.Ended!.Span.ToArray());
    }

    [Fact]
    public void Without_a_word_on_episodes_all_rows_are_one()
    {
        var arrays = Smallest();
        arrays.Remove("episode");
        using var folder = new TemporaryFolder();
        var report = DemonstrationInspector.Inspect(folder.Put("d.npz", Npy.Zip(arrays)));
        Assert.Equal(1, report.Episodes);
        Assert.Contains(report.Notes, note => note.StartsWith("The file does not say where episodes begin"));
    }

    [Fact]
    public void The_last_observation_of_a_single_episode_may_lie_behind_the_others()
    {
        var read = Read(new() { ["obs"] = Npy.Floats([3, 1], 1, 2, 3), ["acts"] = Npy.Longs([2], 1, 0) });
        Assert.Equal([1f, 2], read.Observations.Span.ToArray());
        Assert.Equal([3f], read.FinalObservations!.Span.ToArray());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Trajectories_of_one_length_are_read(int observed)
    {
        var read = Read(
            new()
            {
                ["states"] = Npy.Floats([2, observed, 1], [.. Enumerable.Range(0, 2 * observed).Select(i => (float)i)]),
                ["actions"] = Npy.Longs([2, 3], 0, 1, 0, 1, 1, 0),
                ["rewards"] = Npy.Doubles([2, 3], 1, 2, 3, 4, 5, 6),
                ["lengths"] = Npy.Longs([2], 3, 2),
            }
        );
        float[] second = [observed, observed + 1];
        Assert.Equal([0f, 1, 2, .. second], read.Observations.Span.ToArray());
        Assert.Equal([0f, 1, 0, 1, 1], read.Actions!.Span.ToArray());
        Assert.Equal([6.0, 9], read.EpisodeReturns!.Span.ToArray());
        Assert.Equal(observed == 4 ? [3f, 6] : null, read.FinalObservations?.Span.ToArray());
    }

    [Fact]
    public void Names_that_options_give_are_taken()
    {
        var arrays = new Dictionary<string, byte[]>
        {
            ["Position"] = Npy.Doubles([5], 0, 2, 4, 6, 8),
            ["speed"] = Npy.Floats([5, 1], 1, 3, 5, 7, 9),
            ["torque"] = Npy.Floats([5, 1], 0.5f, -0.5f, 0, 1, -1),
            ["run"] = Npy.Longs([5], 0, 0, 0, 1, 1),
        };
        var names = TextSamples.Names(("observation", "position+speed"), ("action", "torque"), ("episode", "run"));
        var read = Read(arrays, names);
        Assert.Equal(Seen, read.Observations.Span.ToArray());
        Assert.Equal([0.5f, -0.5f, 0, 1, -1], read.Actions!.Span.ToArray());
        Assert.Equal([0, 3], read.EpisodeStarts.ToArray());
    }

    [Fact]
    public void A_name_that_is_not_there_is_refused_with_those_that_are() =>
        Assert.Contains(
            "state: there is no such array for observation; the file holds observations, actions, episode.",
            Refusal(Smallest(), TextSamples.Names(("observation", "state")))
        );

    [Fact]
    public void Names_are_not_passed_over_in_silence()
    {
        using var folder = new TemporaryFolder();
        var names = TextSamples.Names(("observation", "obs"));
        var recording = folder.Put("d.demo", DemoFile.Walk());
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Open(recording, names)).Message;
        Assert.Contains("names of columns were given, but the format ml-agents has names of its own", message);
        var header = new DemonstrationFileOptions { Header = ["obs_0", "act"] };
        Assert.Contains(
            "the names of all columns were given, which is about tables in text",
            Refusal(Smallest(), header)
        );
        Assert.Contains("leave one of them out", Refusal(Smallest(), names with { Format = "d4rl" }));
    }

    [Fact]
    public void Rows_of_agents_that_alternate_are_put_in_order()
    {
        var arrays = new Dictionary<string, byte[]>
        {
            ["observations"] = Npy.Floats([5, 1], 1, 2, 3, 4, 5),
            ["actions"] = Npy.Floats([5, 1], 10, 20, 30, 40, 50),
            ["t"] = Npy.Longs([5], 0, 0, 1, 1, 2),
            ["robot"] = Npy.Longs([5], 8, 3, 8, 3, 8),
        };
        var read = Read(arrays, TextSamples.Names(("agent", "robot")));
        Assert.Equal([1f, 3, 5, 2, 4], read.Observations.Span.ToArray());
        Assert.Equal([10f, 30, 50, 20, 40], read.Actions!.Span.ToArray());
        Assert.Equal([0, 3], read.EpisodeStarts.ToArray());
        Assert.Contains("--columns agent=NAME", Refusal(arrays));
    }

    [Fact]
    public void Next_observations_give_the_last_ones()
    {
        var arrays = Smallest();
        arrays["next_observations"] = Npy.Floats([5, 2], 2, 3, 4, 5, 60, 70, 8, 9, 120, 130);
        Assert.Equal([60f, 70, 120, 130], Read(arrays).FinalObservations!.Span.ToArray());
        arrays["t"] = Npy.Longs([5], 0, 2, 4, 1, 3);
        var read = Read(arrays);
        Assert.True(read.IsSubsampled);
        Assert.Equal([2f, 3, 4, 5, 60, 70, 8, 9, 120, 130], read.NextObservations!.Span.ToArray());
    }

    [Fact]
    public void A_group_of_observations_is_put_side_by_side_without_images()
    {
        // As ALOHA's recorder keeps an episode in a file of its own.
        var arrays = new Dictionary<string, byte[]>
        {
            ["action"] = Npy.Floats([2, 1], 0.5f, 1),
            ["observations/images/top"] = Npy.Of<byte>("|u1", [2, 1, 1, 3], 0, 1, 2, 3, 4, 5),
            ["observations/qpos"] = Npy.Floats([2, 2], 0, 1, 2, 3),
            ["observations/effort"] = Npy.Floats([2], 7, 8),
        };
        var read = Read(arrays);
        Assert.Equal([7f, 0, 1, 8, 2, 3], read.Observations.Span.ToArray());
        Assert.Equal(["effort", "qpos"], read.ObservationParts.Select(part => part.Name));
        Assert.Equal([0f, 1, 2, 3], Read(arrays, new() { ObservationParts = ["qpos"] }).Observations.Span.ToArray());
        using var folder = new TemporaryFolder();
        Assert.Contains(
            "Observations that are no vectors were left out: images/top.",
            DemonstrationInspector.Inspect(folder.Put("d", Npy.Zip(arrays))).Notes
        );
    }

    [Fact]
    public void Rows_that_do_not_go_together_are_refused()
    {
        var arrays = Smallest();
        arrays["actions"] = Npy.Floats([3, 1], 1, 2, 3);
        Assert.Contains("of no known layout", Refusal(arrays));
        Assert.Contains(
            "actions: has 3 rows but observations has 5 steps",
            Refusal(arrays, TextSamples.Names(("observation", "observations")))
        );
        arrays = Smallest();
        arrays["lengths"] = Npy.Longs([2], 3, 3);
        arrays.Remove("episode");
        Assert.Contains("lengths: the lengths of episodes make 6 steps, but there are 5.", Refusal(arrays));
        Assert.Contains("holds no steps", Refusal(new() { ["obs"] = Npy.Floats([0, 2]) }));
    }
}
