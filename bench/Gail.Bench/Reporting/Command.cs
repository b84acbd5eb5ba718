using System.ComponentModel;
using System.Diagnostics;

namespace Gail.Bench.Reporting;

/// <summary>A finished program.</summary>
/// <param name="ExitCode">0 if well; -1 where it could not be started.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="Seconds">From start to end.</param>
/// <param name="PeakBytes">The most memory that was resident.</param>
internal sealed record Command(int ExitCode, string Output, string Errors, double Seconds, long PeakBytes)
{
    // The peak only ever grows, so that no more than this much of a program's end is missed.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <param name="program">What to start.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="variables">Environment variables set for it.</param>
    internal static Command Run(
        string program,
        IEnumerable<string> arguments,
        params ReadOnlySpan<(string Name, string Value)> variables
    )
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            info.Environment[name] = value;
        }
        var start = Stopwatch.GetTimestamp();
        Process process;
        try
        {
            process = Process.Start(info)!;
        }
        catch (Win32Exception missing)
        {
            return new Command(-1, "", missing.Message, 0, 0);
        }
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            var peak = 0L;
            while (!process.WaitForExit(Interval))
            {
                peak = Math.Max(peak, Peak(process));
            }
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new Command(
                process.ExitCode,
                output.GetAwaiter().GetResult(),
                errors.GetAwaiter().GetResult(),
                seconds,
                peak
            );
        }
    }

    private static long Peak(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // It has just ended.
        }
    }
}
