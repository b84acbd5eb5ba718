using System.Collections.Immutable;
using System.Text;
using Gail.Data.Formats.Text.Csv;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Tests.Formats.Text;

/// <summary>Tables cut into blocks that several threads read: nobody may notice.</summary>
public class CsvBlockTests
{
    /// <summary>One block, one thread.</summary>
    private static readonly CsvPace Simple = new(1 << 24, 1);

    [Fact]
    public void Blocks_of_any_size_give_what_reading_at_once_gives_be_it_an_error()
    {
        using var folder = new TemporaryFolder();
        var (sound, refused) = (0, 0);
        for (var seed = 0; seed < 600; seed++)
        {
            var key = RandomKey.FromSeed(seed);
            var path = folder.Put("d.csv", seed % 3 == 0 ? CsvTables.Sound(key) : CsvTables.Damaged(key));
            var expected = Outcome(path, Simple, out var table);
            foreach (var size in (int[])[2, 3 + (seed % 40), 50 + (seed % 300), 1000])
            {
                var pace = new CsvPace(size, 1 + (seed % 4));
                Assert.Equal(expected, Outcome(path, pace, out var other));
                ViewTable.AssertSame(table, other);
            }
            Assert.True(seed % 3 != 0 || expected.Length == 0, expected);
            (sound, refused) = expected.Length == 0 ? (sound + 1, refused) : (sound, refused + 1);
        }
        Assert.True(sound > 200 && refused > 100, $"{sound} sound, {refused} refused");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void An_error_is_on_its_line_in_whichever_block_it_is(string lineBreak)
    {
        for (var row = 0; row < 40; row++)
        {
            string[] lines = ["obs_0,act_0", .. Enumerable.Range(0, 40).Select(i => i == row ? "1,x" : $"{i},2.5")];
            Assert.StartsWith(
                $": line {row + 2}, column act_0: is 'x', expected a number.",
                Refusal(string.Join(lineBreak, lines), new CsvPace(40 + row, 3))
            );
            lines[row + 1] = "1,\"2\"3";
            Assert.StartsWith(
                $": line {row + 2}: Malformed CSV in record {row + 2}: text after the closing quote",
                Refusal(string.Join(lineBreak, lines), new CsvPace(40 + row, 3))
            );
        }
    }

    [Fact]
    public void Of_many_errors_the_first_in_the_file_is_said()
    {
        // The row above the first bad one is long, so that later blocks are done before.
        string[] lines =
        [
            "obs_0,act_0",
            .. Enumerable.Range(0, 50).Select(i => $"{i},1"),
            $"7,{new string('0', 100_000)}",
            "8,first",
            .. Enumerable.Range(0, 500).Select(i => $"{i},\"x"),
        ];
        for (var time = 0; time < 50; time++)
        {
            Assert.StartsWith(
                ": line 53, column act_0: is 'first'",
                Refusal(string.Join('\n', lines), new CsvPace(10 + time, 8))
            );
        }
    }

    [Theory]
    [InlineData("2,7,x", ": line 5: is step 2 after step 2")]
    [InlineData("3,7,x", ": line 5, column obs_0: is 'x'")]
    [InlineData("z,7,x", ": line 5, column t: is 'z'")]
    [InlineData("3,7", ": line 5: has 2 fields")]
    public void Of_two_errors_in_a_row_that_of_its_episode_comes_before_that_of_a_value(string row, string expected)
    {
        foreach (var size in (int[])[2, 12, 20, 1000])
        {
            Assert.StartsWith(
                expected,
                Refusal($"t,episode,obs_0\n0,7,1\n1,7,1\n2,7,1\n{row}\n8,7,y\n", new CsvPace(size, 4))
            );
        }
    }

    [Fact]
    public void Episodes_go_on_across_blocks_and_do_not_come_back_in_a_later_one()
    {
        var rows = Enumerable.Range(0, 300).Select(i => $"e{i / 100},{i % 100},{i}").ToList();
        var text = "episode,t,obs_0\n" + string.Join('\n', rows);
        var view = View(text, new CsvPace(64, 4), out var folder);
        using (folder)
        {
            var read = Demonstrations.Collect(view);
            Assert.Equal([0, 100, 200], read.EpisodeStarts.ToArray());
            Assert.Equal(Enumerable.Range(0, 300).Select(i => (float)i), read.Observations.Span.ToArray());
            Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)(i % 100)), read.Steps.Span.ToArray());
        }
        Assert.StartsWith(": line 302: comes back to episode 'e0'", Refusal(text + "\ne0,0,1", new CsvPace(64, 4)));
        Assert.StartsWith(
            ": line 302: is step 99 after step 99; steps must increase",
            Refusal(text + "\ne2,99,1", new CsvPace(64, 4))
        );
    }

    [Fact]
    public void Quotes_and_double_line_breaks_may_lie_at_any_cut()
    {
        var text = string.Join(
            "\r\n",
            Enumerable.Range(0, 12).Select(i => $"\"{i}\",\"a,\"\"{i}\"\"\",{i}.5").Prepend("obs_0,note,obs_1")
        );
        for (var size = 2; size < 300; size++)
        {
            var view = View(text, new CsvPace(size, 2), out var folder);
            using (folder)
            {
                Assert.Equal(
                    Enumerable.Range(0, 12).SelectMany(i => (float[])[i, i + 0.5f]),
                    Demonstrations.Collect(view).Observations.Span.ToArray()
                );
            }
        }
    }

    [Fact]
    public void Batches_do_not_depend_on_how_many_blocks_are_read_at_once()
    {
        var text = "obs_0\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i}\n"));
        int[] Sizes(int ahead)
        {
            var view = View(text, new CsvPace(1000, ahead), out var folder);
            using (folder)
            {
                return [.. view.Read([ColumnNames.Observation]).Select(batch => batch.Rows)];
            }
        }
        var alone = Sizes(1);
        Assert.True(alone.Length > 20);
        Assert.Equal(5000, alone.Sum());
        Assert.Equal(alone, Sizes(2));
        Assert.Equal(alone, Sizes(9));
    }

    [Fact]
    public void A_line_is_longer_than_a_block_but_not_longer_than_can_be()
    {
        static string Table(int digits) => $"obs_0\n1\n2.{new string('0', digits)}\n3\n";
        foreach (var pace in (CsvPace[])[CsvPace.Usual, new(100, 3), Simple])
        {
            var view = View(Table(900_000), pace, out var folder);
            using (folder)
            {
                Assert.Equal([1f, 2, 3], Demonstrations.Collect(view).Observations.Span.ToArray());
            }
            Assert.Equal(
                ": line 3: Record 3 is longer than MaxRecordSize (1048576 bytes).",
                Refusal(Table(5_000_000), pace with { BlockBytes = Math.Min(pace.BlockBytes, 1 << 18) })
            );
        }
    }

    [Fact]
    public void Who_stops_early_leaves_no_open_file()
    {
        var view = View(
            "obs_0\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i}\n")),
            new CsvPace(1000, 6),
            out var folder
        );
        using (folder)
        {
            for (var time = 0; time < 20; time++)
            {
                Assert.Equal(0f, view.Read([ColumnNames.Observation]).First().Get<float>(ColumnNames.Observation)[0]);
            }
            // Nobody else may have it open.
            File.Open(view.Describe().Source.File, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        }
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Text_of_two_or_four_bytes_a_character_is_read_where_it_is_said_to_be_a_table(string name)
    {
        using var folder = new TemporaryFolder();
        var encoding = Encoding.GetEncoding(name);
        var options = DemonstrationFileOptions.Default with { Format = "csv" };
        string Put(string text) => folder.Put("d", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        Assert.Equal(
            [1f, 2],
            DemonstrationReader.Read(Put("t,obs_0\r\n0,1\r\n1,2"), options).Observations.Span.ToArray()
        );
        var path = Put("t,obs_0\r\n0,1\r\n1,é");
        Assert.StartsWith(
            $"{path}: line 3, column obs_0: is 'é', expected a number.",
            Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path, options)).Message
        );
    }

    /// <summary>All rows, and what was wrong behind them.</summary>
    private static string Outcome(string path, CsvPace pace, out ImmutableDictionary<string, NdArray> table)
    {
        table = ImmutableDictionary<string, NdArray>.Empty;
        try
        {
            table = ViewTable.Of(new CsvView(path, DemonstrationFileOptions.Default, pace));
            return "";
        }
        catch (DemonstrationException e)
        {
            return e.Message;
        }
    }

    private static string Refusal(string text, CsvPace pace)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d.csv", Encoding.UTF8.GetBytes(text));
        return Assert
            .Throws<DemonstrationException>(() =>
                Demonstrations.Collect(new CsvView(path, DemonstrationFileOptions.Default, pace))
            )
            .Message[path.Length..];
    }

    private static CsvView View(string text, CsvPace pace, out TemporaryFolder folder)
    {
        folder = new TemporaryFolder();
        return new CsvView(folder.Put("d.csv", Encoding.UTF8.GetBytes(text)), DemonstrationFileOptions.Default, pace);
    }
}
