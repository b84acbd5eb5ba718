using System.Text.Json;
using Gail.Data.Inspection;
using Gail.Data.Tests.Formats.Parquet;
using Gail.Data.Tests.Support;
using Gail.Numerics;

namespace Gail.Data.Tests.Formats.LeRobot;

/// <summary>LeRobot's data sets: in the published layouts, and as this project writes them.</summary>
public class LeRobotTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Published_layouts_are_read(bool isThird)
    {
        using var folder = new TemporaryFolder();
        var path = isThird ? LeRobotSets.Third(folder) : LeRobotSets.Second(folder);
        var read = DemonstrationReader.Read(path);
        Assert.Equal("lerobot", read.Source.Format);
        Assert.Equal([0, 3, 5], read.EpisodeStarts);
        Assert.Equal(new Shape(9, 2), read.Observations.Shape);
        Assert.Equal(LeRobotSets.States, read.Observations.Values);
        Assert.Equal(LeRobotSets.Actions, read.Actions!.Values);
        Assert.False(read.ActionsAreDiscrete);
        Assert.Null(read.Rewards);
        Assert.Null(read.Ended);
        Assert.Null(read.FinalObservations);
        var notes = DemonstrationInspector.Inspect(path).Notes;
        Assert.Contains("Videos and images are not read and were left out: observation.images.top.", notes);
        Assert.DoesNotContain(notes, note => note.Contains("meta/"));
    }

    [Fact]
    public void Rewards_and_ends_are_read_where_they_are()
    {
        using var folder = new TemporaryFolder();
        bool[] done = [false, false, true, false, true, false, false, true, true];
        bool[] truncated = [false, false, false, false, true, false, false, false, false];
        var path = LeRobotSets.Third(
            folder,
            "set",
            new Made("next.reward", new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9.5f }),
            new Made("next.done", done),
            new Made("next.truncated", truncated),
            new Made("next.success", done)
        );
        var read = DemonstrationReader.Read(path);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9.5], read.Rewards!.Values);
        Assert.Equal([true, false, true], read.Terminated!.Values);
        Assert.Equal([true, true, true], read.Ended!.Values);
        Assert.Contains("3 of 3 episodes end with next.success.", DemonstrationInspector.Inspect(path).Notes);
        var alone = DemonstrationReader.Read(LeRobotSets.Second(folder, "other", new Made("next.done", done)));
        Assert.Null(alone.Terminated);
        Assert.Equal([true, true, true], alone.Ended!.Values);
    }

    [Fact]
    public void Several_observations_are_a_dictionary()
    {
        using var folder = new TemporaryFolder();
        var path = LeRobotSets.Third(
            folder,
            "set",
            new Made("observation.environment_state", new double[] { 9, 8, 7, 6, 5, 4, 3, 2, 1 })
        );
        var read = DemonstrationReader.Read(path);
        Assert.Equal(["environment_state", "state"], read.ObservationParts.Select(part => part.Name));
        Assert.Equal([9, 0, 1, 8, 2, 3], read.Observations.Values.Take(6));
        var one = DemonstrationReader.Read(path, new DemonstrationFileOptions { ObservationParts = ["state"] });
        Assert.Equal(LeRobotSets.States, one.Observations.Values);
    }

    [Fact]
    public void A_missing_part_is_told_by_name()
    {
        using var folder = new TemporaryFolder();
        var path = LeRobotSets.Third(folder);
        File.Delete(Path.Combine(path, "data/chunk-001/file-000.parquet"));
        Assert.Contains("data/chunk-001/file-000.parquet: there is no such file", Message(path));
        path = LeRobotSets.Second(folder, "second");
        File.Delete(Path.Combine(path, "data/chunk-000/episode_000001.parquet"));
        Assert.Contains("data/chunk-000/episode_000001.parquet: there is no such file", Message(path));
        path = LeRobotSets.Third(folder, "third");
        Directory.Delete(Path.Combine(path, "data"), recursive: true);
        Assert.Contains("1 more are missing", Message(path));
        Directory.Delete(Path.Combine(path, "meta/episodes"), recursive: true);
        Assert.Contains("meta/episodes", Message(path));
        // What is listed nowhere is read all the same.
        path = LeRobotSets.Third(folder, "fourth");
        Directory.Delete(Path.Combine(path, "meta/episodes"), recursive: true);
        Assert.Equal(3, DemonstrationReader.Read(path).EpisodeCount);
        Assert.Contains(
            "meta/episodes is missing; episodes are told by episode_index alone.",
            DemonstrationInspector.Inspect(path).Notes
        );
    }

    [Theory]
    [InlineData("meta/info.json", "{}", "meta/info.json: does not say its codebase_version")]
    [InlineData("meta/info.json", "nothing", "meta/info.json: holds no JSON object")]
    [InlineData("meta/info.json", """{"codebase_version":"v1.6"}""", "codebase_version is v1.6")]
    [InlineData("meta/episodes.jsonl", "{}", "meta/episodes.jsonl, line 1: expected an object with episode_index")]
    [InlineData("meta/episodes.jsonl", "", "lists no episodes")]
    [InlineData(
        "meta/info.json",
        """{"codebase_version":"v2.1","data_path":"../../{episode_index}.parquet"}""",
        "data_path leads out of the folder"
    )]
    [InlineData(
        "meta/info.json",
        """{"codebase_version":"v2.1","data_path":"data/{robot}.parquet"}""",
        "data_path asks for 'robot'"
    )]
    [InlineData("data/chunk-000/episode_000001.parquet", "PAR1 and no more", "does not end as a Parquet file does")]
    public void Damaged_parts_are_told_by_name(string place, string content, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = LeRobotSets.Second(folder);
        LeRobotSets.Write(path, place, System.Text.Encoding.UTF8.GetBytes(content));
        Assert.Contains(expected, Message(path));
    }

    [Fact]
    public void Contradictions_are_told_by_name_and_the_frames_count()
    {
        using var folder = new TemporaryFolder();
        var path = LeRobotSets.Second(folder);
        LeRobotSets.Write(
            path,
            "meta/info.json",
            LeRobotSets.Info("v2.1", "data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet", "10")
        );
        LeRobotSets.Write(
            path,
            "meta/episodes.jsonl",
            """
            {"episode_index": 0, "length": 3}
            {"episode_index": 1, "length": 7}
            {"episode_index": 2, "length": 4}
            """u8.ToArray()
        );
        var notes = DemonstrationInspector.Inspect(path).Notes;
        Assert.Contains("meta/info.json says total_frames 10, but there are 9.", notes);
        Assert.Contains("meta/episodes.jsonl gives episode 1 the length 7, but there are 2 frames of it.", notes);
        Assert.Equal(9, DemonstrationReader.Read(path).StepCount);
        // Another width in one of the files.
        LeRobotSets.Write(
            path,
            "data/chunk-000/episode_000001.parquet",
            ParquetMaker.Of(new Made("observation.state", new float[4], 2), new Made("episode_index", new long[2]))
        );
        Assert.Contains("is not as in", Message(path));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void What_is_written_is_read_back(int seed, string format)
    {
        using var folder = new TemporaryFolder();
        var written = Samples.Random(seed);
        if (written.IsSubsampled)
        {
            var refusal = Assert.Throws<DemonstrationException>(() =>
                DemonstrationWriter.Write(folder["set"], written, format)
            );
            Assert.Contains("steps were left out", refusal.Message);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
            return;
        }
        DemonstrationWriter.Write(folder["set"], written, format);
        var read = DemonstrationReader.Read(folder["set"]);
        Assert.True(Expected(written).SameBits(read), $"seed {seed}: {written} became {read}");
        Assert.Equal(written.Source.EnvironmentId, read.Source.EnvironmentId);
        Assert.Equal("lerobot", read.Source.Format);
        Assert.DoesNotContain(DemonstrationInspector.Inspect(folder["set"]).Notes, note => note.Contains("meta/"));
        var again = Assert.Throws<DemonstrationException>(() =>
            DemonstrationWriter.Write(folder["set"], written, format)
        );
        Assert.Contains("holds files already", again.Message);
    }

    public static TheoryData<int, string> Written
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var seed = 0; seed < 12; seed++)
            {
                data.Add(seed, "lerobot");
                data.Add(seed, "lerobot-v2.1");
            }
            return data;
        }
    }

    [Fact]
    public void What_is_written_has_the_parts_that_lerobot_looks_for()
    {
        using var folder = new TemporaryFolder();
        var written = DemonstrationReader.Read(LeRobotSets.Third(folder));
        DemonstrationWriter.Write(folder["third"], written, "lerobot");
        Assert.Equal(
            [
                "data/chunk-000/file-000.parquet",
                "meta/episodes/chunk-000/file-000.parquet",
                "meta/gail.json",
                "meta/info.json",
                "meta/stats.json",
                "meta/tasks.parquet",
            ],
            Places(folder["third"])
        );
        var stats = Json(folder["third"], "meta/stats.json").GetProperty("observation.state");
        Assert.Equal(8, stats.GetProperty("mean")[0].GetDouble());
        Assert.Equal(17, stats.GetProperty("max")[1].GetDouble());
        Assert.Equal(9, stats.GetProperty("count")[0].GetInt64());
        DemonstrationWriter.Write(folder["second"], written, "lerobot-v2.1");
        Assert.Equal(
            [
                "data/chunk-000/episode_000000.parquet",
                "data/chunk-000/episode_000001.parquet",
                "data/chunk-000/episode_000002.parquet",
                "meta/episodes.jsonl",
                "meta/episodes_stats.jsonl",
                "meta/gail.json",
                "meta/info.json",
                "meta/tasks.jsonl",
            ],
            Places(folder["second"])
        );
        var info = Json(folder["second"], "meta/info.json");
        Assert.Equal("v2.1", info.GetProperty("codebase_version").GetString());
        Assert.Equal(9, info.GetProperty("total_frames").GetInt32());
        Assert.Equal(
            2,
            info.GetProperty("features").GetProperty("observation.state").GetProperty("shape")[0].GetInt32()
        );
    }

    /// <summary>What the layout can hold of demonstrations: nothing behind the last step.</summary>
    private static Demonstrations Expected(Demonstrations written) =>
        Demonstrations.Create(
            new Gail.Data.Columns.DemonstrationColumns
            {
                Observations = written.Observations,
                Actions = written.Actions,
                ActionParts = written.ActionParts,
                EpisodeStarts = written.EpisodeStarts,
                Rewards = written.Rewards,
                Terminated = written.Terminated,
                Ended = written.Ended ?? written.Terminated,
                ObservationParts = written.ObservationParts,
            }
        );

    private static JsonElement Json(string folder, string place) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, place))).RootElement;

    private static IEnumerable<string> Places(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string Message(string path) =>
        Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path)).Message;
}
