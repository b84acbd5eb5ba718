using System.Diagnostics;
using System.Globalization;

namespace Gail.Bench.Hosts;

/// <summary>
/// What a program that uses the library gets, whatever hosts it: figures over the hot paths, measured in the process
/// that calls this. In processor time of the calling thread, which other programs on the machine hardly touch and the
/// runtime's compiler, on a thread of its own, not at all. Public, so that a script can call it.
/// </summary>
public static class HostFigures
{
    private const int Rounds = 15;

    // Long enough for the runtime to have compiled for the last time what it first compiled in haste.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(1.2);

    // A method is compiled anew after thirty calls: an iteration's must come to that too.
    private const int WarmCalls = 40;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(20);

    /// <summary>The figures, in the order of the report: a name, the work, how many there are in a call.</summary>
    private static IEnumerable<(string Name, Action Work, int Operations)> All
    {
        get
        {
            yield return Adam("Adam step 14-64-64-1, 64 rows", 64, penalty: false);
            yield return Adam("the same with a gradient penalty", 64, penalty: true);
            yield return Adam("Adam step 14-100-100-1, 128 rows", 100, penalty: false);
            foreach (var rows in (int[])[1, 64])
            {
                var policy = new PolicyBenchmark { Rows = rows };
                policy.Setup();
                yield return ($"policy 11-100-100-3, {rows} rows", () => policy.Evaluate(), 1);
            }
            foreach (var name in (string[])["CartPole-v1", "Acrobot-v1", "MountainCar-v0", "Pendulum-v1"])
            {
                var environment = new EnvironmentBenchmark { Environment = name };
                environment.Setup();
                yield return ($"{name}, a step", () => environment.Step(), EnvironmentBenchmark.Lanes);
            }
            var rollout = new RolloutBenchmark();
            rollout.Setup();
            yield return ("rollout, a step in each of 10 CartPoles", () => rollout.Fragments(), RolloutBenchmark.Ticks);
            var trust = new TrustRegionBenchmark { Threads = 1 };
            trust.Setup();
            yield return ("TRPO update, 50,000 rows", () => trust.Update(), 1);
            foreach (var preset in (string[])["paper", "fast"])
            {
                var training = new TrainingStepBenchmark
                {
                    Environment = "CartPole-v1",
                    Preset = preset,
                    Threads = 1,
                };
                training.Setup();
                yield return ($"GAIL iteration on CartPole, preset {preset}", () => training.Step(), 1);
            }
        }
    }

    /// <summary>Prints a line for each figure: its name, a tab, its median in nanoseconds.</summary>
    /// <param name="about">Only figures whose names contain this.</param>
    public static void Print(string about = "") => Write(Console.Out, about);

    /// <summary>Writes the same lines to a file, for hosts whose output is not a console.</summary>
    /// <param name="path">Overwritten.</param>
    public static void Save(string path)
    {
        using var file = new StreamWriter(path);
        Write(file, "");
    }

    private static void Write(TextWriter output, string about)
    {
        foreach (var (name, work, operations) in All)
        {
            if (name.Contains(about, StringComparison.Ordinal))
            {
                var nanoseconds = Median(work) / operations;
                output.WriteLine($"{name}\t{nanoseconds.ToString("R", CultureInfo.InvariantCulture)}");
            }
        }
    }

    private static (string, Action, int) Adam(string name, int hidden, bool penalty)
    {
        var adam = new AdamBenchmark
        {
            Hidden = hidden,
            Penalty = penalty,
            Threads = 1,
        };
        adam.Setup();
        return (name, adam.Step, 1);
    }

    private static double Median(Action work)
    {
        var (calls, took) = WarmUp(work);
        var perRound = Math.Max(1, (int)(calls * (Round / took)));
        var times = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var start = ThreadTime.Nanoseconds;
            for (var call = 0; call < perRound; call++)
            {
                work();
            }
            times[round] = (ThreadTime.Nanoseconds - start) / perRound;
        }
        return times.Order().ElementAt(Rounds / 2);
    }

    private static (long Calls, TimeSpan Took) WarmUp(Action work)
    {
        var (start, calls) = (Stopwatch.GetTimestamp(), 0L);
        for (; calls < WarmCalls || Stopwatch.GetElapsedTime(start) < Warm; calls++)
        {
            work();
        }
        return (calls, Stopwatch.GetElapsedTime(start));
    }
}
