using Gail.Configuration;
using Gail.Data.Files;
using Gail.Execution;
using Gail.Runs.Checkpoints;
using Gail.Runs.PolicyFiles;
using Gail.Runs.Tensors;

namespace Gail.Runs.Tests;

/// <summary>Checkpoints notice damage, and what is lost by it is the way back to the one before.</summary>
public sealed class CheckpointTests
{
    // It keeps a checkpoint every second iteration.
    private const int Iterations = 6;

    [Fact]
    public void The_newest_two_are_kept()
    {
        using var folder = new TemporaryFolder();
        Train(folder);

        Assert.Equal(["000004", "000006"], Checkpoints(folder));
    }

    [Fact]
    public void Any_bit_that_turns_in_a_checkpoint_or_policy_is_found()
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        var state = State(folder, Iterations);
        var policy = Path.Combine(folder["run"], "policy.safetensors");
        // Every fifth bit of what describes the content, and some of all parts of it.
        foreach (var (file, stride) in ((string, int)[])[(state, 97), (policy, 41)])
        {
            var sound = File.ReadAllBytes(file);
            var header = 8 + BitConverter.ToInt32(sound);
            for (var bit = 0; bit < 8 * sound.Length; bit += bit < 8 * header ? 5 : stride)
            {
                var damaged = (byte[])sound.Clone();
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                File.WriteAllBytes(file, damaged);

                var failure = Record.Exception(() =>
                    _ = file == state ? (object)CheckpointFile.Read(file) : PolicyFile.Read(file)
                );

                Assert.True(failure is DataFileException, $"bit {bit} of {file}: {failure}");
            }
            File.WriteAllBytes(file, sound);
        }
    }

    [Theory]
    [InlineData("turned")]
    [InlineData("cut short")]
    [InlineData("emptied")]
    public void A_damaged_newest_is_said_and_the_run_ends_as_if_nothing_had_been(string damage)
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        var (state, table) = (State(folder, Iterations), Path.Combine(folder["run"], "metrics.csv"));
        var (sound, rows) = (File.ReadAllBytes(state), File.ReadAllBytes(table));
        var damaged = (byte[])sound.Clone();
        damaged[^100] ^= 1;
        File.WriteAllBytes(
            state,
            damage switch
            {
                "turned" => damaged,
                "cut short" => sound[..^1000],
                _ => [],
            }
        );

        var point = RunDirectory.Open(folder["run"]).FindResumePoint();

        Assert.Equal(Iterations - 2, point.State!.Iteration);
        var note = Assert.Single(point.Notes);
        Assert.Contains(state, note);
        Assert.Contains("going on from iteration 4 instead", note);
        SmallRun.Resume(folder["run"], new Executor(1));
        Assert.Equal(sound, File.ReadAllBytes(state));
        Assert.Equal(rows, File.ReadAllBytes(table));
        Assert.All(RunVerification.Of(folder["run"]), file => Assert.Null(file.Problem));
    }

    [Fact]
    public void Where_both_are_damaged_the_newest_is_named_and_nothing_is_changed()
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        foreach (var iteration in (int[])[Iterations, Iterations - 2])
        {
            File.WriteAllText(State(folder, iteration), "damaged");
        }

        var failure = Assert.ThrowsAny<DataFileException>(() => RunDirectory.Open(folder["run"]).Resume());

        Assert.Contains(State(folder, Iterations), failure.Message);
        Assert.Equal(["000004", "000006"], Checkpoints(folder));
    }

    [Theory]
    [InlineData("options.json", "\"seed\": 11", "\"seed\": 12")]
    [InlineData("metrics.csv", "\n1,", "\n1.0,")]
    [InlineData("evaluations.csv", "\n2,", "\n2.0,")]
    public void A_changed_file_beside_the_checkpoints_is_found(string name, string from, string to)
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        Assert.All(RunVerification.Of(folder["run"]), file => Assert.Null(file.Problem));
        var file = Path.Combine(folder["run"], name);
        var text = File.ReadAllText(file);
        Assert.Contains(from, text);
        File.WriteAllText(file, text.Replace(from, to));

        var problem = Assert.Single(RunVerification.Of(folder["run"]), found => found.Problem is not null);

        Assert.Equal(file, problem.File);
        Assert.Contains("changed or damaged", problem.Problem);
        Assert.Contains(name, Assert.Single(RunDirectory.Open(folder["run"]).FindResumePoint().Notes));
    }

    [Fact]
    public void New_limits_are_no_damage()
    {
        using var folder = new TemporaryFolder();
        Train(folder);

        RunDirectory.Open(folder["run"]).WithLimits(iterations: 20, steps: 9);

        Assert.All(RunVerification.Of(folder["run"]), file => Assert.Null(file.Problem));
    }

    [Fact]
    public void A_checkpoint_of_another_version_says_which()
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        foreach (var iteration in (int[])[Iterations, Iterations - 2])
        {
            Safetensors.Write(
                State(folder, iteration),
                Safetensors.Read(State(folder, iteration)).Tree,
                new Dictionary<string, string> { ["gail.format"] = "gail-checkpoint-7" }
            );
        }

        var failure = Assert.Throws<RunException>(() => RunDirectory.Open(folder["run"]).Resume());

        Assert.Contains("gail-checkpoint-7", failure.Message);
    }

    private static void Train(TemporaryFolder folder) =>
        SmallRun.Start(folder["run"], SmallRun.Options(Method.Gail, Iterations), new Executor(1));

    private static string State(TemporaryFolder folder, int iteration) =>
        Path.Combine(folder["run"], "checkpoints", $"{iteration:D6}", "state.safetensors");

    private static IEnumerable<string?> Checkpoints(TemporaryFolder folder) =>
        Directory.GetDirectories(Path.Combine(folder["run"], "checkpoints")).Select(Path.GetFileName).Order();
}
