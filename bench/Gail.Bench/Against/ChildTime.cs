using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Gail.Bench.Against;

/// <summary>The processor time of all child processes that have ended, by the clock of Linux.</summary>
internal static class ChildTime
{
    private const int Children = -1;

    // struct rusage: two times of two words, and fourteen numbers.
    private const int Words = 18;

    /// <summary>In nanoseconds since this process began.</summary>
    internal static double Nanoseconds
    {
        get
        {
            var words = new long[Words];
            return GetUsage(Children, words) == 0
                ? (1e9 * (words[0] + words[2])) + (1e3 * (words[1] + words[3]))
                : throw new Win32Exception();
        }
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetUsage(int who, [Out] long[] usage);
}
