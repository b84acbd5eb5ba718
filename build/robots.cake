// The learning results of docs/results/mujoco.md: the paper's robots from the paper's experts. Every run is one call of
// ./gail that is resumed when the target is stopped and called again; tables and curves are read from their directories.
//   dotnet cake --target=Robots --experts=DIR [--only=Hopper,Reacher] [--first-seed=23]
// DIR holds the authors' expert policies, as in Hopper-v1.npz. Takes about an hour on 2 cores, most of it the run of the
// preset paper. A run that is done is not run again: remove runs/robots after a change of presets.
#load "curve.cake"
#load "robots-page.cake"

public sealed record RobotRun(string Robot, string Label, string Name, string Directory, int Seed)
{
    public IReadOnlyList<Evaluated> Curve => Evaluated.Read(Directory);
}

// What the expert reaches here: 50 episodes (of Reacher, stochastic, the 18 recorded).
public sealed record ExpertReturns(string Robot, double Deterministic, double DeterministicDeviation, double Stochastic, double StochasticDeviation);

// A row of evaluations.csv with the seconds of training until then.
public sealed record Evaluated(double Steps, double Mean, double Deviation, double Seconds)
{
    public static IReadOnlyList<Evaluated> Read(string directory)
    {
        static double[] Numbers(string line) =>
            [.. line.Split(',').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        var seconds = System.IO.File.ReadLines($"{directory}/timing.csv").Skip(1).Select(Numbers).ToDictionary(row => row[0], row => row[1]);
        return [.. System.IO.File.ReadLines($"{directory}/evaluations.csv").Skip(1).Select(Numbers)
            .Select(row => new Evaluated(row[1], row[2], row[3], seconds[row[0]]))];
    }

    // The first of three in a row that reach a goal.
    public static Evaluated Reached(IReadOnlyList<Evaluated> curve, double goal) =>
        Enumerable.Range(0, Math.Max(0, curve.Count - 2))
            .Where(i => curve.Skip(i).Take(3).All(point => point.Mean >= goal))
            .Select(i => curve[i])
            .FirstOrDefault();
}

Task("Robots")
    .Description("Trains and evaluates everything in docs/results/mujoco.md; can be stopped and continued.")
    .Does(context =>
    {
        const string Work = "runs/robots";
        var experts = context.Argument<string>("experts");
        // The first of the seeds for preset fast on robots that can fall; 20 is that of runs made before the preset was
        // changed for those, which the change does not touch.
        var first = context.Argument("first-seed", 23);
        const int Kept = 20;
        string[] Robots = ["Hopper", "HalfCheetah", "Walker2d", "Ant", "Reacher"];
        var only = context.Argument("only", string.Join(',', Robots)).Split(',');
        System.IO.Directory.CreateDirectory($"{Work}/demos");

        void Gail(string what, params string[] arguments)
        {
            context.Information(what);
            var start = new System.Diagnostics.ProcessStartInfo("./gail", arguments);
            using var process = System.Diagnostics.Process.Start(start);
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new CakeException($"{what}: gail ended with {process.ExitCode}");
            }
        }
        string Record(string robot, string who, string kind, int episodes, params string[] actor)
        {
            var file = $"{Work}/demos/{robot}-{who}-{kind}.npz";
            if (!System.IO.File.Exists(file))
            {
                string[] drawn = kind == "stochastic" ? ["--stochastic"] : [];
                Gail($"{robot}: {episodes} episodes of {who}, {kind}", ["expert", "--env", $"{robot}-v1", .. actor, "--record", file,
                    "--episodes", $"{episodes}", "--seed", "0", .. drawn, "--quiet"]);
            }
            return file;
        }
        (double Mean, double Deviation) Returns(string demos)
        {
            var start = new System.Diagnostics.ProcessStartInfo("./gail", ["inspect", demos, "--json"]) { RedirectStandardOutput = true };
            using var process = System.Diagnostics.Process.Start(start);
            var returns = JsonDocument.Parse(process.StandardOutput.ReadToEnd()).RootElement.GetProperty("returns");
            return (returns.GetProperty("mean").GetDouble(), returns.GetProperty("std").GetDouble());
        }
        // The preset paper keeps every 20th step by itself (Reacher: all), which the others are told.
        string[] Sparse(string robot) => robot == "Reacher" ? [] : ["--every", "20"];
        RobotRun Train(string robot, string label, string name, int seed, string demos, params string[] more)
        {
            var directory = $"{Work}/{robot}-{name}-s{seed}";
            var every = name == "bc" ? "1" : robot == "Hopper" ? "10" : "20";
            string[] how = ["--eval-every", every, "--eval-episodes", "50", "--quiet"];
            string[] begin = ["train", "--env", $"{robot}-v1", "--demos", demos, "--seed", $"{seed}", "--out", directory, .. more];
            if (!System.IO.File.Exists($"{directory}/done"))
            {
                var isThere = System.IO.File.Exists($"{directory}/options.json");
                Gail($"{robot}: {label}, seed {seed}", isThere ? ["train", "--resume", directory, .. how] : [.. begin, .. how]);
                System.IO.File.WriteAllText($"{directory}/done", "");
            }
            return new(robot, label, name, directory, seed);
        }

        var runs = new List<RobotRun>();
        var measured = new List<ExpertReturns>();
        foreach (var robot in only)
        {
            var trajectories = robot == "Reacher" ? "18" : "4";
            var recorded = robot == "Reacher" ? 18 : 50;
            string[] actor = ["--weights", $"{experts}/{robot}-v1.npz"];
            var demos = Record(robot, "expert", "stochastic", recorded, actor);
            var (drawn, spread) = Returns(Record(robot, "expert", "stochastic", recorded, actor));
            var (best, narrow) = Returns(Record(robot, "expert", "deterministic", 50, actor));
            measured.Add(new(robot, best, narrow, drawn, spread));
            int[] seeds = robot == "Hopper" ? [first, first + 1, first + 2] : [robot is "HalfCheetah" or "Reacher" ? Kept : first];
            foreach (var seed in seeds)
            {
                runs.Add(Train(robot, "GAIL, preset fast", "fast", seed, demos, ["--episodes", trajectories, .. Sparse(robot)]));
            }
            if (robot == "Hopper")
            {
                var control = Record(robot, "random", "stochastic", recorded, "--policy", "random");
                runs.Add(Train(robot, "control: GAIL, preset fast, a random policy's episodes", "control", first, control, ["--episodes", trajectories, .. Sparse(robot)]));
                runs.Add(Train(robot, "behaviour cloning, preset paper", "bc", Kept, demos, "--method", "bc", "--preset", "paper", "--episodes", trajectories));
                runs.Add(Train(robot, "GAIL, preset paper", "paper", Kept, demos, "--preset", "paper", "--episodes", trajectories));
            }
        }
        if (only.Length == Robots.Length)
        {
            RobotsPage.Write(runs, measured);
        }
        else
        {
            context.Information("docs/results/mujoco.md is of all robots: not written");
        }
    });
