using System.Text.Json;
using Gail.Data.Columns;
using Gail.Data.Inspection;
using Gail.Data.Tests.Support;
using Gail.Environments;
using Gail.Numerics;

namespace Gail.Data.Tests.Inspection;

/// <summary>What the inspector says of how values are spread, what comes again and what lies at limits.</summary>
public class DemonstrationFactsTests
{
    private static readonly EnvironmentSpec Task = new()
    {
        Id = "Task-v0",
        Observation = ObservationSpace.Symmetric(2, 2),
        Action = BoxSpace.Uniform(1, -1, 1),
        StateWidth = 2,
        StepLimit = 50,
    };

    private static DemonstrationColumns Columns(
        int episodes,
        int length,
        Func<int, int, float> action,
        Func<ulong, float>? observation = null
    )
    {
        var key = RandomKey.FromSeed(3);
        var rows = episodes * length;
        return new DemonstrationColumns
        {
            Observations = NdArray.Matrix<float>(
                rows,
                2,
                [
                    .. Enumerable
                        .Range(0, 2 * rows)
                        .Select(i => observation?.Invoke((ulong)i) ?? (float)key.Uniform((ulong)i, -1, 1)),
                ]
            ),
            Actions = NdArray.Matrix<float>(
                rows,
                1,
                [.. Enumerable.Range(0, rows).Select(i => action(i / length, i % length))]
            ),
            EpisodeStarts = [.. Enumerable.Range(0, episodes).Select(e => e * length)],
        };
    }

    private static DemonstrationReport Inspect(DemonstrationColumns columns, EnvironmentSpec? environment = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder["d.npz"];
        DemonstrationWriter.Write(path, Demonstrations.Create(columns));
        return DemonstrationInspector.Inspect(path, environment, DemonstrationFileOptions.Default);
    }

    [Fact]
    public void Ordinary_demonstrations_of_an_environment_have_no_problems()
    {
        var report = Inspect(Columns(5, 40, (_, step) => MathF.Sin(step)), Task);
        Assert.Empty(report.Problems);
        Assert.Equal(["episode", "t", "observation", "action"], report.Columns.Select(column => column.Name));
        Assert.Equal(2, report.Columns[2].Width);
        Assert.InRange(report.ActionEpisodeShares[0]!.Value, 0, 0.1);
        Assert.Equal(0, report.RepeatedEpisodes);
        Assert.Equal(0, report.RepeatedStepShare);
        Assert.Null(report.Gaps);
    }

    [Fact]
    public void Says_that_actions_alone_tell_episodes_apart()
    {
        var report = Inspect(Columns(5, 40, (episode, step) => episode + (0.1f * MathF.Sin(step))));
        // The means are 0 to 4, of variance 2; the sines add 0.005.
        Assert.Equal(0.997, report.ActionEpisodeShares[0]!.Value, 3);
        Assert.Contains("of the variance of column 0 is between episodes", Assert.Single(report.Problems));
        var choices = Columns(6, 40, (episode, step) => step == 0 ? 0 : episode % 3) with { ActionsAreDiscrete = true };
        Assert.InRange(Inspect(choices).ActionEpisodeShares[0]!.Value, 0.9, 1);
        var alike = Columns(6, 40, (_, step) => step % 3) with { ActionsAreDiscrete = true };
        Assert.Equal(0, Inspect(alike).ActionEpisodeShares[0]);
        Assert.Null(Inspect(Columns(3, 40, (episode, _) => episode)).ActionEpisodeShares[0]);
    }

    [Fact]
    public void Says_how_many_actions_are_at_their_limits()
    {
        var report = Inspect(Columns(5, 40, (_, step) => step % 4 == 0 ? 2 : MathF.Sin(step)));
        Assert.Equal(2, report.ActionLimits[0]!.High);
        Assert.Equal(0.25, report.ActionLimits[0]!.AtHigh);
        Assert.Contains(report.Notes, note => note.Contains("column 0 is at its limits"));
    }

    [Fact]
    public void Says_how_many_actions_are_outside_of_the_environments_range()
    {
        var few = Inspect(Columns(5, 40, (_, step) => step % 10 == 0 ? 3 : 0.9f * MathF.Sin(step)), Task);
        Assert.Equal(0.1, few.ActionLimits[0]!.Beyond);
        Assert.Contains("actions: 10 % of column 0 is outside of -1 to 1, the range of Task-v0", few.Notes[^1]);
        Assert.Empty(few.Problems);
        var many = Inspect(Columns(5, 40, (_, step) => 100 * MathF.Sin(step)), Task);
        Assert.Contains("are they in other units?", Assert.Single(many.Problems));
    }

    [Fact]
    public void Says_that_observations_are_not_the_environments()
    {
        var report = Inspect(Columns(5, 40, (_, step) => MathF.Sin(step), i => i % 2 == 0 ? i : 0.5f * (i % 3)), Task);
        Assert.Contains("column 0 runs from 0 to 398, expected -2 to 2", Assert.Single(report.Problems));
    }

    [Fact]
    public void Says_that_episodes_are_longer_than_the_environments()
    {
        var report = Inspect(Columns(4, 60, (_, step) => MathF.Sin(step)), Task);
        Assert.Contains("4 of 4 episodes are longer than the 50 steps", Assert.Single(report.Problems));
    }

    [Fact]
    public void Says_that_observations_are_normalised()
    {
        var key = RandomKey.FromSeed(8);
        var columns = Columns(5, 400, (_, step) => MathF.Sin(step)) with
        {
            Observations = NdArray.Matrix<float>(
                2000,
                3,
                [.. Enumerable.Range(0, 6000).Select(i => (float)key.Normal((ulong)i))]
            ),
        };
        Assert.Contains("seem to be normalised", Assert.Single(Inspect(columns).Problems));
    }

    [Fact]
    public void Counts_repeated_steps_and_repeated_episodes_apart()
    {
        // Two states and two actions, again and again: 4 different steps in the first episode, which all others repeat.
        var episodes = Inspect(Columns(5, 40, (_, step) => step % 2, i => i % 2));
        Assert.Equal(4, episodes.RepeatedEpisodes);
        Assert.Equal(38 / 40.0, episodes.RepeatedStepShare);
        var steps = Inspect(Columns(5, 40, (episode, step) => episode == 4 && step == 0 ? 5 : step % 2, i => i % 2));
        Assert.Equal(3, steps.RepeatedEpisodes);
        Assert.Equal(77 / 80.0, steps.RepeatedStepShare);
        Assert.Contains(steps.Notes, note => note.StartsWith("96 % of the steps equal an earlier one"));
    }

    [Fact]
    public void Tells_sub_sampling_from_holes()
    {
        var whole = Demonstrations.Create(Columns(5, 40, (_, step) => MathF.Sin(step)));
        using var folder = new TemporaryFolder();
        var path = folder["d.npz"];
        DemonstrationWriter.Write(path, whole.KeepEvery(4, RandomKey.FromSeed(0)));
        var sampled = DemonstrationInspector.Inspect(path);
        Assert.Empty(sampled.Problems);
        Assert.Equal(4, sampled.Gaps!.Stride);
        Assert.Contains("One step in 4 was kept, so neighbouring rows are not neighbours in time.", sampled.Notes);

        var holes = Columns(4, 40, (_, step) => MathF.Sin(step)) with
        {
            Steps = NdArray.Vector<long>([
                .. Enumerable.Range(0, 160).Select(i => (long)(i % 40 < 7 ? i % 40 : i % 40 + 3)),
            ]),
        };
        Assert.Equal(
            "steps: steps are missing in 4 places; the first: row 7 (episode 0, step 10) follows step 6.",
            Assert.Single(Inspect(holes).Problems)
        );
    }

    [Fact]
    public void The_json_has_all_of_it()
    {
        using var json = JsonDocument.Parse(Inspect(Columns(5, 40, (_, step) => MathF.Sin(step)), Task).ToJson());
        var root = json.RootElement;
        Assert.Equal("observation", root.GetProperty("columns")[2].GetProperty("name").GetString());
        Assert.Equal(16, root.GetProperty("observationHistograms")[0].GetProperty("counts").GetArrayLength());
        Assert.Equal(-1, root.GetProperty("actionLimits")[0].GetProperty("low").GetDouble());
        Assert.True(root.GetProperty("actionEpisodeShares")[0].GetDouble() < 0.1);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("returnHistogram").ValueKind);
        Assert.Equal(1, root.GetProperty("stride").GetDouble());
    }
}
