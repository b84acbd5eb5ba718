using System.Diagnostics;

namespace Gail.TestSupport;

/// <summary>
/// A small process beside the tests that waits for their end, be it that they are killed, and kills what they have
/// started and left. It knows them by an environment variable, which they hand on to what they start themselves. On
/// Linux alone; elsewhere processes end with their tests, but not with tests that are killed.
/// </summary>
internal static class Undertaker
{
    private const string Variable = "GAIL_TEST_HOST";

    // Its input ends with the tests. A process that has gone meanwhile is no matter.
    private const string Script = """
        trap '' INT TERM HUP
        read -r never
        for process in $(grep -lsz "^$1\$" /proc/[0-9]*/environ); do
            process=${process#/proc/}
            kill -KILL "${process%/environ}" 2>/dev/null
        done
        """;

    private static readonly Lazy<Process?> Waiting = new(Start);

    /// <summary>Makes sure that it waits.</summary>
    public static void Call() => _ = Waiting.Value;

    private static Process? Start()
    {
        var id = $"{Environment.ProcessId}-{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(Variable, id);
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "sh", $"{Variable}={id}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        start.Environment.Remove(Variable);
        return Process.Start(start);
    }
}
