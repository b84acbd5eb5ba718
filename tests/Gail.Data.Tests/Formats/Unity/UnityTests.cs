using Gail.Data.Inspection;
using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Unity;

public class UnityTests
{
    private static Demonstrations Read(byte[] content, DemonstrationFileOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationReader.Read(folder.Put("d.demo", content), options ?? DemonstrationFileOptions.Default);
    }

    private static byte[] Two(byte[] behavior, byte[] action, params byte[][] observations) =>
        [
            .. DemoFile.Meta(2),
            .. behavior,
            .. DemoFile.Record(0, 0, action, observations),
            .. DemoFile.Record(1, 1, action, observations),
        ];

    [Fact]
    public void A_step_takes_reward_end_and_next_observation_from_the_record_after_it()
    {
        var read = Read(DemoFile.Walk());
        Assert.Equal([0f, 1, 2, 3, 6, 7, 10, 11], read.Observations.Span.ToArray());
        Assert.Equal([0f, 0.1f, 0.3f, 0.5f], read.Actions!.Span.ToArray());
        Assert.Equal([10.0, 20, 30, 40], read.Rewards!.Span.ToArray());
        Assert.Equal([0, 2, 3], read.EpisodeStarts.ToArray());
        Assert.Equal([4f, 5, 8, 9, 12, 13], read.FinalObservations!.Span.ToArray());
        Assert.Equal([true, false, false], read.Terminated!.Span.ToArray());
        Assert.Equal([true, true, false], read.Ended!.Span.ToArray());
        Assert.Equal("ml-agents", read.Source.Format);
        Assert.Empty(read.ObservationParts);
    }

    [Fact]
    public void Actions_may_be_taken_from_the_record_after()
    {
        var options = DemonstrationFileOptions.Default with { UnityActions = UnityActions.OfNextRecord };
        Assert.Equal([0.1f, 0.2f, 0.4f, 0.6f], Read(DemoFile.Walk(), options).Actions!.Span.ToArray());
    }

    [Fact]
    public void A_file_that_was_never_closed_is_read_to_its_end()
    {
        byte[] open = [.. DemoFile.Meta(0), .. DemoFile.Walk()[33..^DemoFile.Claims(7, episodes: 3, mean: 1).Length]];
        Assert.True(Read(open).SameBits(Read(DemoFile.Walk())));
    }

    [Fact]
    public void Batches_are_the_whole_in_parts()
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(folder.Put("d", DemoFile.Walk()));
        Assert.True(Demonstrations.Collect(new Plain(view)).SameBits(Demonstrations.Collect(view)));
        Assert.Equal(
            [10.0, 20, 30, 40],
            view.Read([ColumnNames.Reward]).Single().Get<double>(ColumnNames.Reward).Span.ToArray()
        );
    }

    [Fact]
    public void Sensors_lie_side_by_side_and_images_are_left_out()
    {
        using var folder = new TemporaryFolder();
        var content = Two(
            DemoFile.Behavior(0, 3),
            DemoFile.Integers(7, 2),
            DemoFile.Image("camera"),
            DemoFile.Observation("rays", 1, 2),
            DemoFile.Observation("", 3)
        );
        var view = DemonstrationReader.Open(folder.Put("d", content));
        var read = Demonstrations.Collect(view);
        Assert.Equal([1f, 2, 3], read.Observations.Span.ToArray());
        Assert.Equal([new("rays", 2), new ColumnPart("observation_2", 1)], read.ObservationParts.ToArray());
        Assert.True(read.ActionsAreDiscrete);
        Assert.Equal(3, read.ActionCount);
        Assert.Equal([2f], read.Actions!.Span.ToArray());
        Assert.Contains(view.Describe().Notes, note => note.Contains("left out: camera"));
        var options = DemonstrationFileOptions.Default with { ObservationParts = ["observation_2", "rays"] };
        Assert.Equal([3f, 1, 2], Read(content, options).Observations.Span.ToArray());
    }

    [Fact]
    public void Several_choices_stay_several()
    {
        var read = Read(Two(DemoFile.Behavior(0, 3, 2), DemoFile.Integers(7, 2, 1), DemoFile.Observation("a", 1)));
        Assert.True(read.ActionsAreDiscrete);
        Assert.Null(read.ActionCount);
        Assert.Equal([2f, 1], read.Actions!.Span.ToArray());
        Assert.Equal([ColumnPart.OfChoices(3, 2)], read.ActionParts.ToArray());
    }

    [Fact]
    public void Numbers_come_before_the_choices_beside_them()
    {
        var action = DemoFile.Message(DemoFile.Floats(6, 0.5f, -1), DemoFile.Integers(7, 2, 1));
        var read = Read(Two(DemoFile.Behavior(2, 3, 2), action, DemoFile.Observation("a", 1)));
        Assert.Equal([0.5f, -1, 2, 1], read.Actions!.Span.ToArray());
        Assert.Equal([new("", 2), ColumnPart.OfChoices(3, 2)], read.ActionParts.ToArray());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void Older_files_keep_both_kinds_of_actions_in_one_field(int spaceType, bool discrete)
    {
        var behavior = DemoFile.Delimited(
            DemoFile.Message(DemoFile.Integers(3, 3), DemoFile.Integer(6, spaceType), DemoFile.Text(7, "Old"))
        );
        float[] action = discrete ? [2] : [0.5f, 1, -1];
        var read = Read(Two(behavior, DemoFile.Floats(1, action), DemoFile.Observation("a", 1)));
        Assert.Equal(discrete, read.ActionsAreDiscrete);
        Assert.Equal(discrete ? 3 : null, read.ActionCount);
        Assert.Equal(action, read.Actions!.Span.ToArray());
    }

    [Fact]
    public void Numbers_that_are_not_packed_are_read_too()
    {
        var observation = DemoFile.Bytes(
            13,
            DemoFile.Message(DemoFile.Bytes(4, DemoFile.Message(DemoFile.Float(1, 1), DemoFile.Float(1, 2))))
        );
        var read = Read(Two(DemoFile.Behavior(1), DemoFile.Float(6, 0.5f), observation));
        Assert.Equal([1f, 2], read.Observations.Span.ToArray());
        Assert.Equal([0.5f], read.Actions!.Span.ToArray());
    }

    [Fact]
    public void The_notes_tell_of_the_behavior_and_of_the_recorders_order()
    {
        using var folder = new TemporaryFolder();
        var report = DemonstrationInspector.Inspect(folder.Put("d", DemoFile.Walk()));
        Assert.Contains("The behavior is called 'Walker'.", report.Notes);
        Assert.Single(report.Notes, note => note.Contains("UnityActions") && note.Contains("--unity-actions next"));
        var options = DemonstrationFileOptions.Default with { UnityActions = UnityActions.OfNextRecord };
        Assert.DoesNotContain(
            DemonstrationInspector.Inspect(folder["d"], null, options).Notes,
            note => note.Contains("UnityActions")
        );
    }

    /// <summary>Episodes of a zero, or another first action, and ten more.</summary>
    private static byte[] Episodes(int count, float first, Func<int, float> later)
    {
        byte[] Record(int end, float action, int at) =>
            DemoFile.Record(1, end, DemoFile.Floats(6, action), DemoFile.Observation("a", at));
        return
        [
            .. DemoFile.Meta(count * 12),
            .. DemoFile.Behavior(1),
            .. Enumerable
                .Range(0, count)
                .SelectMany(e =>
                    (byte[])
                        [
                            .. Record(0, first, 20 * e),
                            .. Enumerable.Range(1, 10).SelectMany(i => Record(0, later(i), (20 * e) + i)),
                            .. Record(1, 0.3f, (20 * e) + 11),
                        ]
                ),
        ];
    }

    [Theory]
    [InlineData(3, 0, 0, true)]
    [InlineData(2, 0, 0, false)]
    [InlineData(3, 0.5f, 0, false)]
    [InlineData(3, 0, 10, false)]
    // Half of all are zeros: three by chance are no wonder, six are.
    [InlineData(3, 0, 2, false)]
    [InlineData(6, 0, 2, true)]
    public void Actions_that_look_one_record_late_are_said_to(int episodes, float first, int zeroEach, bool expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put(
            "d",
            Episodes(episodes, first, i => zeroEach == 10 || (zeroEach > 0 && i % zeroEach == 0) ? 0 : i)
        );
        bool IsSaid(UnityActions actions) =>
            DemonstrationInspector
                .Inspect(path, null, DemonstrationFileOptions.Default with { UnityActions = actions })
                .Problems.Any(problem =>
                    problem.Contains("looks like actions recorded one record late; --unity-actions next")
                );
        Assert.Equal(expected, IsSaid(UnityActions.OfSameRecord));
        Assert.False(IsSaid(UnityActions.OfNextRecord));
    }

    [Fact]
    public void Files_of_other_formats_have_no_next_record()
    {
        using var folder = new TemporaryFolder();
        var options = DemonstrationFileOptions.Default with { UnityActions = UnityActions.OfNextRecord };
        var wrong = Assert.Throws<DemonstrationException>(() =>
            DemonstrationReader.Open(folder.Put("t.csv", "obs_0,act_0\n1,2\n"u8.ToArray()), options)
        );
        Assert.Contains("about ml-agents files only, but the file's format is csv", wrong.Message);
    }
}
