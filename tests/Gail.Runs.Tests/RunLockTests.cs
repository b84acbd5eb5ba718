using Gail.Configuration;
using Gail.Execution;

namespace Gail.Runs.Tests;

public class RunLockTests
{
    [Fact]
    public void A_directory_that_a_run_is_written_to_is_in_use()
    {
        using var folder = new TemporaryFolder();
        var path = folder["run"];
        var options = SmallRun.Options(Method.Gail);
        var asked = 0;
        SmallRun.Start(
            path,
            options,
            new Executor(1),
            _ =>
            {
                asked++;
                AssertInUse(() => RunDirectory.Create(path, options, new RunInfo(), overwrite: true));
                AssertInUse(() => SmallRun.Resume(path, new Executor(1)));
                AssertInUse(() => RunDirectory.Open(path).CutTablesTo(null));
            }
        );
        Assert.Equal(options.Iterations, asked);
        // Reading never needs it, and at the end nothing is left of it.
        Assert.Equal(options.Iterations, RunDirectory.Open(path).ReadCheckpoint()!.Iteration);
        Assert.DoesNotContain(Directory.GetFiles(path), file => file.EndsWith(".tmp"));
        SmallRun.Resume(path, new Executor(1));
    }

    [Fact]
    public void What_a_killed_process_leaves_is_in_nobodys_way()
    {
        using var folder = new TemporaryFolder();
        var path = folder["run"];
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, ".lock.tmp"), []);
        var result = SmallRun.Start(path, SmallRun.Options(Method.Gail, iterations: 1), new Executor(1));
        Assert.Equal(1, result.State.Iteration);
    }

    private static void AssertInUse(Action action) =>
        Assert.Contains("seems to be in use", Assert.Throws<RunException>(action).Message);
}
