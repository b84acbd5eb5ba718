// The learning results of docs/results/classic-control.md: every cell is one call of ./gail whose JSON answer is kept
// under runs/results, so the target can be stopped and called again.
//   dotnet cake --target=Results [--demos=DIR] [--first-seed=20] [--seeds=9] [--jobs=2]
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Threading;

public sealed record Cell(string Group, string Name, string[] Arguments)
{
    public string Answer => $"runs/results/{Group}/{Name}.json";
}

public sealed class Results
{
    private readonly int _jobs;
    private readonly Action<string> _say;

    public Results(int jobs, Action<string> say)
    {
        _jobs = jobs;
        _say = say;
    }

    public void Run(IEnumerable<Cell> cells)
    {
        var open = new ConcurrentQueue<Cell>(cells.Where(cell => !System.IO.File.Exists(cell.Answer)));
        var failures = new ConcurrentBag<string>();
        var workers = Enumerable.Range(0, _jobs).Select(_ => new Thread(() =>
        {
            while (open.TryDequeue(out var cell))
            {
                var error = RunOne(cell);
                _say(error is null ? $"{cell.Group}/{cell.Name} done" : $"{cell.Group}/{cell.Name}: {error}");
                if (error is not null)
                {
                    failures.Add(cell.Name);
                }
            }
        })).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        if (!failures.IsEmpty)
        {
            throw new Exception($"{failures.Count} cells failed: {string.Join(", ", failures)}");
        }
    }

    public static JsonElement Read(Cell cell) => JsonDocument.Parse(System.IO.File.ReadAllText(cell.Answer)).RootElement;

    public static double Number(JsonElement answer, string path) =>
        path.Split('.').Aggregate(answer, (element, name) => element.GetProperty(name)).GetDouble();

    public static string Text(double value, string format = "F1") => value.ToString(format, CultureInfo.InvariantCulture);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.OrderBy(value => value).ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    // A row a cell: mean return over the episodes of each seed, then median and least over seeds.
    public static string Row(string label, IReadOnlyList<Cell> cells)
    {
        var means = cells.Select(cell => Number(Read(cell), "evaluation.meanReturn")).ToList();
        var perSeed = string.Join(" ", means.Select(mean => Text(mean)));
        return $"| {label} | {Text(Median(means))} | {Text(means.Min())} | {Text(means.Max())} | {perSeed} |";
    }

    private static string RunOne(Cell cell)
    {
        System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(cell.Answer));
        var start = new System.Diagnostics.ProcessStartInfo("./gail", cell.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            return errors.Result.Trim();
        }
        var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last();
        System.IO.File.WriteAllText(cell.Answer, last + "\n");
        return null;
    }
}

Task("Results")
    .Description("Trains and evaluates everything in docs/results/classic-control.md; can be stopped and continued.")
    .Does(context =>
    {
        var demos = context.Argument("demos", "../shared/demos");
        // The preset's numbers were tried on seeds below 10 and above 99; the table is of others.
        var seeds = Enumerable.Range(context.Argument("first-seed", 20), context.Argument("seeds", 9)).ToArray();
        var results = new Results(context.Argument("jobs", 2), message => context.Information(message));
        const string Work = "runs/results";
        const string Episodes = "50";
        const string ManyEpisodes = "200"; // Distances between small samples are mostly noise.
        const double Random = -1200; // Pendulum's uniformly random policy, about.
        const double Good = -189; // The mean return in imitation_pendulum.npz.

        string[] Train(string env, string file, string method, int seed, string out_, params string[] more) =>
            ["train", "--env", env, "--demos", file, "--method", method, "--preset", "fast", "--seed", $"{seed}",
             "--threads", "1", "--eval-episodes", Episodes, "--out", out_, "--overwrite", "--quiet", "--json", .. more];
        Cell TrainCell(string group, string env, string file, string method, int seed, params string[] more) =>
            new(group, $"seed{seed}", Train(env, file, method, seed, $"{Work}/{group}/seed{seed}", more));
        Cell RecordCell(string name, string env, string policy, int episodes, int seed) =>
            new("demos", name, ["expert", "--env", env, "--policy", policy, "--record", $"{Work}/demos/{name}.npz",
                "--episodes", $"{episodes}", "--stochastic", "--seed", $"{seed}", "--overwrite", "--json"]);
        Cell[] Seeds(Func<int, Cell> cell) => [.. seeds.Select(cell)];

        System.IO.Directory.CreateDirectory($"{Work}/demos");
        var cartPole = $"{demos}/sb2_expert_cartpole.npz";
        var pendulum = $"{demos}/imitation_pendulum.npz";

        // Controls: demonstrations of a random policy, as many episodes as the expert's file holds.
        results.Run([
            RecordCell("random-cartpole", "CartPole-v1", "random", 100, 1000),
            RecordCell("random-pendulum", "Pendulum-v1", "random", 56, 1000),
        ]);

        var groups = new List<(string Env, string Label, Cell[] Cells)>();
        foreach (var (env, file, control) in new[]
        {
            ("CartPole-v1", cartPole, $"{Work}/demos/random-cartpole.npz"),
            ("Pendulum-v1", pendulum, $"{Work}/demos/random-pendulum.npz"),
        })
        {
            groups.Add((env, "GAIL, all episodes", Seeds(seed => TrainCell($"{env}-gail", env, file, "gail", seed))));
            groups.Add((env, "control: GAIL on a random policy's episodes", Seeds(seed => TrainCell($"{env}-control", env, control, "gail", seed))));
            foreach (var count in new[] { 1, 4, 10 })
            {
                groups.Add((env, $"behaviour cloning, {count} episode{(count == 1 ? "" : "s")}", Seeds(seed =>
                    TrainCell($"{env}-bc{count}", env, file, "bc", seed, "--episodes", $"{count}"))));
            }
        }
        results.Run(groups.SelectMany(group => group.Cells));

        // A mediocre expert: the first policy of a training run on the true reward that is half the way to good.
        var full = new Cell("mediocre", "expert-full", ["expert", "--env", "Pendulum-v1", "--seed", "0", "--threads", "2",
            "--out", $"{Work}/mediocre/expert-full", "--overwrite", "--quiet", "--json"]);
        results.Run([full]);
        var table = System.IO.File.ReadAllLines($"{Work}/mediocre/expert-full/metrics.csv").Select(line => line.Split(',')).ToList();
        var column = Array.IndexOf(table[0], "true_return_mean");
        var half = table.Skip(1).First(row => double.Parse(row[column], CultureInfo.InvariantCulture) >= (Random + Good) / 2)[0];
        results.Run([new Cell("mediocre", "expert", ["expert", "--env", "Pendulum-v1", "--seed", "0", "--threads", "2", "--iterations", half,
            "--out", $"{Work}/mediocre/expert", "--overwrite", "--quiet", "--json"])]);
        results.Run([
            RecordCell("mediocre-train", "Pendulum-v1", $"{Work}/mediocre/expert", 50, 1),
            RecordCell("mediocre-held-out", "Pendulum-v1", $"{Work}/mediocre/expert", int.Parse(ManyEpisodes), 2),
        ]);
        var learners = Seeds(seed => TrainCell("mediocre-gail", "Pendulum-v1", $"{Work}/demos/mediocre-train.npz", "gail", seed));
        results.Run(learners);
        Cell Compare(string name, string policy, int seed) => new("mediocre-distance", name, ["evaluate", "--policy", policy,
            "--env", "Pendulum-v1", "--episodes", ManyEpisodes, "--stochastic", "--seed", $"{seed}",
            "--demos", $"{Work}/demos/mediocre-held-out.npz", "--json"]);
        var own = Seeds(seed => Compare($"expert{seed}", $"{Work}/mediocre/expert", 100 + seed));
        var learned = Seeds(seed => Compare($"seed{seed}", $"{Work}/mediocre-gail/seed{seed}", 100 + seed));
        var random = Compare("random", "random", 100);
        results.Run([.. own, .. learned, random]);

        var page = new List<string>
        {
            "# Classic control",
            "",
            $"Made by `dotnet cake --target=Results`, seeds {seeds[0]} to {seeds[^1]} (the preset's numbers were tried on seeds below 10 and above 99),",
            $"preset `fast`, every number its default. Each figure is the mean true return of {Episodes} episodes with the most probable action, from the final policy of a run; the columns are over seeds.",
            "Demonstrations: `sb2_expert_cartpole.npz` (Stable-Baselines 2, 100 episodes) and `imitation_pendulum.npz` (imitation,",
            "56 episodes, mean return -189). The true reward is only ever read for this table.",
            "",
            "A positive reward alone can keep a pole up, since every step survived is worth something: so the control of CartPole says",
            "less than that of Pendulum, whose episodes all have the same length.",
        };
        foreach (var env in groups.GroupBy(group => group.Env))
        {
            page.AddRange(["", $"## {env.Key}", "", $"Demonstrations: `{(env.Key == "CartPole-v1" ? cartPole : pendulum).Split('/')[^1]}`; of the control, as many episodes of a random policy.", "", "| what | median | least | most | each seed |", "|---|---|---|---|---|"]);
            page.AddRange(env.Select(group => Results.Row(group.Label, group.Cells)));
            var gail = env.First().Cells.Select(Results.Read).ToList();
            page.AddRange(["", $"GAIL took {Results.Text(Results.Median(gail.Select(answer => Results.Number(answer, "environmentSteps"))), "F0")} environment steps a run and "
                + $"{Results.Text(Results.Median(gail.Select(answer => Results.Number(answer, "wallSeconds"))))} s on one thread (medians)."]);
        }
        double Distance(Cell cell) => Results.Number(Results.Read(cell), "occupancyDistance");
        var baseline = Results.Median(own.Select(Distance));
        page.AddRange([
            "", "## A mediocre Pendulum expert", "",
            $"Demonstrations: 50 stochastic episodes of the policy after iteration {half} of `gail expert --env Pendulum-v1 --seed 0`, the first whose batch reached half the",
            "way from random to good. The learner should do as it does, no better. Distance: maximum mean discrepancy of",
            $"state-action pairs, {ManyEpisodes} stochastic episodes against {ManyEpisodes} held-out episodes of the expert (OccupancyDistance).", "",
            "| whose episodes | distance, median | each | ratio to the expert's own | mean return, median |", "|---|---|---|---|---|",
        ]);
        foreach (var (label, cells) in new[] { ("the expert's own", own), ("the learner's", learned), ("a random policy's", new[] { random }) })
        {
            var distances = cells.Select(Distance).ToList();
            page.Add($"| {label} | {Results.Text(Results.Median(distances), "F4")} | {string.Join(" ", distances.Select(distance => Results.Text(distance, "F4")))} "
                + $"| {Results.Text(Results.Median(distances) / baseline, "F2")} | {Results.Text(Results.Median(cells.Select(cell => Results.Number(Results.Read(cell), "evaluation.meanReturn"))))} |");
        }
        // What was written by hand below the tables stays.
        const string ByHand = "## Where it falls short";
        System.IO.Directory.CreateDirectory("docs/results");
        var earlier = System.IO.File.Exists("docs/results/classic-control.md") ? System.IO.File.ReadAllText("docs/results/classic-control.md") : "";
        if (earlier.IndexOf(ByHand, StringComparison.Ordinal) is var at && at >= 0)
        {
            page.AddRange(["", earlier[at..].TrimEnd()]);
        }
        System.IO.File.WriteAllText("docs/results/classic-control.md", string.Join("\n", page) + "\n");
        System.IO.File.WriteAllLines("docs/results/classic-control.jsonl",
            groups.SelectMany(group => group.Cells).Concat(learners).Concat(own).Concat(learned).Append(random)
                .Select(cell => $"{{\"cell\": \"{cell.Group}/{cell.Name}\", \"answer\": {Answer(cell)}}}"));
        // Where the demonstrations lie is the machine's own business.
        string Answer(Cell cell) => System.IO.File.ReadAllText(cell.Answer).Trim().Replace($"{demos}/", "");
    });
