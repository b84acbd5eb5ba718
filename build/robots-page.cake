// docs/results/mujoco.md and the curves beside it, from the directories of the runs.
public static class RobotsPage
{
    private const string Folder = "docs/results/mujoco";

    public static void Write(IReadOnlyList<RobotRun> runs, IReadOnlyList<ExpertReturns> experts)
    {
        static string N(double value, string format = "F0") => value.ToString(format, CultureInfo.InvariantCulture);
        System.IO.Directory.CreateDirectory(Folder);
        var page = new List<string>
        {
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
        };
        page.AddRange(experts.Select(expert =>
        {
            var format = expert.Robot == "Reacher" ? "F2" : "F0";
            return $"| {expert.Robot}-v1 | {N(expert.Deterministic, format)} ± {N(expert.DeterministicDeviation, format)} "
                + $"| {N(expert.Stochastic, format)} ± {N(expert.StochasticDeviation, format)} |";
        }));
        foreach (var expert in experts)
        {
            var robot = expert.Robot;
            var format = robot == "Reacher" ? "F2" : "F0";
            page.AddRange([
                "", $"## {robot}", "",
                "| what | seed | final return | best | steps | training | at 95 % of the expert | at the expert's mean |",
                "|---|---|---|---|---|---|---|---|",
            ]);
            foreach (var run in runs.Where(run => run.Robot == robot))
            {
                var curve = run.Curve;
                var (last, best) = (curve[^1], curve.MaxBy(point => point.Mean));
                string When(double goal) => Evaluated.Reached(curve, goal) is { } reached
                    ? $"{N(reached.Steps / 1e6, "F2")} M steps, {N(reached.Seconds)} s"
                    : "never";
                var near = expert.Deterministic - (0.05 * Math.Abs(expert.Deterministic));
                page.Add($"| {run.Label} | {run.Seed} | {N(last.Mean, format)} ± {N(last.Deviation, format)} | {N(best.Mean, format)} "
                    + $"| {N(last.Steps / 1e6, "F2")} M | {N(last.Seconds)} s | {When(near)} | {When(expert.Deterministic)} |");
                foreach (var table in new[] { "evaluations", "timing" })
                {
                    System.IO.File.Copy($"{run.Directory}/{table}.csv", $"{Folder}/{robot}-{run.Name}-s{run.Seed}-{table}.csv", overwrite: true);
                }
            }
            // The paper's run is ten times as long, and cloning takes no steps.
            Figure(runs.Where(run => run.Robot == robot && run.Name is ("fast" or "control")), $"{robot}-v1, preset fast", $"{robot}.svg", expert);
            page.AddRange(["", $"![{robot}, preset fast](mujoco/{robot}.svg)"]);
            if (runs.Any(run => run.Robot == robot && run.Name == "paper"))
            {
                Figure(runs.Where(run => run.Robot == robot && run.Name == "paper"), $"{robot}-v1, preset paper", $"{robot}-paper.svg", expert);
                page.AddRange(["", $"![{robot}, preset paper](mujoco/{robot}-paper.svg)"]);
            }
        }
        // What was written by hand below the tables stays.
        const string ByHand = "## Notes";
        var earlier = System.IO.File.Exists("docs/results/mujoco.md") ? System.IO.File.ReadAllText("docs/results/mujoco.md") : "";
        if (earlier.IndexOf(ByHand, StringComparison.Ordinal) is var at && at >= 0)
        {
            page.AddRange(["", earlier[at..].TrimEnd()]);
        }
        System.IO.File.WriteAllText("docs/results/mujoco.md", string.Join("\n", page) + "\n");
    }

    private static void Figure(IEnumerable<RobotRun> runs, string title, string file, ExpertReturns expert)
    {
        var curves = runs.Select(run => new Curve(
            (run.Name == "control" ? "control, seed " : "seed ") + run.Seed,
            [.. run.Curve.Select(point => (point.Steps, point.Mean))])).ToList();
        System.IO.File.WriteAllText($"{Folder}/{file}", CurveFigure.Svg(title, curves, expert.Deterministic));
    }
}
