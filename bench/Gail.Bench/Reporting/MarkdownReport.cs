namespace Gail.Bench.Reporting;

/// <summary>The report for people.</summary>
internal static class MarkdownReport
{
    // Any optimised BLAS reaches more of the peak than this in products of 256; the reference BLAS reaches less.
    private const double LeastOfPeak = 0.25;

    internal static string Write(Results results) =>
        string.Join('\n', (string[])[.. Head(results), .. Tables(results), .. WholeProgram(results.WholeProgram)])
        + "\n";

    private static IEnumerable<string> Head(Results results)
    {
        var machine = results.Machine;
        yield return "# Speed";
        yield return "";
        yield return "Made by `dotnet cake --target=Bench`; every figure is the median of its rounds, all within one run.";
        yield return "";
        yield return "| | |";
        yield return "|---|---|";
        yield return $"| date | {machine.Date}, commit {machine.Commit} |";
        yield return $"| processor | {machine.Processor}, {machine.Cores} cores, vectors of {machine.VectorBits} bits |";
        yield return $"| system | {machine.System} |";
        yield return $"| runtime | {machine.Runtime} |";
        if (machine.Load is { } load)
        {
            yield return $"| load average at the start | {Format.Digits(load)} |";
        }
        var (first, last) = (results.Peaks[0], results.Peaks[^1]);
        yield return $"| peak of one core | {Format.Digits(results.Peak)} GFLOP/s (at the start {Format.Digits(first.One)}, at the end {Format.Digits(last.One)}) |";
        yield return $"| peak of two | {Format.Digits(first.Two)} GFLOP/s at the start, {Format.Digits(last.Two)} at the end |";
        yield return $"| bandwidth of one core | {Format.Digits(results.Bandwidth)} GB/s |";
        yield return $"| PyTorch | {Torch(results.Torch)} |";
        yield return $"| the run | {Format.Digits(results.Seconds)} s |";
        foreach (var warning in Warnings(results))
        {
            yield return "";
            yield return $"**{warning}**";
        }
        yield return "";
        yield return $"*Scaled* is what the figure would be on a core whose peak is {Results.TargetPeak} GFLOP/s, which the targets are for: time times peak / {Results.TargetPeak}.";
        yield return "*Of peak* counts the operations of the matrix products that are needed, 2 x rows x in x out each, against the peak of as many cores as there are threads;";
        yield return "*of bandwidth* what must be read and written, against that of one core, so that it may exceed 100 % within the caches.";
    }

    private static IEnumerable<string> Warnings(Results results)
    {
        if (results.Quick)
        {
            yield return "A quick run, to see that everything runs: the figures mean nothing.";
        }
        // Building the suite just before leaves some load of its own.
        if (results.Machine.Load > 1)
        {
            yield return "The machine was busy with something else when the run began: the figures are not to be relied on.";
        }
        if (results.Machine.Cores > 1 && !results.TwoCores)
        {
            yield return "Two threads did not reach twice the peak of one, so something else had a share of the second core: figures on 2 threads are not to be relied on.";
        }
        if (SlowBlas(results) && results.Torch is { } torch)
        {
            yield return $"PyTorch multiplies matrices with a slow BLAS here ({torch.Blas}: {Format.Digits(torch.ProductRate)} GFLOP/s in products of 256), "
                + "most likely the reference BLAS: its times, and the ratios, say nothing about PyTorch with a good one (Debian: libopenblas0).";
        }
    }

    private static bool SlowBlas(Results results) => results.Torch?.ProductRate < LeastOfPeak * results.Peak;

    private static string Torch(Torch? torch) =>
        torch is null
            ? "not installed: nothing to compare with"
            : $"{torch.Version}, BLAS {torch.Blas}, {Format.Digits(torch.ProductRate)} GFLOP/s in products of 256 on one thread";

    private static IEnumerable<string> Tables(Results results)
    {
        foreach (var section in results.Rows.GroupBy(row => row.Figure.Section))
        {
            var torch = SlowBlas(results) ? "PyTorch, slow BLAS" : "PyTorch";
            var other = section.Key == Figures.Elementary ? "TensorPrimitives" : torch;
            yield return "";
            yield return $"## {section.Key}";
            yield return "";
            yield return $"| figure | target | measured | ± | scaled | of peak | of bandwidth | {other} | times faster | reached | allocated |";
            yield return "|---|---|---|---|---|---|---|---|---|---|---|";
            foreach (var row in section)
            {
                yield return Line(row);
            }
        }
    }

    private static string Line(Row row)
    {
        // Nothing of the machine itself is scaled.
        var ofMachine = row.Figure.Section == Figures.Machine;
        string[] cells =
        [
            row.Figure.What,
            Format.Goal(row.Figure.Target),
            Format.Value(row.Figure, row.Nanoseconds),
            Format.Percent(row.Measurement.Deviation / row.Nanoseconds),
            ofMachine ? "" : Format.Value(row.Figure, row.Scaled),
            row.OfPeak is { } peak ? Format.Percent(peak) : "",
            row.OfBandwidth is { } bandwidth ? Format.Percent(bandwidth) : "",
            row.Other is { } other ? Format.Value(row.Figure, other) : "",
            row.Ratio is { } ratio ? Format.Digits(ratio) : "",
            Reached(row),
            row.Measurement.Allocated is > 0 and var bytes ? $"{bytes:N0} B" : "",
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Reached(Row row)
    {
        var by =
            row.Speedup is not { } speedup ? ""
            : row.Figure.Target!.Goal == Goal.Share ? $" ({Format.Percent(speedup)})"
            : $" ({Format.Digits(speedup)} times)";
        return row.Reached switch
        {
            true => $"yes{by}",
            false => $"**no**{by}",
            null => "",
        };
    }

    private static IEnumerable<string> WholeProgram(WholeProgram whole)
    {
        yield return "";
        yield return "## The whole program";
        yield return "";
        yield return "From the start of the process; 2 threads. Steps per second of training are those that the command says itself; end to end, those by the";
        yield return "time from start to end of the process, the final evaluation of 50 episodes included. Of three runs, the one of median time.";
        yield return "";
        yield return "| | time | environment steps | training, steps/s | end to end, steps/s | peak resident memory |";
        yield return "|---|---|---|---|---|---|";
        yield return $"| `gail envs`, median of 9 | {Format.Time(whole.EnvsSeconds * 1e9)} | | | | |";
        foreach (var run in whole.Runs)
        {
            yield return $"| `gail train`, CartPole-v1, GAIL, preset `{run.Preset}` | {Format.Time(run.Seconds * 1e9)} | {run.Steps:N0} "
                + $"| {run.StepsPerSecond:N0} | {run.Steps / run.Seconds:N0} | {run.PeakBytes >> 20} MiB |";
        }
        var runs = whole.ToBalance;
        var seconds = runs.Select(run => run.Seconds).Order().ToList();
        var reached = runs.Count(run => run.MeanReturn >= Reporting.WholeProgram.Balanced);
        yield return "";
        yield return $"CartPole-v1 with preset `fast`, from the start of the process to its end, training and 20 deterministic episodes (target: "
            + $"<= 1.0 s in the median, all seeds at {Reporting.WholeProgram.Balanced} or above): median {Format.Time(seconds[seconds.Count / 2] * 1e9)}, "
            + $"longest {Format.Time(seconds[^1] * 1e9)}; {reached} of {runs.Count} seeds ({runs[0].Seed} to {runs[^1].Seed}) reach it, "
            + $"least return {runs.Min(run => run.MeanReturn):F1}; {runs.Select(run => run.Steps).Order().ElementAt(runs.Count / 2):N0} environment steps.";
    }
}
