using System.Diagnostics;
using BenchmarkDotNet.Running;
using Gail.MuJoCo.Native;

namespace Gail.Bench.Reporting;

/// <summary>The whole suite in one run, and its report.</summary>
internal static class Suite
{
    // The machine first: what it can do is what all others are measured by.
    private static Type[] Benchmarks =>
        [
            typeof(BandwidthBenchmark),
            typeof(ProductBenchmark),
            typeof(ElementaryBenchmark),
            typeof(AdamBenchmark),
            typeof(ForwardBackwardBenchmark),
            typeof(TrustRegionBenchmark),
            typeof(PolicyBenchmark),
            typeof(EnvironmentBenchmark),
            typeof(DiscriminatorBenchmark),
            typeof(TrainingStepBenchmark),
            .. EngineStatus.OfThisProcess().IsUsable ? (Type[])[typeof(LearnerBenchmark)] : [],
        ];

    internal static int Run(SuiteOptions options)
    {
        var start = Stopwatch.GetTimestamp();
        var machine = Machine.Here(); // First, while the load is not yet the suite's own.
        var measurements = new Dictionary<string, Measurement>();
        var peaks = new List<Peak>();
        void MeasurePeak()
        {
            var found = Measure(typeof(PeakBenchmark), options).ToDictionary(measurement => measurement.Id);
            double Rate(int threads) =>
                threads * PeakBenchmark.Flops / found[$"Peak.MultiplyAdd/{threads}"].Nanoseconds;
            peaks.Add(new Peak(Rate(1), Rate(2)));
            foreach (var (id, measurement) in found)
            {
                measurements.TryAdd(id, measurement);
            }
        }

        MeasurePeak();
        foreach (var type in Benchmarks)
        {
            foreach (var measurement in Measure(type, options))
            {
                measurements.Add(measurement.Id, measurement);
            }
        }
        if (EngineStatus.OfThisProcess().IsUsable)
        {
            Say("robots, in turns with the engine");
            foreach (var measurement in RobotBenchmark.InTurns(options.Quick))
            {
                measurements.Add(measurement.Id, measurement);
            }
        }
        MeasurePeak();
        Say("PyTorch");
        var torch = Torch.Measure(options);
        Say("the whole program");
        var whole = WholeProgram.Measure(options);

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var results = new Results(machine, measurements, peaks, torch, whole, options.Quick, seconds);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Report))!);
        File.WriteAllText($"{options.Report}.md", MarkdownReport.Write(results));
        File.WriteAllText($"{options.Report}.json", JsonReport.Write(results));
        var missed = results.Rows.Count(row => row.Reached == false);
        Say($"{options.Report}.md written after {Format.Digits(seconds)} s; {missed} targets not reached");
        return 0;
    }

    private static List<Measurement> Measure(Type type, SuiteOptions options)
    {
        Say(type.Name);
        var summary = BenchmarkRunner.Run(type, SuiteConfig.Create(options.Quick, log: false));
        var found = Measurement.Of(summary).ToList();
        if (summary.HasCriticalValidationErrors || found.Count < summary.BenchmarksCases.Length)
        {
            throw new InvalidOperationException($"{type.Name} failed; see {summary.LogFilePath}.");
        }
        return found;
    }

    private static void Say(string what) => Console.Error.WriteLine($"bench: {what}");
}
