using Gail.Data.Columns;
using Gail.Data.Tests.Support;
using Gail.Numerics;

namespace Gail.Data.Tests.Formats.Text;

/// <summary>What is written as text is read bit for bit.</summary>
public class TextRoundTripTests
{
    public static TheoryData<long> Seeds => new(Enumerable.Range(0, 60).Select(seed => (long)seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Json_lines_hold_everything(long seed)
    {
        using var folder = new TemporaryFolder();
        var written = Samples.Random(seed);
        DemonstrationWriter.Write(folder["d.jsonl"], written);
        var view = DemonstrationReader.Open(folder["d.jsonl"]);
        var read = Demonstrations.Collect(view);
        Assert.True(read.SameBits(written));
        Assert.Equal(written.Source.EnvironmentId, read.Source.EnvironmentId);
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
        DemonstrationWriter.Write(folder["e.ndjson"], read);
        Assert.Equal(File.ReadAllBytes(folder["d.jsonl"]), File.ReadAllBytes(folder["e.ndjson"]));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Tables_hold_all_but_the_count_of_choices_and_subsampling_without_gaps(long seed)
    {
        using var folder = new TemporaryFolder();
        var written = Samples.Random(seed);
        DemonstrationWriter.Write(folder["d.csv"], written);
        var view = DemonstrationReader.Open(folder["d.csv"]);
        var read = Demonstrations.Collect(view);
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
        var lossless = !(written.ActionsAreDiscrete && written.ActionCount != read.ActionCount);
        var hasGaps = written
            .Steps.Values.Where((step, row) => step > 0 && (row == 0 || written.Steps[row - 1] != step - 1))
            .Any();
        if (lossless && hasGaps == written.IsSubsampled)
        {
            Assert.True(read.SameBits(written));
        }
        Assert.True(read.Observations.SameBits(written.Observations));
        Assert.True(read.Steps.SameBits(written.Steps));
        Assert.Equal(written.EpisodeStarts.ToArray(), read.EpisodeStarts.ToArray());
        Assert.Equal(written.Rewards?.Span.ToArray(), read.Rewards?.Span.ToArray());
        Assert.Equal(written.Ended?.Span.ToArray(), read.Ended?.Span.ToArray());
    }

    [Theory]
    [InlineData("d.csv")]
    [InlineData("d.jsonl")]
    public void Subsampled_pairs_and_several_choices_come_back(string name)
    {
        using var folder = new TemporaryFolder();
        var written = Demonstrations
            .Create(
                new DemonstrationColumns
                {
                    Observations = NdArray.Matrix<float>(
                        6,
                        1,
                        [-0f, float.Epsilon, float.MaxValue, 0.1f, 16777217, -1e-20f]
                    ),
                    Actions = NdArray.Matrix<float>(6, 2, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
                    ActionsAreDiscrete = true,
                    Rewards = NdArray.Vector<double>([double.Epsilon, double.MaxValue, -0.0, 0.1, 1.0 / 3, -1e-300]),
                    EpisodeStarts = [0, 5],
                    FinalObservations = NdArray.Matrix<float>(2, 1, [7, 8]),
                    Terminated = NdArray.Vector<bool>([false, true]),
                    Ended = NdArray.Vector<bool>([true, true]),
                }
            )
            .KeepEvery(2, RandomKey.FromSeed(3));
        DemonstrationWriter.Write(folder[name], written);
        Assert.True(DemonstrationReader.Read(folder[name]).SameBits(written));
    }

    [Fact]
    public void Json_lines_hold_the_parts_of_observations()
    {
        using var folder = new TemporaryFolder();
        var written = TextSamples.Read(
            """{"observation":{"b":[1,2],"a":3}}""",
            DemonstrationFileOptions.Default with
            {
                ObservationParts = ["b", "a"],
            }
        );
        DemonstrationWriter.Write(folder["d.jsonl"], written);
        Assert.True(DemonstrationReader.Read(folder["d.jsonl"]).SameBits(written));
    }

    [Fact]
    public void The_text_stays_what_it_is()
    {
        using var folder = new TemporaryFolder();
        var read = TextSamples.Read(TextSamples.Csv);
        DemonstrationWriter.Write(folder["d.csv"], read);
        Assert.Equal(
            """
            episode,t,obs_0,obs_1,act_0,reward,next_obs_0,next_obs_1,terminated,truncated
            0,0,0,1,0.5,1,2,3,false,false
            0,1,2,3,-0.5,2,4,5,true,false
            1,0,6,7,0.001,-3.25,8,9,false,true

            """,
            File.ReadAllText(folder["d.csv"])
        );
        DemonstrationWriter.Write(folder["d"], read, "jsonl");
        Assert.StartsWith(
            """{"metadata":{"subsampled":false},"episode":0,"t":0,"observation":[0,1],"action":[0.5],"reward":1,"next_observation":[2,3],"terminated":false,"truncated":false}""",
            File.ReadAllText(folder["d"])
        );
    }
}
