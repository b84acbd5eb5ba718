using Gail.Configuration;
using Gail.Execution;

namespace Gail.Runs.Tests;

/// <summary>A run stopped and resumed equals the uninterrupted one byte for byte; a new method gets a row here.</summary>
public sealed class ResumeTests
{
    private const int Iterations = 5;

    public static TheoryData<Method, int, int> Rows =>
        new()
        {
            { Method.Gail, 0, 1 },
            { Method.Gail, 0, 2 },
            { Method.Gail, 10, 1 },
            { Method.Gail, 10, 2 },
            { Method.Expert, 0, 1 },
            { Method.Expert, 0, 2 },
            { Method.Fem, 0, 1 },
            { Method.Gtal, 0, 2 },
            { Method.BehaviorCloning, 0, 1 },
            { Method.BehaviorCloning, 0, 2 },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Stopped_cleanly_after_any_iteration(Method method, int lanes, int threads)
    {
        using var folder = new TemporaryFolder();
        var options = SmallRun.Options(method, Iterations, lanes);
        SmallRun.Start(folder["whole"], options, new Executor(threads));

        for (var stop = 1; stop < Iterations; stop++)
        {
            using var cancellation = new CancellationTokenSource();
            var result = SmallRun.Start(
                folder[$"{stop}"],
                options,
                new Executor(threads, cancellation.Token),
                progress =>
                {
                    if (progress.State.Iteration == stop)
                    {
                        cancellation.Cancel();
                    }
                }
            );
            Assert.True(result.Cancelled);
            Assert.Equal(stop, result.State.Iteration);
            // What was learned is there to be used.
            Assert.True(File.Exists(Path.Combine(folder[$"{stop}"], "policy.safetensors")));

            Assert.False(SmallRun.Resume(folder[$"{stop}"], new Executor(threads)).Cancelled);

            AssertSame(folder["whole"], folder[$"{stop}"]);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Crashed_between_checkpoints(Method method, int lanes, int threads)
    {
        using var folder = new TemporaryFolder();
        var options = SmallRun.Options(method, Iterations, lanes);
        SmallRun.Start(folder["whole"], options, new Executor(threads));

        for (var crash = 1; crash < Iterations; crash++)
        {
            // Checkpoints are at 2 and 4; rows of later iterations are in the table already.
            var path = folder[$"{crash}"];
            Assert.Throws<IOException>(() =>
                SmallRun.Start(
                    path,
                    options,
                    new Executor(3 - threads),
                    progress =>
                    {
                        if (progress.State.Iteration == crash)
                        {
                            throw new IOException("The machine is gone.");
                        }
                    }
                )
            );

            SmallRun.Resume(path, new Executor(threads));

            AssertSame(folder["whole"], path);
        }
    }

    [Theory]
    // The row of iteration 13, torn at several places, one of them where it reads as an earlier iteration.
    [InlineData("1")]
    [InlineData("13")]
    [InlineData("13,0.")]
    [InlineData("13,0,0.25,0.5\n")]
    [InlineData("13,0,0.25,0.5\n14,0")]
    [InlineData("\n")]
    [InlineData("\0\0\0")]
    public void A_torn_row_after_the_checkpoint_is_dropped(string torn)
    {
        using var folder = new TemporaryFolder();
        var options = SmallRun.Options(Method.BehaviorCloning, iterations: 14);
        SmallRun.Start(folder["whole"], options, new Executor(1));
        Assert.Throws<IOException>(() =>
            SmallRun.Start(
                folder["torn"],
                options,
                new Executor(1),
                progress =>
                {
                    if (progress.State.Iteration == 12)
                    {
                        throw new IOException("The machine is gone.");
                    }
                }
            )
        );
        File.AppendAllText(Path.Combine(folder["torn"], "metrics.csv"), torn);
        File.AppendAllText(Path.Combine(folder["torn"], "timing.csv"), torn);

        SmallRun.Resume(folder["torn"], new Executor(1));

        AssertSame(folder["whole"], folder["torn"]);
    }

    [Fact]
    public void A_checkpoint_half_written_is_passed_over()
    {
        using var folder = new TemporaryFolder();
        var options = SmallRun.Options(Method.Gail);
        SmallRun.Start(folder["whole"], options, new Executor(1));
        using var cancellation = new CancellationTokenSource();
        SmallRun.Start(
            folder["half"],
            options,
            new Executor(1, cancellation.Token),
            progress =>
            {
                if (progress.State.Iteration == 3)
                {
                    cancellation.Cancel();
                }
            }
        );
        // As a crash leaves it: the folder of the next checkpoint with a part of the file under a temporary name.
        var next = Directory.CreateDirectory(Path.Combine(folder["half"], "checkpoints", "000004"));
        File.WriteAllBytes(Path.Combine(next.FullName, ".state.safetensors.0123.tmp"), [1, 2, 3]);

        SmallRun.Resume(folder["half"], new Executor(1));

        AssertSame(folder["whole"], folder["half"]);
    }

    [Fact]
    public void A_finished_run_resumed_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        SmallRun.Start(folder["whole"], SmallRun.Options(Method.Gail), new Executor(1));
        var before = Files(folder["whole"]);

        SmallRun.Resume(folder["whole"], new Executor(2));

        Assert.Equal(before, Files(folder["whole"]));
    }

    [Fact]
    public void A_run_without_a_checkpoint_begins_anew()
    {
        using var folder = new TemporaryFolder();
        var options = SmallRun.Options(Method.Gail);
        SmallRun.Start(folder["whole"], options, new Executor(1));
        Gail.Runs.RunDirectory.Create(folder["new"], options, new Gail.Runs.RunInfo(), overwrite: false);
        File.WriteAllText(Path.Combine(folder["new"], "metrics.csv"), "iteration,environment_st");

        SmallRun.Resume(folder["new"], new Executor(1));

        AssertSame(folder["whole"], folder["new"]);
    }

    [Fact]
    public void A_table_with_other_columns_is_not_continued()
    {
        using var folder = new TemporaryFolder();
        var options = SmallRun.Options(Method.BehaviorCloning, iterations: 2);
        SmallRun.Start(folder["run"], options, new Executor(1));
        var table = Path.Combine(folder["run"], "metrics.csv");
        File.WriteAllText(table, "iteration,something_else\n1,0\n2,0\n");
        RunDirectory.Open(folder["run"]).WithLimits(3, steps: null);

        var refusal = Assert.Throws<RunException>(() => SmallRun.Resume(folder["run"], new Executor(1)));

        Assert.Contains("has the columns iteration,something_else", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>All files but timing.csv, which depends on the clock; of that the iterations.</summary>
    private static void AssertSame(string expected, string actual)
    {
        Assert.Equal(Files(expected), Files(actual));
        var rows = File.ReadAllLines(Path.Combine(actual, "timing.csv"));
        Assert.Equal("iteration,seconds,environment_steps_per_second", rows[0]);
        Assert.Equal(
            Enumerable.Range(1, rows.Length - 1).Select(i => $"{i}"),
            rows.Skip(1).Select(row => row.Split(',')[0])
        );
        Assert.Equal(File.ReadAllLines(Path.Combine(expected, "timing.csv")).Length, rows.Length);
        // The time of a resumed run goes on from what it had taken before.
        var seconds = rows.Skip(1)
            .Select(row => double.Parse(row.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(seconds.Order(), seconds);
    }

    private static List<(string Name, string Content)> Files(string path) =>
        [
            .. Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != "timing.csv")
                .Select(file => (Path.GetRelativePath(path, file), Convert.ToHexString(File.ReadAllBytes(file))))
                .Order(),
        ];
}
