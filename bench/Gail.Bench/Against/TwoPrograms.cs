using Gail.Bench.Reporting;

namespace Gail.Bench.Against;

/// <summary>The command of two builds, from the start of the process to its end, in turns.</summary>
internal static class TwoPrograms
{
    internal static IEnumerable<Pair> Measure(AgainstOptions options)
    {
        var steps = options.Quick ? "10000" : "200000";
        string[] Train(string preset) =>
            [
                .. (string[])["train", "--env", "CartPole-v1", "--demos", "data/cartpole.npz", "--preset", preset],
                .. (string[])["--steps", steps, "--threads", "2", "--json", "--quiet"],
                .. (string[])["--out", "artifacts/bench/run", "--overwrite"],
            ];
        yield return Turns(options, "gail envs", ["envs"], options.Quick ? 2 : 21);
        foreach (var preset in (string[])["paper", "fast"])
        {
            yield return Turns(options, $"gail train, preset {preset}", Train(preset), options.Quick ? 2 : 7);
        }
    }

    private static Pair Turns(AgainstOptions options, string name, string[] arguments, int rounds)
    {
        var (before, now) = (Path.Combine(Path.GetFullPath(options.Root), "gail"), Path.GetFullPath("gail"));
        Time(before, arguments); // The first call may build.
        Time(now, arguments);
        var times = Enumerable
            .Range(0, rounds)
            .Select(_ => (Before: Time(before, arguments), Now: Time(now, arguments)))
            .ToList();
        return new Pair(
            name,
            Pair.Middle(times.Select(time => time.Before.Processor)),
            Pair.Middle(times.Select(time => time.Now.Processor)),
            Pair.Middle(times.Select(time => time.Now.Processor / time.Before.Processor)),
            Pair.Middle(times.Select(time => time.Now.Wall / time.Before.Wall))
        );
    }

    private static (double Wall, double Processor) Time(string program, string[] arguments)
    {
        var began = ChildTime.Nanoseconds;
        var run = Command.Run(program, arguments);
        return run.ExitCode == 0
            ? (1e9 * run.Seconds, ChildTime.Nanoseconds - began)
            : throw new InvalidOperationException($"{program} {arguments[0]} failed: {run.Errors.Trim()}");
    }
}
