using Gail.Configuration;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Runs.Tests;

public sealed class TrainingRunTests
{
    [Theory]
    [InlineData(3, null, 3)]
    [InlineData(3, 100_000L, 3)]
    [InlineData(100, 900L, 3)]
    [InlineData(100, 1L, 1)]
    public void Ends_at_the_first_limit(int iterations, long? steps, int expected)
    {
        // Fragments: exactly 400 steps an iteration.
        var options = SmallRun.Options(Method.Expert, iterations, lanes: 10) with
        {
            Steps = steps,
        };

        var result = Run(options, out var progress);

        Assert.Equal(expected, result.State.Iteration);
        Assert.False(result.Cancelled);
        Assert.Equal(expected, progress.Count);
    }

    [Theory]
    [InlineData(7L, 3)]
    [InlineData(6L, 2)]
    public void Steps_of_cloning_are_updates(long steps, int expected)
    {
        var options = SmallRun.Options(Method.BehaviorCloning, iterations: 100) with { Steps = steps };
        Assert.Equal(expected, Run(options, out _).State.Iteration);
    }

    [Fact]
    public void Progress_tells_state_numbers_and_share()
    {
        var result = Run(SmallRun.Options(Method.Gail, iterations: 4), out var progress);

        Assert.Equal([0.25, 0.5, 0.75, 1], progress.Select(at => at.Progress));
        Assert.All(progress, at => Assert.Equal(new Metric("iteration", at.State.Iteration), at.Metrics[0]));
        Assert.All(progress, at => Assert.True(at.StepsPerSecond > 0 && at.Elapsed > TimeSpan.Zero));
        Assert.Equal(result.State.ToTree(), progress[^1].State.ToTree());
        Assert.Equal(result.State.Tree.Child("policy"), ((NetworkPolicy)result.Policy).State);
    }

    [Fact]
    public void A_run_cancelled_at_once_keeps_where_it_began()
    {
        using var folder = new TemporaryFolder();
        var options = SmallRun.Options(Method.Gail);

        var result = SmallRun.Start(folder["run"], options, new Executor(1, new CancellationToken(canceled: true)));

        Assert.True(result.Cancelled);
        Assert.Equal(0, result.State.Iteration);
        Assert.False(File.Exists(Path.Combine(folder["run"], "metrics.csv")));
        Assert.Equal(
            SmallRun.Trainer(options).Init(options.Seed).ToTree(),
            RunDirectory.Open(folder["run"]).Resume()!.ToTree()
        );
    }

    [Fact]
    public void Metrics_are_a_row_per_iteration_that_reads_back_exactly()
    {
        using var folder = new TemporaryFolder();
        var rows = new List<IReadOnlyList<Metric>>();
        SmallRun.Start(
            folder["run"],
            SmallRun.Options(Method.Gail, iterations: 3),
            new Executor(1),
            progress => rows.Add(progress.Metrics)
        );

        var lines = File.ReadAllText(Path.Combine(folder["run"], "metrics.csv")).Split('\n');

        Assert.Equal(5, lines.Length);
        Assert.Equal("", lines[^1]);
        Assert.Equal(string.Join(',', rows[0].Select(metric => metric.Name)), lines[0]);
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.Equal(
                rows[i].Select(metric => metric.Value),
                lines[i + 1]
                    .Split(',')
                    .Select(field => double.Parse(field, System.Globalization.CultureInfo.InvariantCulture))
            );
        }
    }

    [Fact]
    public void The_last_two_checkpoints_are_kept()
    {
        using var folder = new TemporaryFolder();
        SmallRun.Start(folder["run"], SmallRun.Options(Method.Gail, iterations: 5), new Executor(1));

        var kept = Directory.GetDirectories(Path.Combine(folder["run"], "checkpoints")).Select(Path.GetFileName);

        Assert.Equal(["000004", "000005"], kept);
    }

    private static RunResult Run(TrainingOptions options, out List<RunProgress> progress)
    {
        var trainer = SmallRun.Trainer(options);
        var seen = new List<RunProgress>();
        progress = seen;
        return TrainingRun.Execute(
            trainer,
            options,
            trainer.Init(options.Seed),
            new Executor(1),
            directory: null,
            seen.Add
        );
    }
}
