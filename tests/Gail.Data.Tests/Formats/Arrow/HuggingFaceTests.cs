using Apache.Arrow;
using Gail.Numerics;

namespace Gail.Data.Tests.Formats.Arrow;

/// <summary>Trajectories as the imitation library saves them on Hugging Face's data sets.</summary>
public class HuggingFaceTests
{
    private static readonly float[] Observed = [0, 1, 2, 3, 4, 5, 60, 70, 6, 7, 8, 9, 120, 130];

    [Theory]
    [InlineData("lists")]
    [InlineData("fixed")]
    [InlineData("large")]
    public void Trajectories_are_read(string kind)
    {
        using var folder = new TemporaryFolder();
        var read = DemonstrationReader.Read(Saved(folder, ArrowMaker.Stream(Two(kind))));
        Assert.Equal("arrow", read.Source.Format);
        Check(read, [0, 3]);
        Assert.Equal([1, 2, 3, 4, 5.25], read.Rewards!.Values);
        Assert.Equal([true, false], read.Ended!.Values);
        Assert.Null(read.Terminated);
        Assert.False(read.ActionsAreDiscrete);
    }

    [Fact]
    public void Batches_and_files_follow_each_other()
    {
        using var folder = new TemporaryFolder();
        var path = Saved(folder, ArrowMaker.Stream(Two("lists"), Two("lists")), ArrowMaker.Stream(Two("lists")));
        var read = DemonstrationReader.Read(path);
        Check(read, [0, 3, 5, 8, 10, 13]);
        Assert.Equal([true, false, true, false, true, false], read.Ended!.Values);
        File.Delete(Path.Combine(path, "data-00001-of-00002.arrow"));
        Assert.Contains("there is no such file", Refused(path));
        File.Delete(Path.Combine(path, "state.json"));
        Assert.Equal(4, DemonstrationReader.Read(path).EpisodeCount);
    }

    [Fact]
    public void Choices_and_single_observations_are_read()
    {
        using var folder = new TemporaryFolder();
        var path = Saved(
            folder,
            ArrowMaker.Stream([
                ("obs", ArrowMaker.Lists(ArrowMaker.Doubles(0, 1, 2, 3, 4), 3, 2)),
                ("acts", ArrowMaker.Lists(ArrowMaker.Longs(1, 0, 1), 2, 1)),
                ("infos", ArrowMaker.Lists(ArrowMaker.Texts("{}", "{}", "{}"), 2, 1)),
                ("terminal", ArrowMaker.Flags(true, true)),
            ])
        );
        var read = DemonstrationReader.Read(path);
        Assert.Equal(new Shape(3, 1), read.Observations.Shape);
        Assert.Equal([0, 1, 3], read.Observations.Values);
        Assert.Equal([2, 4], read.FinalObservations!.Values);
        Assert.True(read.ActionsAreDiscrete);
        Assert.Equal([1, 0, 1], read.Actions!.Values);
        Assert.Null(read.Rewards);
    }

    [Fact]
    public void A_part_of_several_is_named()
    {
        using var folder = new TemporaryFolder();
        Saved(folder, ArrowMaker.Stream(Two("lists")));
        File.WriteAllText(folder["dataset_dict.json"], """{"splits": ["set"]}""");
        Assert.Equal(2, DemonstrationReader.Read(folder.Path).EpisodeCount);
        File.WriteAllText(folder["dataset_dict.json"], """{"splits": ["train", "test"]}""");
        Assert.Contains("names the parts train, test", Refused(folder.Path));
        File.WriteAllText(folder["dataset_dict.json"], """{"splits": ["../set"]}""");
        Assert.Contains("expected a name within the folder", Refused(folder.Path));
    }

    [Fact]
    public void What_cannot_be_is_told_by_name()
    {
        using var folder = new TemporaryFolder();
        var stream = ArrowMaker.Stream(Two("lists"));
        string Message(byte[] file) => Refused(Saved(folder, file));
        Assert.Contains("is the file damaged or cut off?", Message(stream[..^100]));
        Assert.Contains("claims a message of", Message(stream[..60]));
        Assert.Contains(
            "there is no such column, expected trajectories",
            Message(ArrowMaker.Stream(Two("lists")[1..]))
        );
        Assert.Contains(
            "trajectory 0 has 1 observations and 1 actions",
            Message(
                ArrowMaker.Stream([
                    ("obs", ArrowMaker.Lists(ArrowMaker.Floats(1), 1)),
                    ("acts", ArrowMaker.Lists(ArrowMaker.Floats(1), 1)),
                ])
            )
        );
        Assert.Contains(
            "lists of differing lengths",
            Message(
                ArrowMaker.Stream([
                    ("obs", ArrowMaker.Lists(ArrowMaker.Lists(ArrowMaker.Floats(1, 2, 3), 1, 2), 2)),
                    ("acts", ArrowMaker.Lists(ArrowMaker.Floats(1), 1)),
                ])
            )
        );
        Assert.Contains(
            "obs: holds no numbers, but text",
            Message(
                ArrowMaker.Stream([
                    ("obs", ArrowMaker.Lists(ArrowMaker.Texts("a", "b"), 2)),
                    ("acts", ArrowMaker.Lists(ArrowMaker.Floats(1), 1)),
                ])
            )
        );
    }

    /// <summary>Trajectories of 3 and 2 steps.</summary>
    public static (string Name, ArrayData Values)[] Two(string kind)
    {
        var values = ArrowMaker.Floats(Observed);
        var observations = kind switch
        {
            "fixed" => ArrowMaker.FixedLists(values, 2),
            "large" => ArrowMaker.LargeLists(values, 2),
            _ => ArrowMaker.Lists(values, 2, 2, 2, 2, 2, 2, 2),
        };
        return
        [
            ("obs", ArrowMaker.Lists(observations, 4, 3)),
            ("acts", ArrowMaker.Lists(ArrowMaker.FixedLists(ArrowMaker.Floats(0.5f, -0.5f, 0, 1, -1), 1), 3, 2)),
            ("infos", ArrowMaker.Lists(ArrowMaker.Texts("{}", "{}", "{}", "{}", "{}"), 3, 2)),
            ("terminal", ArrowMaker.Flags(true, false)),
            ("rews", ArrowMaker.Lists(ArrowMaker.Doubles(1, 2, 3, 4, 5.25), 3, 2)),
        ];
    }

    /// <summary>A folder as Hugging Face's save_to_disk makes it.</summary>
    public static string Saved(TemporaryFolder folder, params byte[][] files)
    {
        var path = folder["set"];
        Directory.CreateDirectory(path);
        string[] names = [.. files.Select((_, i) => $"data-0000{i}-of-0000{files.Length}.arrow")];
        for (var i = 0; i < files.Length; i++)
        {
            File.WriteAllBytes(Path.Combine(path, names[i]), files[i]);
        }
        File.WriteAllText(
            Path.Combine(path, "state.json"),
            $$"""{"_data_files": [{{string.Join(", ", names.Select(name => $$"""{"filename": "{{name}}"}"""))}}], "_fingerprint": "0"}"""
        );
        File.WriteAllText(Path.Combine(path, "dataset_info.json"), """{"features": {}}""");
        return path;
    }

    private static void Check(Demonstrations read, int[] starts)
    {
        Assert.Equal(starts, read.EpisodeStarts);
        var again = starts.Length / 2;
        Assert.Equal(
            Enumerable.Repeat<float[]>([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], again).SelectMany(v => v),
            read.Observations.Values
        );
        Assert.Equal(
            Enumerable.Repeat<float[]>([60, 70, 120, 130], again).SelectMany(v => v),
            read.FinalObservations!.Values
        );
        Assert.Equal(
            Enumerable.Repeat<float[]>([0.5f, -0.5f, 0, 1, -1], again).SelectMany(v => v),
            read.Actions!.Values
        );
    }

    private static string Refused(string path) =>
        Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path)).Message;
}
