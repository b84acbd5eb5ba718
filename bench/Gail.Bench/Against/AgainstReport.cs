using System.Globalization;
using Gail.Bench.Reporting;

namespace Gail.Bench.Against;

/// <summary>The figures of speed.md and robots.md against those of another build of the library, in turns.</summary>
internal static class AgainstReport
{
    // How far a ratio may be from 1 to count as equal.
    private const double Near = 0.03;

    internal static int Run(AgainstOptions options)
    {
        if (!File.Exists(options.Bench))
        {
            Console.Error.WriteLine($"{options.Bench} is missing: build bench/Gail.Bench there first.");
            return 1;
        }
        var machine = Machine.Here(); // First, while the load is not yet the suite's own.
        var processes = Enumerable.Range(0, options.Processes).Select(process => Figures(options, process)).ToList();
        var pairs = processes
            .SelectMany(pairs => pairs)
            .GroupBy(pair => pair.Figure)
            .Select(group => Pair.Median([.. group]))
            .ToList();
        List<Pair> programs = options.Only.Length > 0 ? [] : [.. TwoPrograms.Measure(options)];
        File.WriteAllText(options.Report, string.Join('\n', Lines(options, machine, pairs, programs)) + "\n");
        return 0;
    }

    private static List<Pair> Figures(AgainstOptions options, int process)
    {
        Console.Error.WriteLine($"process {process + 1} of {options.Processes}");
        string[] quick = options.Quick ? ["--quick"] : [];
        var run = Command.Run(
            "dotnet",
            [
                .. (string[])[typeof(AgainstReport).Assembly.Location, "--against-once", $"{process % 2 == 0}"],
                .. (string[])[options.Root, $"--only={options.Only}", .. quick],
            ],
            // As the command is set.
            [("DOTNET_TieredPGO", "0")]
        );
        return run.ExitCode == 0
            ? [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Pair.FromLine)]
            : throw new InvalidOperationException($"A process failed: {run.Errors.Trim()}");
    }

    private static IEnumerable<string> Lines(
        AgainstOptions options,
        Machine machine,
        List<Pair> pairs,
        List<Pair> programs
    )
    {
        var what = Reporting.Figures.All.ToDictionary(figure => figure.Id, figure => figure.What);
        var earlier = Command.Run("git", ["-C", options.Root, "describe", "--always"]).Output.Trim();
        yield return "# Speed before and after the redesign";
        yield return "";
        yield return "Made by `dotnet cake --target=Redesign --against=DIR`, where DIR is a worktree of the earlier commit: every figure of "
            + "[speed.md](speed.md) and [robots.md](robots.md), both builds loaded into one process, a short round of each in "
            + $"turns; medians of the rounds, and of {options.Processes} processes. *Processor* is the processor time of "
            + "the thread that works, or of the process where several do; *wall* is time by the clock. Ratios are now / before, "
            + "medians of the ratios of neighbouring rounds.";
        yield return "";
        yield return $"{machine.Date}, commit {machine.Commit} against {earlier}; {machine.Processor}, {machine.Cores} cores, "
            + $"vectors of {machine.VectorBits} bits; {machine.Runtime}; load average at the start {Format.Digits(machine.Load ?? 0)}.";
        if (options.Quick)
        {
            yield return "";
            yield return "**A quick run, to see that everything runs: the figures mean nothing.**";
        }
        yield return "";
        yield return Verdict([.. pairs, .. programs], what);
        yield return "";
        yield return "| figure | before | now | ratio, processor | ratio, wall |";
        yield return "|---|---|---|---|---|";
        foreach (var pair in pairs.Concat(programs))
        {
            yield return $"| {Name(pair, what)} | {Format.Time(pair.Before)} | {Format.Time(pair.Now)} "
                + $"| {Decimals(pair.Ratio)} | {Decimals(pair.WallRatio)} |";
        }
    }

    private static string Verdict(IReadOnlyList<Pair> pairs, Dictionary<string, string> what)
    {
        string Of(string how, IEnumerable<Pair> some) =>
            string.Join("; ", some.Select(pair => $"{Name(pair, what)} ({Decimals(pair.Ratio)})"))
                is { Length: > 0 } list
                ? $" {how}: {list}."
                : "";
        var within = pairs.Count(pair => Math.Abs(pair.Ratio - 1) <= Near);
        return $"{within} of {pairs.Count} figures are within 3 % of the earlier commit's processor time."
            + Of("Slower", pairs.Where(pair => pair.Ratio > 1 + Near))
            + Of("Faster", pairs.Where(pair => pair.Ratio < 1 - Near));
    }

    private static string Name(Pair pair, Dictionary<string, string> what) =>
        what.GetValueOrDefault(pair.Figure, $"`{pair.Figure}`");

    private static string Decimals(double ratio) => ratio.ToString("F3", CultureInfo.InvariantCulture);
}
