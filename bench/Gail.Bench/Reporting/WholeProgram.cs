using System.Globalization;
using System.Text.Json;

namespace Gail.Bench.Reporting;

/// <summary>The command as a user runs it, from the start of the process to its end.</summary>
/// <param name="EnvsSeconds">The median of `gail envs`.</param>
/// <param name="Runs">Training on CartPole at length.</param>
/// <param name="ToBalance">Training on CartPole until the preset `fast` is done, a seed each.</param>
internal sealed record WholeProgram(
    double EnvsSeconds,
    IReadOnlyList<WholeRun> Runs,
    IReadOnlyList<BalanceRun> ToBalance
)
{
    /// <summary>The return a policy must reach to count as balancing.</summary>
    internal const double Balanced = 475;

    // Seeds that the preset's numbers were not tried on.
    private const int FirstSeed = 20;
    private const int Seeds = 9;

    private static string Gail => OperatingSystem.IsWindows() ? "gail.cmd" : "./gail";

    internal static WholeProgram Measure(SuiteOptions options)
    {
        Must(["envs"]); // The first call may build.
        var envs = Enumerable.Range(0, 9).Select(_ => Must(["envs"]).Seconds).Order().ElementAt(4);
        var balance = Enumerable.Range(FirstSeed, options.Quick ? 1 : Seeds).Select(seed => Balance(options, seed));
        return new WholeProgram(envs, [Train(options, "paper"), Train(options, "fast")], [.. balance]);
    }

    private static BalanceRun Balance(SuiteOptions options, int seed)
    {
        var run = Must([
            .. (string[])["train", "--env", "CartPole-v1", "--demos", options.Demos, "--preset", "fast"],
            .. (string[])["--seed", seed.ToString(CultureInfo.InvariantCulture), "--eval-episodes", "20"],
            .. (string[])["--threads", "2", "--json", "--quiet", "--out", "artifacts/bench/run", "--overwrite"],
        ]);
        var answer = JsonDocument.Parse(run.Output).RootElement;
        return new BalanceRun(
            seed,
            run.Seconds,
            answer.GetProperty("environmentSteps").GetInt64(),
            answer.GetProperty("evaluation").GetProperty("meanReturn").GetDouble()
        );
    }

    /// <summary>The run of median speed of three.</summary>
    private static WholeRun Train(SuiteOptions options, string preset)
    {
        var steps = options.Quick ? 10_000 : 200_000;
        var runs = Enumerable
            .Range(0, options.Quick ? 1 : 3)
            .Select(_ =>
            {
                var run = Must([
                    .. (string[])["train", "--env", "CartPole-v1", "--demos", options.Demos, "--preset", preset],
                    .. (string[])["--steps", steps.ToString(CultureInfo.InvariantCulture), "--threads", "2"],
                    .. (string[])["--json", "--quiet", "--out", "artifacts/bench/run", "--overwrite"],
                ]);
                var answer = JsonDocument.Parse(run.Output).RootElement;
                return new WholeRun(
                    preset,
                    answer.GetProperty("environmentSteps").GetInt64(),
                    answer.GetProperty("stepsPerSecond").GetDouble(),
                    run.Seconds,
                    run.PeakBytes
                );
            })
            .OrderBy(run => run.Seconds)
            .ToList();
        return runs[runs.Count / 2];
    }

    private static Command Must(string[] arguments)
    {
        var run = Command.Run(Gail, arguments);
        return run.ExitCode == 0
            ? run
            : throw new InvalidOperationException($"gail {string.Join(' ', arguments)} failed: {run.Errors.Trim()}");
    }
}

/// <summary>A training run.</summary>
/// <param name="Preset">Its options.</param>
/// <param name="Steps">Environment steps taken.</param>
/// <param name="StepsPerSecond">Of training alone, as the command says.</param>
/// <param name="Seconds">From the start of the process to its end, the final evaluation included.</param>
/// <param name="PeakBytes">The most memory that was resident.</param>
internal sealed record WholeRun(string Preset, long Steps, double StepsPerSecond, double Seconds, long PeakBytes);

/// <summary>A run of preset `fast` on CartPole, with 20 deterministic episodes at its end.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Seconds">From the start of the process to its end.</param>
/// <param name="Steps">Environment steps taken.</param>
/// <param name="MeanReturn">Of the 20 episodes.</param>
internal sealed record BalanceRun(int Seed, double Seconds, long Steps, double MeanReturn);
