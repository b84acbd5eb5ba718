using System.Text;
using Gail.Experiments.Paper;
using Gail.Runs;

namespace Gail.Experiments.Tests.Paper;

public sealed class PaperLogTests
{
    private static readonly PaperCondition Condition = new("CartPole-v0", PaperMethod.Fem, 4);
    private static readonly PaperResult First = PaperSamples.Result(Condition, 0, 199.5);
    private static readonly PaperResult Second = PaperSamples.Result(Condition, 1, -0.1);

    [Fact]
    public void What_is_added_is_there_and_is_there_again()
    {
        using var folder = new TemporaryFolder();
        var path = folder["new/results.jsonl"];
        using (var log = PaperLog.Open(path))
        {
            Assert.Empty(log.Results);
            log.Add(First);
            log.Add(Second);
            Assert.Equal(Second, log.Results[Second.Key]);
        }
        Assert.Equal(2, File.ReadAllLines(path).Length);
        using var again = PaperLog.Open(path);
        Assert.Equal(2, again.Results.Count);
        Assert.Equal(First, again.Results[First.Key]);
    }

    [Fact]
    public void A_line_cut_short_anywhere_is_dropped_and_what_follows_is_whole()
    {
        using var folder = new TemporaryFolder();
        var whole = Encoding.UTF8.GetBytes(First.ToJson() + "\n");
        var torn = Encoding.UTF8.GetBytes(Second.ToJson());
        for (var length = 0; length <= torn.Length; length += 7)
        {
            var path = folder.Put("results.jsonl", [.. whole, .. torn[..length]]);
            using (var log = PaperLog.Open(path))
            {
                Assert.Equal([First], log.Results.Values);
                log.Add(Second);
            }
            Assert.Equal([First.ToJson(), Second.ToJson()], File.ReadAllLines(path));
        }
    }

    [Theory]
    [InlineData("some text\n")]
    [InlineData("text without an end")]
    [InlineData("{\"cell\": \"a\"}\n")]
    [InlineData("null\n")]
    public void A_file_of_other_things_is_refused_and_left_alone(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("other.jsonl", Encoding.UTF8.GetBytes(text));

        var refused = Assert.Throws<RunException>(() => PaperLog.Open(path));

        Assert.Contains("line 1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Put("file", []);

        Assert.Contains(file, Assert.Throws<RunException>(() => PaperLog.Open(Path.Combine(file, "a.jsonl"))).Message);
        Directory.CreateDirectory(folder["folder"]);
        Assert.Contains(
            "cannot be written",
            Assert.Throws<RunException>(() => PaperLog.Open(folder["folder"])).Message
        );
    }

    [Fact]
    public void One_process_writes_at_a_time()
    {
        using var folder = new TemporaryFolder();
        using var log = PaperLog.Open(folder["results.jsonl"]);
        Assert.Throws<RunException>(() => PaperLog.Open(folder["results.jsonl"]));
    }
}
