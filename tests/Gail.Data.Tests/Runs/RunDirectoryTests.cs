using Gail.Data;
using Gail.Execution;
using Gail.Training;

namespace Gail.Tests.Runs;

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
