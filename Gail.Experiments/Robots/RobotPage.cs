using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gail.Data.Files;
using Gail.Experiments.Charts;
using Gail.Experiments.Pages;

namespace Gail.Experiments.Robots;

/// <summary>docs/results/mujoco.md and its figures, from the tables beside it.</summary>
public static class RobotPage
{
    /// <summary>The heading of the part that was written by hand and is kept.</summary>
    public const string ByHand = "## Notes";

    /// <summary>The table of the experts, within the folder of tables.</summary>
    public const string ExpertsFile = "experts.csv";

    private const string MillionSteps = "million environment steps";

    /// <summary>Writes page and figures.</summary>
    /// <param name="path">The page's path, which ends in .md; its tables and figures lie in the folder of that name.</param>
    /// <exception cref="IOException">A table is missing, or something cannot be written.</exception>
    public static void Write(string path)
    {
        var folder = Path.ChangeExtension(path, null);
        var experts = RobotExpert.Read(Path.Combine(folder, ExpertsFile));
        var runs = RobotRun.ReadAll(folder);
        foreach (var (name, chart) in Figures(experts, runs))
        {
            ChartWriter.Write(Path.Combine(folder, name), chart);
        }
        var earlier = File.Exists(path) ? File.ReadAllText(path) : "";
        var text = PageRemarks.Keep(Text(experts, runs), earlier, ByHand);
        AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The page without what was written by hand.</summary>
    /// <param name="experts">The experts, in the order of the page.</param>
    /// <param name="runs">The runs, of each robot in the order of the page.</param>
    public static string Text(ImmutableArray<RobotExpert> experts, ImmutableArray<RobotRun> runs)
    {
        IEnumerable<string> lines =
        [
            .. Head(),
            .. experts.Select(expert =>
                $"| {expert.Robot}-v1 | {Return(expert, expert.Deterministic)} ± {Return(expert, expert.DeterministicDeviation)} "
                + $"| {Return(expert, expert.Stochastic)} ± {Return(expert, expert.StochasticDeviation)} |"
            ),
            .. experts.SelectMany(expert => Section(expert, Of(expert, runs))),
        ];
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The figures by their file names: learning curves of each robot.</summary>
    /// <param name="experts">The experts.</param>
    /// <param name="runs">The runs.</param>
    public static IEnumerable<KeyValuePair<string, Chart>> Figures(
        ImmutableArray<RobotExpert> experts,
        ImmutableArray<RobotRun> runs
    )
    {
        foreach (var expert in experts)
        {
            var own = Of(expert, runs);
            // The paper's run is ten times as long, and cloning takes no steps.
            yield return new(
                $"{expert.Robot}.svg",
                Figure(expert, "fast", own.Where(run => run.Method is RobotMethod.Fast or RobotMethod.Control))
            );
            if (own.Any(run => run.Method == RobotMethod.Paper))
            {
                yield return new(
                    $"{expert.Robot}-paper.svg",
                    Figure(expert, "paper", own.Where(run => run.Method == RobotMethod.Paper))
                );
            }
        }
    }

    private static List<RobotRun> Of(RobotExpert expert, ImmutableArray<RobotRun> runs) =>
        [.. runs.Where(run => run.Robot == expert.Robot)];

    private static IEnumerable<string> Head() =>
        [
            "# Robots",
            "",
            "Made by `dotnet cake --target=Robots --experts=DIR`, where DIR holds the paper's own expert policies. Learners see 4",
            "of 50 recorded trajectories, every 20th step (Reacher: 18 trajectories, every step), never a reward. Every point is the",
            "mean true return of 50 episodes with the most probable action, the same 50 starts each time; the seconds are those of",
            "training on 2 cores, evaluations not counted. The last two columns say when the first of three evaluations in a row was at",
            "the expert's deterministic mean, or 95 % of it. The preset's numbers were tried on seeds 0 to 2 and 40 to 43; the table is of others.",
            "",
            "## The experts",
            "",
            "| robot | deterministic | stochastic |",
            "|---|---|---|",
        ];

    private static IEnumerable<string> Section(RobotExpert expert, List<RobotRun> runs) =>
        [
            "",
            $"## {expert.Robot}",
            "",
            "| what | seed | final return | best | steps | training | at 95 % of the expert | at the expert's mean |",
            "|---|---|---|---|---|---|---|---|",
            .. runs.Select(run => Row(expert, run)),
            "",
            $"![{expert.Robot}, preset fast](mujoco/{expert.Robot}.svg)",
            .. runs.Any(run => run.Method == RobotMethod.Paper)
                ? (string[])["", $"![{expert.Robot}, preset paper](mujoco/{expert.Robot}-paper.svg)"]
                : [],
        ];

    private static string Row(RobotExpert expert, RobotRun run)
    {
        var (last, best) = (run.Curve[^1], run.Curve.Max(evaluation => evaluation.Mean));
        var near = expert.Deterministic - (0.05 * Math.Abs(expert.Deterministic));
        string When(double goal) =>
            RobotCurve.FirstAt(run.Curve, goal) is { } reached
                ? $"{Number(reached.Steps / 1e6, "F2")} M steps, {Number(reached.Seconds)} s"
                : "never";
        return $"| {run.Label} | {run.Seed} | {Return(expert, last.Mean)} ± {Return(expert, last.Deviation)} "
            + $"| {Return(expert, best)} | {Number(last.Steps / 1e6, "F2")} M | {Number(last.Seconds)} s "
            + $"| {When(near)} | {When(expert.Deterministic)} |";
    }

    private static Chart Figure(RobotExpert expert, string preset, IEnumerable<RobotRun> runs)
    {
        var series = runs.GroupBy(run => run.Method).Select(Series).ToImmutableArray();
        var points = series.SelectMany(line => line.Points).ToList();
        // The curve of a single run of preset paper goes up to its own number of steps, exactly.
        var steps = ChartAxis.Over(MillionSteps, points.Select(point => point.X).Append(0), margin: 0, unit: 1e6);
        var returns = ChartAxis.Over("", points.Select(point => point.Y).Append(expert.Deterministic));
        return new Chart(
            $"{expert.Robot}-v1, preset {preset}: return",
            [
                new ChartPanel("", steps, returns, series)
                {
                    Levels = [new ChartLevel(expert.Deterministic, "the expert, acting deterministically")],
                },
            ]
        );
    }

    private static ChartSeries Series(IGrouping<RobotMethod, RobotRun> runs)
    {
        var seeds = runs.Select(run => run.Seed.ToString(CultureInfo.InvariantCulture)).ToList();
        var what = runs.Key == RobotMethod.Control ? "control" : "GAIL";
        var name =
            seeds.Count == 1
                ? $"{what}, seed {seeds[0]}"
                : $"{what}, mean of {seeds.Count} seeds and its 95 % interval";
        return LearningCurve.OverSeeds(
            name,
            [
                .. runs.Select(run =>
                    (IReadOnlyList<ChartPoint>)
                        [.. run.Curve.Select(evaluation => new ChartPoint(evaluation.Steps, evaluation.Mean))]
                ),
            ]
        ) with
        {
            Tone = runs.Key == RobotMethod.Control ? ChartTone.Grey : ChartTone.Orange,
        };
    }

    private static string Return(RobotExpert expert, double value) =>
        Number(value, expert.Robot == "Reacher" ? "F2" : "F0");

    private static string Number(double value, string format = "F0") =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
