using Gail.Configuration;
using Gail.Execution;

namespace Gail.Runs.Tests;

public sealed class RunDirectoryTests
{
    private static readonly RunInfo Info = new() { Gail = "1.2.3", Machine = "test" };

    [Fact]
    public void A_new_and_an_empty_directory_are_free()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);

        RunDirectory.CheckFree(folder["new"], overwrite: false);
        RunDirectory.CheckFree(folder["empty"], overwrite: false);

        Assert.False(Directory.Exists(folder["new"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_and_other_people_s_directories_are_refused(bool overwrite)
    {
        using var folder = new TemporaryFolder();
        folder.Put("file", [1]);
        Directory.CreateDirectory(folder["other"]);
        File.WriteAllText(Path.Combine(folder["other"], "thesis.tex"), "all of it");

        AssertRefused(folder["file"], "is a file", overwrite);
        AssertRefused(folder["other"], "not empty", overwrite);

        Assert.Equal("all of it", File.ReadAllText(Path.Combine(folder["other"], "thesis.tex")));
    }

    [Fact]
    public void An_earlier_run_is_refused_with_the_ways_out()
    {
        using var folder = new TemporaryFolder();
        SmallRun.Start(folder["run"], SmallRun.Options(Method.Gail, iterations: 1), new Executor(1));
        var before = File.ReadAllBytes(Path.Combine(folder["run"], "metrics.csv"));

        var message = AssertRefused(folder["run"], "already holds a run", overwrite: false);

        Assert.All((string[])["--resume", "--overwrite", "--out"], way => Assert.Contains(way, message));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(folder["run"], "metrics.csv")));
        RunDirectory.CheckFree(folder["run"], overwrite: true);
    }

    [Fact]
    public void Overwriting_removes_the_run_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var path = folder["run"];
        SmallRun.Start(path, SmallRun.Options(Method.Gail, iterations: 2), new Executor(1));
        File.WriteAllText(Path.Combine(path, "notes.md"), "mine");
        Directory.CreateDirectory(Path.Combine(path, "plots"));
        File.WriteAllText(Path.Combine(path, "plots", "curve.svg"), "mine too");

        var run = RunDirectory.Create(path, SmallRun.Options(Method.Expert), Info, overwrite: true);

        Assert.Null(run.Resume());
        Assert.Equal(
            ["notes.md", "options.json", "plots/curve.svg", "run.json"],
            Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(Method.Expert, RunDirectory.Open(path).Options.Method);
    }

    [Fact]
    public void What_others_put_into_a_checkpoint_stays()
    {
        using var folder = new TemporaryFolder();
        var path = folder["run"];
        SmallRun.Start(path, SmallRun.Options(Method.Gail, iterations: 2), new Executor(1));
        var mine = (string[])
            [
                Path.Combine(path, "checkpoints", "000002", "why.md"),
                Path.Combine(path, "checkpoints", "000002", "kept", "state.safetensors"),
                Path.Combine(path, "checkpoints", "000001", "old.md"),
                Path.Combine(path, "checkpoints", "99999999999999999999", "state.safetensors"),
                Path.Combine(path, "checkpoints", "best", "state.safetensors"),
                Path.Combine(path, "checkpoints", "README"),
            ];
        foreach (var file in mine)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "mine");
        }

        var run = RunDirectory.Create(path, SmallRun.Options(Method.Gail, iterations: 2), Info, overwrite: true);

        Assert.All(mine, file => Assert.Equal("mine", File.ReadAllText(file)));
        Assert.False(File.Exists(Path.Combine(path, "checkpoints", "000002", "state.safetensors")));
        // A folder without a state is no checkpoint, and is no hindrance to the next one of its name.
        Assert.Null(run.ReadCheckpoint());
        SmallRun.Resume(path, new Executor(1));
        Assert.Equal(2, RunDirectory.Open(path).ReadCheckpoint()!.Iteration);
        Assert.All(mine, file => Assert.Equal("mine", File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("checkpoints")]
    [InlineData("checkpoints/000002")]
    [InlineData("checkpoints/000002/state.safetensors")]
    [InlineData("metrics.csv")]
    [InlineData("timing.csv")]
    [InlineData("evaluations.csv")]
    [InlineData("policy.safetensors")]
    [InlineData("options.json")]
    [InlineData("run.json")]
    public void A_run_with_a_link_of_its_own_names_is_not_overwritten(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder["run"];
        SmallRun.Start(path, SmallRun.Options(Method.Gail, iterations: 2), new Executor(1));
        var place = Path.Combine(path, name);
        if (Directory.Exists(place))
        {
            Directory.Move(place, folder["elsewhere"]);
            Directory.CreateSymbolicLink(place, folder["elsewhere"]);
        }
        else
        {
            File.Move(place, folder["elsewhere"]);
            File.CreateSymbolicLink(place, folder["elsewhere"]);
        }
        var before = Content(folder);

        var message = AssertRefused(path, "is a link", overwrite: true);

        Assert.Contains(name, message.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Equal(before, Content(folder));
    }

    [Fact]
    public void A_run_goes_on_behind_a_link_and_nothing_there_is_removed()
    {
        using var folder = new TemporaryFolder();
        var path = folder["run"];
        var options = SmallRun.Options(Method.Gail, iterations: 2);
        SmallRun.Start(path, options, new Executor(1));
        Directory.Move(Path.Combine(path, "checkpoints"), folder["large disk"]);
        Directory.CreateSymbolicLink(Path.Combine(path, "checkpoints"), folder["large disk"]);
        RunDirectory.Open(path).WithLimits(iterations: 4, steps: null);

        SmallRun.Resume(path, new Executor(1));

        Assert.Equal(4, RunDirectory.Open(path).ReadCheckpoint()!.Iteration);
        Assert.Equal(
            ["000002", "000004"],
            Directory.GetDirectories(folder["large disk"]).Select(Path.GetFileName).Order()
        );
    }

    [Fact]
    public void A_run_directory_that_is_a_link_is_written_as_one_that_is_none()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["real"]);
        Directory.CreateSymbolicLink(folder["run"], folder["real"]);
        SmallRun.Start(folder["run"], SmallRun.Options(Method.Gail, iterations: 2), new Executor(1));

        RunDirectory.Create(folder["run"], SmallRun.Options(Method.Expert), Info, overwrite: true);

        Assert.Null(RunDirectory.Open(folder["real"]).ReadCheckpoint());
        Assert.False(File.Exists(Path.Combine(folder["real"], "metrics.csv")));
    }

    private static List<(string, long)> Content(TemporaryFolder folder) =>
        [
            .. new DirectoryInfo(folder[""])
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => (file.FullName, file.Length))
                .OrderBy(file => file.FullName, StringComparer.Ordinal),
        ];

    [Fact]
    public void Options_and_origin_are_read_back()
    {
        using var folder = new TemporaryFolder();
        var options = SmallRun.Options(Method.Gail) with { Seed = 123_456_789_012, Steps = 7 };

        RunDirectory.Create(folder["run"], options, Info, overwrite: false);
        var run = RunDirectory.Open(folder["run"]);

        Assert.Equal(OptionsJson.Write(options), OptionsJson.Write(run.Options));
        Assert.Equal(Info, run.Info);
        Assert.Equal(folder["run"], run.Path);
        Assert.Equal(Path.Combine(folder["run"], "policy.safetensors"), run.PolicyPath);
    }

    [Fact]
    public void New_limits_are_kept_with_the_run()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], SmallRun.Options(Method.Gail), Info, overwrite: false);

        Assert.Same(run, run.WithLimits(5, null));
        var longer = run.WithLimits(50, 900);

        Assert.Equal((50, 900L), (longer.Options.Iterations, longer.Options.Steps));
        var again = RunDirectory.Open(folder["run"]).Options;
        Assert.Equal((50, 900L, 11L), (again.Iterations, again.Steps, again.Seed));
    }

    [Fact]
    public void A_directory_without_a_run_cannot_be_opened()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        foreach (var path in (string[])[folder["empty"], folder["absent"]])
        {
            var message = Assert.Throws<RunException>(() => RunDirectory.Open(path)).Message;
            Assert.Contains(path, message);
            Assert.Contains("options.json", message);
        }
    }

    [Theory]
    [InlineData("options.json", "")]
    [InlineData("options.json", "{")]
    [InlineData("options.json", "null")]
    [InlineData("options.json", "[]")]
    [InlineData("options.json", "{}")]
    [InlineData("options.json", """{"environment": "CartPole-v0", "discuont": 0.9}""")]
    [InlineData("options.json", """{"environment": "CartPole-v0", "iterations": "many"}""")]
    [InlineData("options.json", """{"environment": "CartPole-v0", "method": "magic"}""")]
    [InlineData("run.json", "{")]
    public void Damaged_descriptions_are_named(string file, string content)
    {
        using var folder = new TemporaryFolder();
        RunDirectory.Create(folder["run"], SmallRun.Options(Method.Gail), Info, overwrite: false);
        File.WriteAllText(Path.Combine(folder["run"], file), content);

        var failure = Assert.Throws<RunException>(() => RunDirectory.Open(folder["run"]));

        Assert.Contains(Path.Combine(folder["run"], file), failure.Message);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Put("file", [1]), "run");

        var failure = Assert.Throws<RunException>(() =>
            RunDirectory.Create(path, SmallRun.Options(Method.Gail), Info, overwrite: false)
        );

        Assert.Contains(path, failure.Message);
        Assert.Contains("cannot be written", failure.Message);
    }

    private static string AssertRefused(string path, string why, bool overwrite)
    {
        var message = Assert.Throws<RunException>(() => RunDirectory.CheckFree(path, overwrite)).Message;
        Assert.Contains(path, message);
        Assert.Contains(why, message);
        Assert.Throws<RunException>(() => RunDirectory.Create(path, SmallRun.Options(Method.Gail), Info, overwrite));
        return message;
    }
}
