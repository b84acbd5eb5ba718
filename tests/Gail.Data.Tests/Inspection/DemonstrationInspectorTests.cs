using System.Text.Json;
using Gail.Data.Inspection;
using Gail.Data.Tests.Support;
using Gail.Environments;

namespace Gail.Data.Tests.Inspection;

public class DemonstrationInspectorTests
{
    private static DemonstrationReport Inspect(Dictionary<string, byte[]> arrays)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationInspector.Inspect(folder.Put("d.npz", Npy.Zip(arrays)));
    }

    [Fact]
    public void Finds_nothing_wrong_with_a_good_file()
    {
        var report = Inspect(Samples.Gail());
        Assert.Empty(report.Problems);
        Assert.Empty(report.Notes);
        Assert.Equal("gail", report.Format);
        Assert.Equal("CartPole-v1", report.EnvironmentId);
        Assert.Equal(2, report.Episodes);
        Assert.Equal(5, report.Transitions);
        Assert.Equal(2, report.ActionCount);
        Assert.Equal(new ValueSummary(2, 2.5, 3, 0.5), report.Lengths);
        Assert.Equal(new ValueSummary(2, 2.5, 3, 0.5), report.Returns);
        Assert.Equal(0, report.ObservationColumns[0]!.Minimum);
        Assert.Equal(8, report.ObservationColumns[0]!.Maximum);
    }

    [Fact]
    public void Names_skipped_arrays_and_notes_what_terminal_means()
    {
        var report = Inspect(Samples.Imitation());
        Assert.Contains("infos: skipped", Assert.Single(report.Problems));
        Assert.Contains("does not tell termination from a time limit", Assert.Single(report.Notes));
        Assert.Null(report.ActionCount);
    }

    [Fact]
    public void Counts_bad_cells_without_throwing()
    {
        var arrays = Samples.StableBaselines();
        const float NaN = float.NaN;
        arrays["obs"] = Npy.Floats([5, 2], 0, NaN, 2, NaN, 4, NaN, float.PositiveInfinity, NaN, 8, NaN);
        var report = Inspect(arrays);
        Assert.Contains(
            "obs: 6 values are not finite; the first: row 0 (episode 0, step 0), column 1 is NaN.",
            report.Problems
        );
        Assert.Equal(8, report.ObservationColumns[0]!.Maximum);
        Assert.Null(report.ObservationColumns[1]);
        using var json = JsonDocument.Parse(report.ToJson());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("observationColumns")[1].ValueKind);
    }

    [Fact]
    public void Infinite_actions_are_told_of_but_are_not_outside_of_a_range()
    {
        var arrays = Samples.StableBaselines();
        const float Infinity = float.PositiveInfinity;
        arrays["actions"] = Npy.Floats([5, 1], 0, 1, Infinity, Infinity, -Infinity);
        var report = Inspect(arrays);
        Assert.Contains(report.Problems, problem => problem.StartsWith("actions: 3 values are not finite"));
        Assert.Equal(new ActionLimits(0, 1, 0.2, 0.2, 0), report.ActionLimits[0]);
    }

    [Fact]
    public void Finds_constant_columns()
    {
        var arrays = Samples.StableBaselines();
        arrays["obs"] = Npy.Floats([5, 2], 1, 7, 2, 7, 3, 7, 4, 7, 5, 7);
        Assert.Contains("obs: column 1 is always 7.", Inspect(arrays).Problems);
        arrays["obs"] = Npy.Floats([5, 12], new float[60]);
        Assert.Contains(
            "obs: 12 of 12 columns never change: 0, 1, 2, 3, 4, 5, 6, 7 and 4 more.",
            Inspect(arrays).Problems
        );
    }

    [Fact]
    public void Finds_invalid_actions()
    {
        var arrays = Samples.StableBaselines();
        arrays["actions"] = Npy.Longs([5], 0, 1, 0, -1, 1);
        Assert.Contains(
            Inspect(arrays).Problems,
            problem => problem.StartsWith("actions: row 3 (episode 1, step 0) is -1, expected")
        );
        var gail = Samples.Gail();
        gail["actions"] = Npy.Longs([5], 0, 1, 0, 3, 1);
        Assert.Contains(
            Inspect(gail).Problems,
            problem => problem.StartsWith("actions: row 3 (episode 1, step 0) is 3, expected")
        );
    }

    [Fact]
    public void Finds_repeated_episodes()
    {
        var arrays = Samples.StableBaselines();
        arrays["obs"] = Npy.Floats([6, 1], 1, 2, 3, 1, 2, 3);
        arrays["actions"] = Npy.Longs([6], 0, 1, 0, 0, 1, 0);
        arrays["rewards"] = Npy.Doubles([6], 1, 1, 1, 1, 1, 1);
        arrays["episode_returns"] = Npy.Doubles([2], 3, 3);
        arrays["episode_starts"] = Npy.Flags(true, false, false, true, false, false);
        Assert.Equal("episode 1 repeats episode 0 exactly.", Assert.Single(Inspect(arrays).Problems));
    }

    [Fact]
    public void Finds_returns_that_do_not_add_up()
    {
        var arrays = Samples.StableBaselines();
        arrays["episode_returns"] = Npy.Doubles([2], 3, 2.5);
        Assert.Contains("episode 1 states 2.5, its rewards sum to 2", Assert.Single(Inspect(arrays).Problems));
        arrays["episode_returns"] = Npy.Doubles([3], 3, 2, 1);
        Assert.Contains("episode_returns: has 3 values for 2 episodes", Assert.Single(Inspect(arrays).Problems));
    }

    [Fact]
    public void Finds_episodes_far_below_the_others_by_return_or_else_by_length()
    {
        // Episodes of 10, 10, 10, 10 and 2 steps.
        var arrays = new Dictionary<string, byte[]>
        {
            ["obs"] = Npy.Floats([42, 1], [.. Enumerable.Range(0, 42).Select(i => (float)i)]),
            ["actions"] = Npy.Longs([42], [.. Enumerable.Range(0, 42).Select(i => i % 2L)]),
            ["episode_starts"] = Npy.Flags([.. Enumerable.Range(0, 42).Select(i => i % 10 == 0)]),
        };
        Assert.Equal("episode 4 has 2 steps, far below the median of 10.", Assert.Single(Inspect(arrays).Problems));
        // Negative rewards: the short episode is the best one.
        arrays["rewards"] = Npy.Doubles([42], [.. Enumerable.Repeat(-1.0, 42)]);
        Assert.Empty(Inspect(arrays).Problems);
    }

    [Fact]
    public void Notes_actions_never_taken_and_unknown_arrays()
    {
        var arrays = Samples.StableBaselines();
        arrays["actions"] = Npy.Longs([5], 0, 3, 0, 3, 3);
        arrays["extra"] = Npy.Floats([1], 1);
        arrays.Remove("rewards");
        var notes = Inspect(arrays).Notes;
        Assert.Contains("Only 2 of 4 actions are ever taken.", notes);
        Assert.Contains("Arrays that the layout does not know were ignored: extra.", notes);
        Assert.Contains("The file holds no rewards; imitation needs none.", notes);
    }

    [Fact]
    public void Reports_what_an_environment_does_not_take()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d.npz", Npy.Zip(Samples.Gail()));
        var environment = new EnvironmentSpec
        {
            Id = "Other-v0",
            Observation = ObservationSpace.Unbounded(3),
            Action = new DiscreteSpace(2),
            StateWidth = 3,
            StepLimit = 10,
        };
        Assert.Contains(
            "observations: the observation width is 2 but Other-v0 has 3",
            Assert.Single(DemonstrationInspector.Inspect(path, environment).Problems)
        );
    }

    [Fact]
    public void Throws_where_there_is_nothing_to_report_on()
    {
        var arrays = Samples.Gail();
        arrays["actions"] = Npy.Longs([4], 0, 1, 0, 1);
        Assert.Throws<DemonstrationException>(() => Inspect(arrays));
        arrays.Remove("observations");
        Assert.Throws<DemonstrationException>(() => Inspect(arrays));
    }

    [Fact]
    public void Files_without_actions_say_who_can_use_them()
    {
        var arrays = Samples.Gail();
        arrays.Remove("actions");
        arrays["metadata"] = Npy.Of("|u1", [2], (byte)'{', (byte)'}');
        var report = Inspect(arrays);
        Assert.Contains(
            "The file holds no actions; only methods that learn from observations alone can use it.",
            report.Notes
        );
        Assert.Equal(0, report.ActionWidth);
    }

    [Fact]
    public void Finds_the_short_episode_of_the_stable_baselines_cart_pole()
    {
        var report = DemonstrationInspector.Inspect(SharedFiles.Demonstration("sb2_expert_cartpole.npz"));
        Assert.Equal(
            "episode 92 has a return of 27, far below the median of 500 (27 steps; the median is 500).",
            Assert.Single(report.Problems)
        );
        using var json = JsonDocument.Parse(report.ToJson());
        var root = json.RootElement;
        Assert.Equal("stable-baselines", root.GetProperty("format").GetString());
        Assert.Equal(100, root.GetProperty("episodes").GetInt32());
        Assert.Equal(49527, root.GetProperty("transitions").GetInt32());
        Assert.Equal(4, root.GetProperty("observationWidth").GetInt32());
        Assert.Equal(2, root.GetProperty("actionCount").GetInt32());
        Assert.Equal(495.27, root.GetProperty("meanReturn").GetDouble(), 10);
        Assert.Equal(27, root.GetProperty("lengths").GetProperty("min").GetDouble());
        Assert.Equal("<i8", root.GetProperty("arrays")[0].GetProperty("dtype").GetString());
        Assert.Equal(1, root.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public void Reports_on_the_imitation_pendulum()
    {
        var report = DemonstrationInspector.Inspect(SharedFiles.Demonstration("imitation_pendulum.npz"));
        Assert.Contains("infos: skipped", Assert.Single(report.Problems));
        // Computed with NumPy.
        Assert.Equal(-189.4005241289307, report.Returns!.Mean, 9);
        Assert.Equal(129.57022596620553, report.Returns.StandardDeviation, 9);
        Assert.Equal(-548.060818107353, report.Returns.Minimum, 9);
        Assert.Equal(-0.5247221218156402, report.Returns.Maximum, 9);
        Assert.Equal(-2, report.ActionColumns[0]!.Minimum);
        Assert.Equal(2, report.ActionColumns[0]!.Maximum);
    }
}
