using Gail.Data.Inspection;
using Gail.Data.Tests.Support;

namespace Gail.Data.Tests.Formats.Unity;

/// <summary>Recordings of Unity ML-Agents as releases with faults and interrupted sessions leave them.</summary>
public class UnityOddTests
{
    private static readonly byte[] Action = DemoFile.Floats(6, 0.5f);

    private static byte[] Step(int id, float reward, int done, float at) =>
        DemoFile.RecordOf(id, reward, done, Action, DemoFile.Observation("a", at));

    private static byte[] File(int records, int episodes, float mean, params byte[][] parts) =>
        [
            .. DemoFile.Meta(records, episodes: episodes, mean: mean),
            .. DemoFile.Behavior(1),
            .. parts.SelectMany(part => part),
            .. DemoFile.Claims(records, episodes: episodes, mean: mean),
        ];

    private static DemonstrationReport Inspected(byte[] content)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationInspector.Inspect(folder.Put("d.demo", content));
    }

    private static Demonstrations Read(byte[] content)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationReader.Read(folder.Put("d.demo", content));
    }

    /// <summary>Release 0.14.0: no record is done, and every episode has an agent of its own.</summary>
    private static byte[] WithoutEnds() =>
        File(
            7,
            1,
            6,
            Step(5, 0, 0, 0),
            Step(5, 1, 0, 1),
            Step(5, 2, 0, 2),
            Step(6, 0, 0, 10),
            Step(6, 3, 0, 11),
            Step(7, 0, 0, 20),
            Step(7, 0, 0, 21)
        );

    [Fact]
    public void Another_agent_id_ends_an_episode()
    {
        var read = Read(WithoutEnds());
        Assert.Equal([0, 2, 3], read.EpisodeStarts.ToArray());
        Assert.Equal([0f, 1, 10, 20], read.Observations.Span.ToArray());
        Assert.Equal([1.0, 2, 3, 0], read.Rewards!.Span.ToArray());
        Assert.Equal([2f, 11, 21], read.FinalObservations!.Span.ToArray());
        Assert.Equal([false, false, false], read.Ended!.Span.ToArray());
    }

    [Fact]
    public void What_the_header_claims_is_compared()
    {
        var report = Inspected(WithoutEnds());
        Assert.Equal(3, report.Episodes);
        Assert.Contains("The header speaks of 1 episode, the records are of 3.", report.Problems);
        Assert.Contains(report.Problems, problem => problem.StartsWith("2 episodes end where the agent's id changes"));
        // 6 over the one episode that the header counts.
        Assert.DoesNotContain(report.Problems, problem => problem.Contains("mean reward"));
        var other = Inspected(File(2, 2, 34.9f, Step(5, 0, 0, 0), Step(5, 1, 1, 1)));
        Assert.Equal(
            ["The header speaks of a mean reward of 34.9, that of the records is 1 an episode."],
            other.Problems.Where(problem => problem.Contains("header"))
        );
    }

    [Fact]
    public void A_header_as_the_recorder_writes_it_is_no_problem()
    {
        // It counts one episode more when it closes, and divides by that.
        Assert.Empty(
            Inspected(File(3, 2, 1.5f, Step(5, 0, 0, 0), Step(5, 1, 0, 1), Step(5, 2, 1, 2)))
                .Problems.Where(problem => problem.Contains("header"))
        );
        Assert.Empty(Inspected(DemoFile.Walk()).Problems.Where(problem => problem.Contains("header")));
    }

    [Fact]
    public void Bytes_behind_the_records_that_the_header_speaks_of_are_told()
    {
        byte[] longer = [.. File(2, 2, 0.5f, Step(5, 0, 0, 0), Step(5, 1, 1, 1), Step(5, 1, 1, 1))];
        var left = Step(5, 1, 1, 1).Length;
        Assert.Contains(
            $"The header speaks of 2 records, but {left} bytes follow behind them; they were not read.",
            Inspected(longer).Problems
        );
    }

    [Fact]
    public void Records_that_belong_to_no_step_are_counted_aloud()
    {
        var report = Inspected(
            File(5, 3, 1f / 3, Step(5, 0, 1, 0), Step(6, 0, 0, 1), Step(6, 1, 1, 2), Step(7, 0, 1, 3), Step(8, 0, 0, 4))
        );
        Assert.Equal((1, 1), (report.Episodes, report.Transitions));
        Assert.Contains(report.Problems, problem => problem.StartsWith("3 records belong to no step"));
    }

    [Fact]
    public void A_recording_without_records_is_empty_and_not_damaged()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d.demo", File(0, 0, 34.9f));
        Assert.Equal(
            $"{path}: is an empty recording: it holds no records. Record something to learn from.",
            Refused.Message(path)
        );
    }

    [Fact]
    public void A_folder_is_read_without_what_is_no_recording()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["a", "b"])
        {
            folder.Put($"{name}.demo", DemoFile.Walk());
            folder.Put($"{name}.demo.meta", "fileFormatVersion: 2\nguid: 7f11f35191533404\n"u8.ToArray());
        }
        folder.Put("c.demo", File(0, 0, 0));
        var report = DemonstrationInspector.Inspect(folder["."]);
        Assert.Equal((6, 8), (report.Episodes, report.Transitions));
        Assert.Contains(
            report.Notes,
            note => note.EndsWith("passed over 2 files that are of no known format: a.demo.meta, b.demo.meta.")
        );
        Assert.Contains(report.Notes, note => note.StartsWith("Passed over as empty: ") && note.Contains("c.demo"));
    }
}
