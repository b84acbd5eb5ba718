using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gail.Data.Files;
using Gail.Experiments.Commands;
using Gail.Runs;

namespace Gail.Experiments.Robots;

/// <summary>
/// Trains and evaluates everything of docs/results/mujoco.md: every run is one call of <c>gail</c> that is resumed when
/// the study is stopped and called again. A run that is done is not made again.
/// </summary>
/// <param name="gail">The command.</param>
/// <param name="work">The folder of runs and recordings.</param>
/// <param name="experts">Holds the authors' expert policies, as in Hopper-v1.npz.</param>
/// <param name="firstSeed">The first of the seeds for robots that can fall.</param>
/// <param name="say">Told of every call before it is made.</param>
public sealed class RobotStudy(GailCommand gail, string work, string experts, int firstSeed, Action<string> say)
{
    // That of runs made before the preset was changed for robots that can fall, which the change does not touch.
    private const int KeptSeed = 20;

    /// <summary>The robots of the page.</summary>
    public static ImmutableArray<string> Robots { get; } = ["Hopper", "HalfCheetah", "Walker2d", "Ant", "Reacher"];

    /// <summary>Makes the runs of some robots, then puts their tables beside the page.</summary>
    /// <param name="robots">Of <see cref="Robots"/>.</param>
    /// <param name="tables">The folder of tables.</param>
    /// <exception cref="RunException">A call has failed.</exception>
    public void Run(IEnumerable<string> robots, string tables)
    {
        ArgumentNullException.ThrowIfNull(robots);
        Directory.CreateDirectory($"{work}/demos");
        Directory.CreateDirectory(tables);
        var measured = ImmutableArray.CreateBuilder<RobotExpert>();
        foreach (var robot in robots)
        {
            measured.Add(Expert(robot));
            foreach (var (method, seed) in Runs(robot))
            {
                var name = RobotRun.NameOf(robot, method, seed);
                Train(robot, method, seed, $"{work}/{name}");
                foreach (var table in (string[])["evaluations", "timing"])
                {
                    File.Copy($"{work}/{name}/{table}.csv", $"{tables}/{name}-{table}.csv", overwrite: true);
                }
            }
        }
        AtomicFile.WriteBytes(
            Path.Combine(tables, RobotPage.ExpertsFile),
            Encoding.UTF8.GetBytes(RobotExpert.ToCsv(measured.ToImmutable()))
        );
    }

    private IEnumerable<(RobotMethod Method, int Seed)> Runs(string robot) =>
        robot switch
        {
            "Hopper" =>
            [
                .. Enumerable.Range(firstSeed, 3).Select(seed => (RobotMethod.Fast, seed)),
                (RobotMethod.Control, firstSeed),
                (RobotMethod.Bc, KeptSeed),
                (RobotMethod.Paper, KeptSeed),
            ],
            "HalfCheetah" or "Reacher" => [(RobotMethod.Fast, KeptSeed)],
            _ => [(RobotMethod.Fast, firstSeed)],
        };

    private RobotExpert Expert(string robot)
    {
        var (drawn, drawnDeviation) = Returns(Record(robot, "expert", "stochastic", Recorded(robot)));
        var (best, bestDeviation) = Returns(Record(robot, "expert", "deterministic", 50));
        return new RobotExpert(robot, best, bestDeviation, drawn, drawnDeviation);
    }

    private static int Recorded(string robot) => robot == "Reacher" ? 18 : 50;

    private void Train(string robot, RobotMethod method, int seed, string directory)
    {
        if (File.Exists($"{directory}/done"))
        {
            return;
        }
        var who = method == RobotMethod.Control ? "random" : "expert";
        var demos = Record(robot, who, "stochastic", Recorded(robot));
        var every =
            method == RobotMethod.Bc ? 1
            : robot == "Hopper" ? 10
            : 20;
        string[] how = ["--eval-every", Text(every), "--eval-episodes", "50", "--quiet"];
        string[] what = File.Exists($"{directory}/options.json")
            ? ["train", "--resume", directory]
            :
            [
                .. (string[])["train", "--env", $"{robot}-v1", "--demos", demos, "--seed", Text(seed)],
                .. (string[])["--out", directory],
                .. Settings(robot, method),
            ];
        Call($"{robot}: {RobotRun.LabelOf(method)}, seed {Text(seed)}", [.. what, .. how]);
        File.WriteAllText($"{directory}/done", "");
    }

    private static ImmutableArray<string> Settings(string robot, RobotMethod method)
    {
        string[] episodes = ["--episodes", robot == "Reacher" ? "18" : "4"];
        // The preset paper keeps every 20th step by itself (Reacher: all), which the others are told.
        string[] sparse = robot == "Reacher" ? [] : ["--every", "20"];
        return method switch
        {
            RobotMethod.Bc => ["--method", "bc", "--preset", "paper", .. episodes],
            RobotMethod.Paper => ["--preset", "paper", .. episodes],
            _ => [.. episodes, .. sparse],
        };
    }

    private string Record(string robot, string who, string kind, int episodes)
    {
        var file = $"{work}/demos/{robot}-{who}-{kind}.npz";
        if (!File.Exists(file))
        {
            string[] actor = who == "expert" ? ["--weights", $"{experts}/{robot}-v1.npz"] : ["--policy", "random"];
            string[] drawn = kind == "stochastic" ? ["--stochastic"] : [];
            Call(
                $"{robot}: {Text(episodes)} episodes of {who}, {kind}",
                [
                    .. (string[])["expert", "--env", $"{robot}-v1", .. actor, "--record", file],
                    .. (string[])["--episodes", Text(episodes), "--seed", "0", .. drawn, "--quiet"],
                ]
            );
        }
        return file;
    }

    private (double Mean, double Deviation) Returns(string demos)
    {
        using var answer = JsonDocument.Parse(Call($"{demos}: returns", ["inspect", demos, "--json"]).Output);
        var returns = answer.RootElement.GetProperty("returns");
        return (returns.GetProperty("mean").GetDouble(), returns.GetProperty("std").GetDouble());
    }

    private GailAnswer Call(string what, ImmutableArray<string> arguments)
    {
        say(what);
        var answer = gail(arguments);
        return answer.ExitCode == 0
            ? answer
            : throw new RunException(work, $"{what}: gail ended with {answer.ExitCode}: {answer.Errors.Trim()}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
