using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Gail.Bench.Hosts;

/// <summary>The processor time of the calling thread, by the clock of Linux.</summary>
internal static class ThreadTime
{
    private const int ThreadClock = 3;

    /// <summary>In nanoseconds since the thread began.</summary>
    internal static double Nanoseconds =>
        GetTime(ThreadClock, out var time) == 0 ? (time.Seconds * 1e9) + time.Rest : throw new Win32Exception();

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        internal readonly long Seconds;
        internal readonly long Rest;
    }
}
