using System.Globalization;
using System.Text.Json;
using Gail.Bench.Reporting;

namespace Gail.Bench.Data;

/// <summary>The report of <see cref="DataReport"/> for people.</summary>
internal static class DataMarkdown
{
    private const double MostResident = 300e6;

    internal static string Write(
        Machine machine,
        JsonElement other,
        IReadOnlyList<DataRow> rows,
        StreamedFit streamed,
        bool quick
    ) => string.Join('\n', Lines(machine, other, rows, streamed, quick)) + "\n";

    private static IEnumerable<string> Lines(
        Machine machine,
        JsonElement other,
        IReadOnlyList<DataRow> rows,
        StreamedFit streamed,
        bool quick
    )
    {
        yield return "# Reading demonstrations";
        yield return "";
        yield return "Made by `dotnet cake --target=BenchData`: a million transitions of 17 observed and 6 action values (float32), a reward and a flag, from a warm";
        yield return "page cache into `Demonstrations`: every value copied and checked to be finite, checksums verified. Medians, not scaled.";
        yield return "";
        yield return $"{machine.Date}, commit {machine.Commit}; {machine.Processor}, {machine.Cores} cores; {machine.Runtime}; NumPy {other.GetProperty("numpy")}, h5py {other.GetProperty("h5py")}; load average at the start {machine.Load?.ToString("F2", CultureInfo.InvariantCulture)}.";
        if (quick)
        {
            yield return "";
            yield return "**A quick run on small files, to see that everything runs: the figures mean nothing.**";
        }
        yield return "";
        yield return "| what | target | measured | beside | takes | reached |";
        yield return "|---|---|---|---|---|---|";
        foreach (var row in rows)
        {
            var reached = row.Limit is { } limit ? (row.Seconds <= limit ? "yes" : "**no**") : "";
            var target = row.Limit is { } most ? $"≤ {Format.Time(most * 1e9)}" : "";
            yield return $"| {row.What} | {target} | {Format.Time(row.Seconds * 1e9)} | {row.Other} | {(row.Beside is { } beside ? Format.Time(beside * 1e9) : "")} | {reached} |";
        }
        yield return "";
        yield return $"A folder of {streamed.Bytes / 1e9:F1} GB as one view, a normaliser fitted in one pass and every 100th step collected in another: {streamed.Seconds:F1} s, "
            + $"at most {streamed.PeakBytes / 1e6:F0} MB resident (target: at most {MostResident / 1e6:F0}; {(streamed.PeakBytes <= MostResident ? "reached" : "**not reached**")}). {streamed.Answer}.";
        yield return "";
        yield return "The target for HDF5 is 1.5 times h5py's time, those for CSV and Parquet 1 / 0.8 and 1 / 0.9 of what CsvHelper and Parquet.Net take alone, which read on one thread.";
    }
}
