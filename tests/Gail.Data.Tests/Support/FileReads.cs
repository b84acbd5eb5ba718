using System.Globalization;

namespace Gail.Data.Tests.Support;

/// <summary>How much has been read from files, as Linux counts it: work that is the same on a busy machine.</summary>
internal static class FileReads
{
    /// <summary>The bytes that this thread has read; null where the system does not say.</summary>
    public static long? OfThread() => Read("/proc/thread-self/io");

    /// <summary>The bytes that a process has read; null where the system does not say.</summary>
    public static long? OfProcess(int id) => Read($"/proc/{id}/io");

    /// <summary>Asserts a limit, where the system says what was read.</summary>
    public static void AtMost(long limit, long? read)
    {
        if (read is { } bytes)
        {
            Assert.InRange(bytes, 1, limit);
        }
    }

    private static long? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        const string Count = "rchar: ";
        var line = File.ReadLines(path).Single(line => line.StartsWith(Count));
        return long.Parse(line[Count.Length..], CultureInfo.InvariantCulture);
    }
}
