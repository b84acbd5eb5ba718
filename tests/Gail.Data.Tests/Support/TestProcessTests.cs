using System.Globalization;

namespace Gail.Data.Tests.Support;

/// <summary>What tests start ends with them.</summary>
public class TestProcessTests
{
    /// <summary>The hidden command of the test program that starts a process and leaves it.</summary>
    public const string Command = "leave-a-process";

    /// <summary>Starts a process that runs on, says which, and waits to be killed.</summary>
    public static int Leave()
    {
        using var left = TestProcess.Start("sh", ["-c", "sleep 100000 & echo $!; wait"]);
        Console.WriteLine(Printed(left));
        left.End();
        return 0;
    }

    [Fact]
    public void What_a_program_has_started_ends_when_it_is_disposed_of()
    {
        OnLinux();
        int started;
        using (var program = TestProcess.Start("sh", ["-c", "sleep 100000 & echo $!; wait"]))
        {
            started = Printed(program);
            Assert.True(IsRunning(started));
        }
        AssertEnds(started);
    }

    [Fact]
    public void What_a_program_leaves_behind_ends_when_its_end_has_been_awaited()
    {
        OnLinux();
        using var program = TestProcess.Start("sh", ["-c", "sleep 100000 & echo $!; exit 3"]);
        Assert.Equal(3, program.End());
        AssertEnds(Printed(program));
    }

    [Fact]
    public void It_ends_when_the_tests_are_killed()
    {
        OnLinux();
        using var tests = TestProcess.Start(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Gail.Data.Tests.dll"), Command]
        );
        var started = Printed(tests);
        Assert.True(IsRunning(started));
        tests.Signal("KILL");
        AssertEnds(started);
    }

    [Fact]
    public void An_end_before_what_is_awaited_is_told_with_all_that_was_printed()
    {
        OnLinux();
        using var program = TestProcess.Start("sh", ["-c", "echo some; echo wrong >&2; exit 3"]);
        var early = Assert.Throws<InvalidOperationException>(() => program.WaitFor("the whole", () => false));
        Assert.EndsWith("ended with 3 before the whole:\nsome\n\nwrong\n", early.Message);
    }

    private static void OnLinux() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere it is done by other means");

    private static int Printed(TestProcess program)
    {
        program.WaitFor("the number of a process", () => program.Output.Contains('\n'));
        return int.Parse(program.Output, CultureInfo.InvariantCulture);
    }

    private static void AssertEnds(int process) =>
        Assert.True(SpinWait.SpinUntil(() => !IsRunning(process), Hang.Guard), $"{process} runs on");

    /// <summary>One that has ended and that nobody has asked for its exit code has no command any more.</summary>
    private static bool IsRunning(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
