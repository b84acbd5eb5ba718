using System.Globalization;
using Gail.Evaluation;
using Gail.Experiments.Commands;

namespace Gail.Experiments.ClassicControl;

/// <summary>docs/results/classic-control.md, from the answers of its calls.</summary>
public static class ClassicControlPage
{
    /// <summary>The heading of the part that was written by hand and is kept.</summary>
    public const string ByHand = "## Where it falls short";

    /// <summary>The page without what was written by hand.</summary>
    /// <param name="cells">The calls.</param>
    /// <param name="answer">The answer of a call.</param>
    /// <param name="mediocre">The iteration after which the mediocre expert was taken.</param>
    public static string Text(ClassicControlCells cells, Func<CommandCell, string> answer, int mediocre)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(answer);
        IEnumerable<string> lines =
        [
            .. Head(cells),
            .. cells.Groups.GroupBy(group => group.Environment).SelectMany(groups => Table([.. groups], answer)),
            .. Mediocre(cells, answer, mediocre),
        ];
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The results file: a line for each call of the page.</summary>
    /// <param name="cells">The calls.</param>
    /// <param name="answer">The answer of a call.</param>
    public static string Results(ClassicControlCells cells, Func<CommandCell, string> answer)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(answer);
        return string.Concat(cells.Reported.Select(cell => $"{{\"cell\": \"{cell}\", \"answer\": {answer(cell)}}}\n"));
    }

    private static IEnumerable<string> Head(ClassicControlCells cells) =>
        [
            "# Classic control",
            "",
            $"Made by `dotnet cake --target=Results`, seeds {cells.Seeds[0]} to {cells.Seeds[^1]} (the preset's numbers were tried on seeds below 10 and above 99),",
            $"preset `fast`, every number its default. Each figure is the mean true return of {ClassicControlCells.Episodes} episodes with the most probable action, from the final policy of a run; the columns are over seeds.",
            "Demonstrations: `sb2_expert_cartpole.npz` (Stable-Baselines 2, 100 episodes) and `imitation_pendulum.npz` (imitation,",
            "56 episodes, mean return -189). The true reward is only ever read for this table.",
            "",
            "A positive reward alone can keep a pole up, since every step survived is worth something: so the control of CartPole says",
            "less than that of Pendulum, whose episodes all have the same length.",
        ];

    private static IEnumerable<string> Table(
        IReadOnlyList<ClassicControlGroup> groups,
        Func<CommandCell, string> answer
    )
    {
        var shown = groups[0].Cells[0].Arguments;
        var file = Path.GetFileName(shown[shown.IndexOf("--demos") + 1]);
        double OverSeeds(string path) => Median(groups[0].Cells.Select(cell => Number(answer(cell), path)));
        return
        [
            "",
            $"## {groups[0].Environment}",
            "",
            $"Demonstrations: `{file}`; of the control, as many episodes of a random policy.",
            "",
            "| what | median | least | most | each seed |",
            "|---|---|---|---|---|",
            .. groups.Select(group => Row(group, answer)),
            "",
            $"GAIL took {Text(OverSeeds("environmentSteps"), "F0")} environment steps a run and "
                + $"{Text(OverSeeds("wallSeconds"))} s on one thread (medians).",
        ];
    }

    /// <summary>The mean return over the episodes of each seed, then median, least and most over seeds.</summary>
    private static string Row(ClassicControlGroup group, Func<CommandCell, string> answer)
    {
        var means = group.Cells.Select(cell => Number(answer(cell), "evaluation.meanReturn")).ToList();
        return $"| {group.Label} | {Text(Median(means))} | {Text(means.Min())} | {Text(means.Max())} "
            + $"| {string.Join(' ', means.Select(mean => Text(mean)))} |";
    }

    private static IEnumerable<string> Mediocre(
        ClassicControlCells cells,
        Func<CommandCell, string> answer,
        int mediocre
    )
    {
        List<double> Distances(IEnumerable<CommandCell> compared) =>
            [.. compared.Select(cell => Number(answer(cell), "occupancyDistance"))];
        var own = Median(Distances(cells.OwnDistances));
        string Line(string label, IReadOnlyList<CommandCell> compared)
        {
            var distances = Distances(compared);
            var returns = compared.Select(cell => Number(answer(cell), "evaluation.meanReturn"));
            return $"| {label} | {Text(Median(distances), "F4")} "
                + $"| {string.Join(' ', distances.Select(distance => Text(distance, "F4")))} "
                + $"| {Text(Median(distances) / own, "F2")} | {Text(Median(returns))} |";
        }
        return
        [
            "",
            "## A mediocre Pendulum expert",
            "",
            $"Demonstrations: 50 stochastic episodes of the policy after iteration {mediocre} of `gail expert --env Pendulum-v1 --seed 0`, the first whose batch reached half the",
            "way from random to good. The learner should do as it does, no better. Distance: maximum mean discrepancy of",
            $"state-action pairs, {ClassicControlCells.ManyEpisodes} stochastic episodes against {ClassicControlCells.ManyEpisodes} held-out episodes of the expert (OccupancyDistance).",
            "",
            "| whose episodes | distance, median | each | ratio to the expert's own | mean return, median |",
            "|---|---|---|---|---|",
            Line("the expert's own", cells.OwnDistances),
            Line("the learner's", cells.LearnedDistances),
            Line("a random policy's", [cells.RandomDistance]),
        ];
    }

    private static double Number(string answer, string path) => CommandCells.Number(answer, path);

    private static double Median(IEnumerable<double> values) => Statistics.Median([.. values]);

    private static string Text(double value, string format = "F1") =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
