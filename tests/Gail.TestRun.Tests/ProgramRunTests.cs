namespace Gail.TestRun.Tests;

/// <summary>What is said of a program of tests, and what becomes of all that it starts.</summary>
public sealed class ProgramRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Results_are_counted()
    {
        var outcome = Run("""<testcase/><testcase><skipped/></testcase><testcase name="&#1;"><failure/></testcase>""");

        Assert.Equal(new Outcome(1, 1, 1, 0), outcome);
        Assert.Equal("1 passed, 1 failed, 1 skipped", outcome.Summary);
        Assert.False(outcome.IsGreen);
    }

    [Fact]
    public void Of_tests_that_pass_one_line_is_shown()
    {
        var outcome = Run("<testcase/>", "echo much; echo more >&2");

        Assert.True(outcome.IsGreen);
        Assert.StartsWith("program: 1 passed, 0 failed in ", Assert.Single(_said));
    }

    [Fact]
    public void Of_tests_that_fail_all_is_shown()
    {
        Run("<testcase><error/></testcase>", "echo much; echo more >&2; exit 1");

        Assert.Equal(["more", "much"], _said[..2].Order());
        Assert.StartsWith("program: 0 passed, 1 failed in ", _said[2]);
    }

    [Theory]
    [InlineData(
        "<testcase/>",
        "exit 3",
        "The run of program failed itself, with exit code 3; counted as one failed test."
    )]
    [InlineData("", "true", "The run of program gave no results; counted as one failed test.")]
    public void A_run_that_says_nothing_of_its_fault_counts_as_a_failed_test(string cases, string then, string message)
    {
        Assert.Equal(1, Run(cases, then).Failed);
        Assert.Contains(message, _said);
    }

    /// <summary>It never ends, so that the verdict is the same however short the limit and however busy the machine.</summary>
    [Fact]
    public void A_program_that_hangs_is_ended_with_all_that_it_started()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found by /proc");
        var forEver = $"sleep 1000{Environment.ProcessId}";

        var outcome = Run(
            "",
            $"setsid {forEver} & {forEver}",
            program => program with { Limit = TimeSpan.FromSeconds(3) }
        );

        Assert.Equal(new Outcome(0, 1, 0, 0), outcome);
        Assert.Contains(
            "Hang: program ran for 0.05 minutes and was ended with all it had started; counted as one failed test.",
            _said
        );
        Assert.DoesNotContain(
            forEver.Replace(' ', '\0'),
            Directory.GetFiles("/proc", "cmdline", OneLevel).Select(Read)
        );
    }

    [Fact]
    public void What_a_program_leaves_running_is_killed_and_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found by /proc");

        // It is known by its own name once it is what it is to be.
        var outcome = Run(
            "<testcase/>",
            "setsid sleep 100001 & until [ \"$(cat /proc/$!/comm)\" = sleep ]; do :; done",
            program => program with { Patience = TimeSpan.Zero }
        );

        Assert.Equal(new Outcome(1, 0, 0, 1), outcome);
        Assert.False(outcome.IsGreen);
        Assert.Contains(_said, line => line.StartsWith("Left running by program") && line.EndsWith("sleep 100001"));
    }

    private static readonly EnumerationOptions OneLevel = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 1,
        IgnoreInaccessible = true,
    };

    private static string Read(string commandLine)
    {
        try
        {
            return File.ReadAllText(commandLine).TrimEnd('\0');
        }
        catch (IOException)
        {
            return ""; // It has ended.
        }
    }

    private Outcome Run(string cases, string then = "true", Func<ProgramRun, ProgramRun>? change = null)
    {
        var results = _folder["results.xml"];
        var write = cases.Length > 0 ? $"printf '%s' '<testsuite>{cases}</testsuite>' > {results}; " : "";
        var program = new ProgramRun("program", ["sh", "-c", write + then], results);
        return (change?.Invoke(program) ?? program).Run(_said.Add);
    }
}
