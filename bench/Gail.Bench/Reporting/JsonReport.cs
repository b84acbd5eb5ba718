using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gail.Bench.Reporting;

/// <summary>The report for programs: the same figures, not rounded, times in nanoseconds.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Write(Results results) =>
        JsonSerializer.Serialize(
            new
            {
                results.Machine,
                results.Quick,
                results.Seconds,
                PeakGflops = results.Peak,
                PeaksGflops = results.Peaks,
                results.TwoCores,
                BandwidthGigabytes = results.Bandwidth,
                Torch = results.Torch is { } torch
                    ? new
                    {
                        torch.Version,
                        torch.Blas,
                        ProductGflops = torch.ProductRate,
                    }
                    : null,
                Figures = results.Rows.Select(row => new
                {
                    row.Figure.Id,
                    row.Figure.Section,
                    row.Figure.What,
                    row.Figure.Threads,
                    Target = Format.Goal(row.Figure.Target),
                    row.Nanoseconds,
                    row.Measurement.Deviation,
                    ScaledNanoseconds = row.Scaled,
                    Gflops = row.Figure.Flops > 0 ? row.Figure.Flops / row.Nanoseconds : (double?)null,
                    row.OfPeak,
                    row.OfBandwidth,
                    OtherNanoseconds = row.Other,
                    row.Ratio,
                    row.Speedup,
                    row.Reached,
                    AllocatedBytes = row.Measurement.Allocated,
                }),
                results.WholeProgram,
            },
            Options
        ) + "\n";
}
