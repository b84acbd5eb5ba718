using System.Globalization;
using System.Text.Json;

namespace Gail.Bench.Reporting;

/// <summary>What PyTorch takes for the same updates, where it is installed.</summary>
/// <param name="Version">Of PyTorch.</param>
/// <param name="Blas">What multiplies its matrices.</param>
/// <param name="Seconds">By threads and name.</param>
internal sealed record Torch(
    string Version,
    string Blas,
    IReadOnlyDictionary<(int Threads, string Name), double> Seconds
)
{
    private const string Script = "bench/torch/updates.py";

    // The second is where the system's packages are, should another Python come first on the path.
    private static string[] Usual => ["python3", "/usr/bin/python3"];

    /// <summary>Runs the script on one and two threads; null without PyTorch.</summary>
    internal static Torch? Measure(SuiteOptions options)
    {
        string[] candidates = options.Python is null ? Usual : [options.Python];
        var python = Array.Find(candidates, name => Command.Run(name, ["-c", "import torch"]).ExitCode == 0);
        if (python is null)
        {
            return null;
        }
        var seconds = new Dictionary<(int, string), double>();
        var (version, blas) = ("", "");
        foreach (var threads in (int[])[1, 2])
        {
            string[] rounds = options.Quick ? ["--rounds", "3", "--seconds", "0.1"] : [];
            var run = Command.Run(
                python,
                [Script, "--threads", threads.ToString(CultureInfo.InvariantCulture), .. rounds]
            );
            if (run.ExitCode != 0)
            {
                throw new InvalidOperationException($"{Script} failed: {run.Errors.Trim()}");
            }
            var answer = JsonDocument.Parse(run.Output).RootElement;
            (version, blas) = (answer.GetProperty("version").GetString()!, answer.GetProperty("blas").GetString()!);
            foreach (var figure in answer.GetProperty("seconds").EnumerateObject())
            {
                seconds[(threads, figure.Name)] = figure.Value.GetDouble();
            }
        }
        return new Torch(version, blas, seconds);
    }

    /// <summary>Nanoseconds of a figure's counterpart; null without.</summary>
    internal double? Nanoseconds(Figure figure) =>
        figure.Torch is { } name && Seconds.TryGetValue((figure.Threads, name), out var seconds) ? seconds * 1e9 : null;

    /// <summary>What its matrix products of 256 reach, in GFLOP/s: how much its BLAS is worth.</summary>
    internal double ProductRate => 2 * 256.0 * 256 * 256 / (Seconds[(1, "product/256")] * 1e9);
}
