using BenchmarkDotNet.Reports;

namespace Gail.Bench.Reporting;

/// <summary>What was measured of a benchmark.</summary>
/// <param name="Id">Type, method and parameters, as in Adam.Step/64/False/1.</param>
/// <param name="Nanoseconds">The median per call.</param>
/// <param name="Deviation">The standard deviation of the rounds.</param>
/// <param name="Allocated">Bytes per call.</param>
internal sealed record Measurement(string Id, double Nanoseconds, double Deviation, long? Allocated)
{
    /// <summary>Each round's time per call, of what was measured in turns with others; empty otherwise.</summary>
    internal IReadOnlyList<double> Rounds { get; init; } = [];

    /// <summary>How many times less time this takes than another: of what was measured in turns, round by round.</summary>
    internal double SpeedupOver(Measurement other)
    {
        if (Rounds.Count == 0 || Rounds.Count != other.Rounds.Count)
        {
            return other.Nanoseconds / Nanoseconds;
        }
        var ratios = other.Rounds.Zip(Rounds, (theirs, ours) => theirs / ours).Order().ToList();
        return ratios[ratios.Count / 2];
    }

    internal static IEnumerable<Measurement> Of(Summary summary) =>
        summary
            .Reports.Where(report => report.ResultStatistics is not null)
            .Select(report =>
            {
                var (descriptor, parameters) = (report.BenchmarkCase.Descriptor, report.BenchmarkCase.Parameters);
                var type = descriptor.Type.Name.Replace("Benchmark", "", StringComparison.Ordinal);
                var id = string.Join(
                    '/',
                    parameters.Items.Select(item => item.Value).Prepend($"{type}.{descriptor.WorkloadMethod.Name}")
                );
                var statistics = report.ResultStatistics!;
                var allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
                return new Measurement(id, statistics.Median, statistics.StandardDeviation, allocated);
            });
}
