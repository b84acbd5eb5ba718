using BenchmarkDotNet.Attributes;

namespace Gail.Bench.Hosts;

/// <summary>
/// A BenchmarkDotNet run as the host of the figures: they are measured in the process that it makes, before its own
/// rounds begin.
/// </summary>
public class HostBenchmark
{
    /// <summary>The environment variable that names the file of figures.</summary>
    internal const string Destination = "GAIL_HOST_FIGURES";

    [GlobalSetup]
    public void Setup() => HostFigures.Save(Environment.GetEnvironmentVariable(Destination)!);

    [Benchmark]
    public int Nothing() => 0;
}
