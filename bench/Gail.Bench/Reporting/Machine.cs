using System.Globalization;
using System.Runtime.InteropServices;

namespace Gail.Bench.Reporting;

/// <summary>What was measured on, and when.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Cores">How many the process may use.</param>
/// <param name="VectorBits">The width of the vectors in use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Date">The day, UTC.</param>
/// <param name="Commit">Of the sources.</param>
/// <param name="Load">The load average before the run, which should be near 0; null where there is none.</param>
internal sealed record Machine(
    string Processor,
    int Cores,
    int VectorBits,
    string System,
    string Runtime,
    string Date,
    string Commit,
    double? Load
)
{
    internal static Machine Here() =>
        new(
            ProcessorName(),
            Environment.ProcessorCount,
            32 * PeakBenchmark.Width,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Command.Run("git", ["describe", "--always", "--dirty"]).Output.Trim(),
            LoadAverage()
        );

    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        var lines = global::System.IO.File.Exists(File) ? global::System.IO.File.ReadLines(File) : [];
        var name = lines.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return name is null ? RuntimeInformation.ProcessArchitecture.ToString() : name.Split(':')[1].Trim();
    }

    private static double? LoadAverage()
    {
        const string File = "/proc/loadavg";
        return global::System.IO.File.Exists(File)
            ? double.Parse(global::System.IO.File.ReadAllText(File).Split(' ')[0], CultureInfo.InvariantCulture)
            : null;
    }
}
