using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Gail.Bench.Reporting;

/// <summary>How everything is measured: short, in one process, so that figures and peak are of the same minutes.</summary>
internal static class SuiteConfig
{
    /// <param name="quick">A few rounds only: to see that everything runs, not for figures.</param>
    /// <param name="log">Whether all is told on the console.</param>
    internal static IConfig Create(bool quick, bool log)
    {
        var job = Job
            .Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(quick ? 1 : 4)
            .WithIterationCount(quick ? 3 : 9)
            .WithIterationTime(TimeInterval.FromMilliseconds(quick ? 20 : 100))
            // One call at a time: with 16, as is usual, a round of calls of 50 ms would take a second. What calling
            // costs, a nanosecond or two, is left in the figure.
            .WithUnrollFactor(1)
            .WithEvaluateOverhead(false);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default);
        config.AddColumnProvider(DefaultColumnProviders.Instance).AddExporter(MarkdownExporter.GitHub);
        return config.AddLogger(log ? ConsoleLogger.Default : NullLogger.Instance);
    }
}
