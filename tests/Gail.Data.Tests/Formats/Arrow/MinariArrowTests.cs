using Apache.Arrow;

namespace Gail.Data.Tests.Formats.Arrow;

/// <summary>Minari's Arrow format: a folder for each episode, whose last row is an observation and nothing else.</summary>
public class MinariArrowTests
{
    [Theory]
    [InlineData("")]
    [InlineData("data")]
    public void Episodes_are_read(string below)
    {
        using var folder = new TemporaryFolder();
        var read = DemonstrationReader.Read(Path.Combine(Saved(folder), below));
        Assert.Equal("minari", read.Source.Format);
        Assert.Equal("CartPole-v1", read.Source.EnvironmentId);
        Assert.Equal([0, 3], read.EpisodeStarts);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], read.Observations.Values);
        Assert.Equal([60, 70, 120, 130], read.FinalObservations!.Values);
        Assert.Equal([0, 1, 0, 1, 1], read.Actions!.Values);
        Assert.True(read.ActionsAreDiscrete);
        Assert.Equal(2, read.ActionCount);
        Assert.Equal([1, 2, 3, 4, 5], read.Rewards!.Values);
        Assert.Equal([true, false], read.Terminated!.Values);
        Assert.Equal([true, true], read.Ended!.Values);
    }

    [Fact]
    public void Dictionaries_are_flattened()
    {
        using var folder = new TemporaryFolder();
        var path = Saved(
            folder,
            values =>
                ArrowMaker.Struct(
                    ("position", ArrowMaker.FixedLists(ArrowMaker.Floats(values), 2)),
                    ("goal", ArrowMaker.Struct(("x", ArrowMaker.Ints([.. Enumerable.Range(7, values.Length / 2)]))))
                )
        );
        var read = DemonstrationReader.Read(path);
        Assert.Equal(["goal/x", "position"], read.ObservationParts.Select(part => part.Name));
        Assert.Equal([7, 0, 1, 8, 2, 3], read.Observations.Values.Take(6));
        Assert.Equal([10, 60, 70], read.FinalObservations!.Values.Take(3));
    }

    [Fact]
    public void A_damaged_episode_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = Saved(folder);
        var part = Path.Combine(path, "data", "1", "part-0.arrow");
        File.WriteAllBytes(part, File.ReadAllBytes(part)[..400]);
        var e = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path));
        Assert.Equal(part, e.File);
    }

    /// <summary>Episodes of 3 and 2 steps.</summary>
    public static string Saved(TemporaryFolder folder, Func<float[], ArrayData>? observations = null)
    {
        observations ??= values => ArrowMaker.FixedLists(ArrowMaker.Floats(values), 2);
        var path = folder["set"];
        Put(
            path,
            0,
            ("observations", observations([0, 1, 2, 3, 4, 5, 60, 70])),
            ("actions", ArrowMaker.Ints(0, 1, 0, 0)),
            ("rewards", ArrowMaker.Doubles(1, 2, 3, 0)),
            ("terminations", ArrowMaker.Flags(false, false, true, false)),
            ("truncations", ArrowMaker.Flags(false, false, false, false))
        );
        Put(
            path,
            1,
            ("observations", observations([6, 7, 8, 9, 120, 130])),
            ("actions", ArrowMaker.Ints(1, 1, 0)),
            ("rewards", ArrowMaker.Doubles(4, 5, 0)),
            ("terminations", ArrowMaker.Flags(false, false, false)),
            ("truncations", ArrowMaker.Flags(false, true, false)),
            ("infos", ArrowMaker.Texts("{}", "{}", "{}"))
        );
        File.WriteAllText(
            Path.Combine(path, "data", "metadata.json"),
            """{"total_episodes": 2, "total_steps": 5, "data_format": "arrow", "env_spec": "{\"id\": \"CartPole-v1\"}", "action_space": "{\"type\": \"Discrete\", \"dtype\": \"int64\", \"start\": 0, \"n\": 2}"}"""
        );
        return path;
    }

    private static void Put(string path, int episode, params (string Name, ArrayData Values)[] columns)
    {
        var place = Path.Combine(path, "data", $"{episode}");
        Directory.CreateDirectory(place);
        File.WriteAllBytes(Path.Combine(place, "part-0.arrow"), ArrowMaker.File(columns));
        File.WriteAllText(Path.Combine(place, "metadata.json"), $$"""{"id": {{episode}}}""");
    }
}
