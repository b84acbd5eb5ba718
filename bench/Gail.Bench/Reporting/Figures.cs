namespace Gail.Bench.Reporting;

/// <summary>What the report is about, in its order; the targets are for a core whose peak is 140 GFLOP/s.</summary>
internal static class Figures
{
    internal const string Machine = "The machine";
    internal const string Updates = "Updates and evaluation";
    internal const string Elementary = "Elementary functions, per element of 4,096";
    internal const string Products = "Matrix products";
    internal const string Environments = "Environments";
    internal const string Robots = "Robots (MuJoCo)";
    internal const string Iterations = "Larger pieces";

    internal static IReadOnlyList<Figure> All { get; } =
    [
        .. OfMachine(),
        .. OfUpdates(),
        .. OfElementary(),
        .. OfProducts(),
        .. OfEnvironments(),
        .. OfRobots(),
        .. OfIterations(),
    ];

    private static IEnumerable<Figure> OfMachine()
    {
        foreach (var threads in (int[])[1, 2])
        {
            yield return new($"Peak.MultiplyAdd/{threads}", Machine, $"fused multiply-adds in registers{On(threads)}")
            {
                Unit = Unit.Flops,
                Flops = threads * PeakBenchmark.Flops,
                Threads = threads,
            };
        }
        yield return new("Bandwidth.Copy", Machine, "memory, copy")
        {
            Unit = Unit.Bytes,
            Bytes = BandwidthBenchmark.CopyBytes,
        };
        yield return new("Bandwidth.Triad", Machine, "memory, triad")
        {
            Unit = Unit.Bytes,
            Bytes = BandwidthBenchmark.TriadBytes,
        };
    }

    private static IEnumerable<Figure> OfUpdates()
    {
        foreach (var (hidden, penalty, threads, most) in Adam)
        {
            var rows = AdamBenchmark.Rows(hidden);
            int[] widths = [14, hidden, hidden, 1];
            var name = $"14-{hidden}-{hidden}-1";
            yield return new(
                $"Adam.Step/{hidden}/{penalty}/{threads}",
                Updates,
                $"Adam step {name}, {rows:N0} rows{(penalty ? $", gradient penalty on {rows / 2:N0}" : "")}{On(threads)}"
            )
            {
                Flops = Work.Gradient(rows, widths) + (penalty ? Work.Penalty(rows / 2.0, widths) : 0),
                Threads = threads,
                Target = most > 0 ? new Target(Goal.Time, most * 1e3) : null,
                Torch = $"adam/{name}/{rows}{(penalty ? "/penalty" : "")}",
            };
        }
        foreach (var threads in (int[])[1, 2])
        {
            const int Rows = ForwardBackwardBenchmark.Rows;
            yield return new(
                $"ForwardBackward.Run/{threads}",
                Updates,
                $"forward and backward 14-100-100-1, {Rows:N0} rows{On(threads)}"
            )
            {
                Flops = Work.Gradient(Rows, 14, 100, 100, 1),
                Threads = threads,
                Target =
                    threads == 1 ? new Target(Goal.Peak, 0.6) : new Target(Goal.Speedup, 1.8, "ForwardBackward.Run/1"),
                Torch = $"forward-backward/14-100-100-1/{Rows}",
            };
        }
        foreach (var threads in (int[])[1, 2])
        {
            // One product more than steps: for the length of the step.
            const int FisherProducts = TrustRegionBenchmark.ConjugateGradientSteps + 1;
            const int Rows = TrustRegionBenchmark.Rows;
            yield return new(
                $"TrustRegion.Update/{threads}",
                Updates,
                $"TRPO step 11-100-100-3, {Rows:N0} rows, 10 conjugate-gradient steps on 10 %{On(threads)}"
            )
            {
                Flops = Work.TrustRegion(Rows, TrustRegionBenchmark.FisherRows, FisherProducts, 11, 100, 100, 3),
                Threads = threads,
                Target = threads == 2 ? new Target(Goal.Time, 65e6) : null,
                Torch = $"trpo/11-100-100-3/{Rows}",
            };
        }
        foreach (var (rows, most) in ((int, double)[])[(1, 1.5), (8, 3), (64, 15)])
        {
            yield return new(
                $"Policy.Evaluate/{rows}",
                Updates,
                $"policy evaluation 11-100-100-3, {rows} row{(rows == 1 ? "" : "s")}"
            )
            {
                Flops = Work.Forward(rows, 11, 100, 100, 3),
                Target = new Target(Goal.Time, most * 1e3),
                Torch = $"policy/11-100-100-3/{rows}",
            };
        }
    }

    // Width, gradient penalty, threads, the most microseconds.
    private static (int Hidden, bool Penalty, int Threads, double Most)[] Adam =>
        [
            (64, false, 1, 35),
            (64, false, 2, 0),
            (100, false, 1, 100),
            (100, false, 2, 0),
            (256, false, 1, 9000),
            (256, false, 2, 4800),
            (64, true, 1, 0),
            (100, true, 1, 0),
            (256, true, 1, 18000),
            (256, true, 2, 9500),
        ];

    private static IEnumerable<Figure> OfElementary()
    {
        foreach (var name in (string[])["Tanh", "Sigmoid", "Exp", "Log", "TanhGradient", "Softplus", "Sqrt"])
        {
            yield return new($"Elementary.{name}", Elementary, name)
            {
                // Read and written, though within the caches.
                Bytes = name == "TanhGradient" ? 12 : 8,
                Target = name is "Tanh" or "Sigmoid" or "Exp" or "Log" ? new Target(Goal.Time, 0.5) : null,
                Beside = $"Elementary.Tensor{name}",
            };
        }
    }

    private static IEnumerable<Figure> OfProducts() =>
        ((int[])[64, 96, 100, 128, 192, 256]).Select(size => new Figure(
            $"Product.Multiply/{size}",
            Products,
            $"{size} x {size} x {size}"
        )
        {
            Unit = Unit.Flops,
            Flops = 2.0 * size * size * size,
            Torch = size == 256 ? "product/256" : null,
        });

    private static IEnumerable<Figure> OfEnvironments()
    {
        foreach (var (name, state, observation) in EnvironmentWidths)
        {
            // State, step and episode are read and written; an action is read; rewards, flags, observations are written.
            yield return new(
                $"Environment.Step/{name}",
                Environments,
                $"{name}, {EnvironmentBenchmark.Lanes:N0} lanes, random actions"
            )
            {
                Unit = Unit.Steps,
                Bytes = (16 * state) + 32 + sizeof(float) + (2 * sizeof(float) * observation) + sizeof(double) + 2,
                Target = name == "CartPole-v1" ? new Target(Goal.Rate, 40) : null,
            };
        }
    }

    private static (string Name, int State, int Observation)[] EnvironmentWidths =>
        [
            ("CartPole-v1", 4, 4),
            ("Acrobot-v1", 4, 6),
            ("MountainCar-v0", 2, 2),
            ("MountainCarContinuous-v0", 2, 2),
            ("Pendulum-v1", 2, 3),
        ];

    private static IEnumerable<Figure> OfRobots()
    {
        foreach (var robot in RobotBenchmark.Robots)
        {
            yield return new($"Robot.Engine/{robot}", Robots, $"{robot}, the engine in a bare loop")
            {
                Unit = Unit.Steps,
            };
            yield return new($"Robot.Layer/{robot}", Robots, $"{robot}, the environment, {RobotBenchmark.Lanes} lanes")
            {
                Unit = Unit.Steps,
                Target = new Target(Goal.Share, 0.95, $"Robot.Engine/{robot}"),
            };
            yield return new(
                $"Robot.LayerOnTwoThreads/{robot}",
                Robots,
                $"{robot}, the environment, {RobotBenchmark.Lanes} lanes{On(2)}"
            )
            {
                Unit = Unit.Steps,
                Threads = 2,
                Target = new Target(Goal.Speedup, 1.9, $"Robot.Layer/{robot}"),
            };
        }
        foreach (var robot in (string[])["Hopper-v1", "HalfCheetah-v1"])
        {
            foreach (var threads in (int[])[1, 2])
            {
                yield return new(
                    $"Learner.Learn/{robot}/{threads}",
                    Robots,
                    $"iteration of GAIL but for the simulation, {robot}, preset paper, 50,000 steps{On(threads)}"
                )
                {
                    Threads = threads,
                    Target = threads == 2 ? new Target(Goal.TimeHere, 200e6) : null,
                };
            }
        }
    }

    private static IEnumerable<Figure> OfIterations()
    {
        foreach (var rows in (int[])[64, 2048])
        {
            foreach (var penalty in (int[])[0, 1])
            {
                var what =
                    $"discriminator 14-100-100-1, {rows:N0} rows a class{(penalty == 1 ? ", gradient penalty" : "")}";
                yield return new($"Discriminator.Update/{rows}/{penalty}", Iterations, $"update, {what}")
                {
                    Flops = Work.Gradient(2 * rows, 14, 100, 100, 1) + (penalty * Work.Penalty(rows, 14, 100, 100, 1)),
                };
            }
            yield return new(
                $"Discriminator.Rewards/{rows}/0",
                Iterations,
                $"rewards, discriminator 14-100-100-1, {rows:N0} pairs"
            )
            {
                Flops = Work.Forward(rows, 14, 100, 100, 1),
            };
        }
        foreach (var environment in (string[])["CartPole-v1", "Pendulum-v1"])
        {
            foreach (var preset in (string[])["paper", "fast"])
            {
                foreach (var threads in (int[])[1, 2])
                {
                    yield return new(
                        $"TrainingStep.Step/{environment}/{preset}/{threads}",
                        Iterations,
                        $"iteration of GAIL from a random policy, {environment}, preset {preset}{On(threads)}"
                    )
                    {
                        Threads = threads,
                    };
                }
            }
        }
    }

    private static string On(int threads) => threads == 1 ? "" : $", {threads} threads";
}
