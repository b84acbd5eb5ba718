using Gail.Experiments.ClassicControl;
using Gail.Experiments.Commands;
using Gail.Experiments.Robots;

namespace Gail.Experiments.Tests.Studies;

/// <summary>Studies call the command as the pages say, and not again where a run is done; a stand-in answers.</summary>
public sealed class StudyTests
{
    private const string Training =
        """{"environmentSteps":1000,"wallSeconds":1.5,"occupancyDistance":0.1,"evaluation":{"meanReturn":-200}}""";

    [Fact]
    public void Classic_control_goes_from_demonstrations_to_the_page()
    {
        using var folder = new TemporaryFolder();
        var (work, page) = (folder["work"], folder["pages/page.md"]);
        var calls = new List<string>();
        GailAnswer Gail(IReadOnlyList<string> arguments)
        {
            calls.Add(string.Join(' ', arguments));
            if (arguments.Contains($"{work}/mediocre/expert-full"))
            {
                Directory.CreateDirectory($"{work}/mediocre/expert-full");
                File.WriteAllText(
                    $"{work}/mediocre/expert-full/metrics.csv",
                    "iteration,true_return_mean\n1,-1200\n2,-700\n3,-690\n4,-200\n"
                );
            }
            return new GailAnswer(0, Training + "\n", "");
        }
        void Run() => ClassicControlStudy.Run(Gail, work, "demos", [20, 21, 22], jobs: 1, page, _ => { });
        Run();
        // Two recordings, ten rows, the mediocre expert twice, its recordings, its learners, three comparisons.
        Assert.Equal(2 + (10 * 3) + 2 + 2 + 3 + 7, calls.Count);
        Assert.Contains(
            $"expert --env Pendulum-v1 --seed 0 --threads 2 --iterations 3 --out {work}/mediocre/expert --overwrite --quiet --json",
            calls
        );
        var text = File.ReadAllText(page);
        Assert.Contains("after iteration 3 of", text);
        Assert.Contains("| GAIL, all episodes | -200.0 | -200.0 | -200.0 | -200.0 -200.0 -200.0 |", text);
        Assert.Equal(30 + 3 + 7, File.ReadAllLines(Path.ChangeExtension(page, ".jsonl")).Length);
        var made = calls.Count;
        File.AppendAllText(page, "\n## Where it falls short\n\nnowhere\n");
        Run();
        Assert.Equal(made, calls.Count);
        Assert.Equal(text + "\n## Where it falls short\n\nnowhere\n", File.ReadAllText(page));
    }

    [Fact]
    public void Robots_are_trained_once_and_resumed()
    {
        using var folder = new TemporaryFolder();
        var (work, tables) = (folder["work"], folder["tables"]);
        var calls = new List<IReadOnlyList<string>>();
        GailAnswer Gail(IReadOnlyList<string> arguments)
        {
            calls.Add(arguments);
            string After(string name) => arguments[arguments.ToList().IndexOf(name) + 1];
            if (arguments.Contains("--record"))
            {
                File.WriteAllText(After("--record"), "");
            }
            if (arguments[0] == "train")
            {
                var run = arguments.Contains("--resume") ? After("--resume") : After("--out");
                Directory.CreateDirectory(run);
                File.WriteAllText(
                    $"{run}/evaluations.csv",
                    "iteration,environment_steps,return_mean,return_std\n5,100,7.5,1\n"
                );
                File.WriteAllText($"{run}/timing.csv", "iteration,seconds\n5,2\n");
            }
            return new GailAnswer(0, """{"returns":{"mean":10,"std":2}}""", "");
        }
        Directory.CreateDirectory($"{work}/Reacher-fast-s20");
        File.WriteAllText($"{work}/Reacher-fast-s20/options.json", "");
        var study = new RobotStudy(Gail, work, "experts", firstSeed: 23, _ => { });
        study.Run(["Hopper", "Reacher"], tables);
        string[] Trained() => [.. calls.Where(call => call[0] == "train").Select(call => string.Join(' ', call))];
        Assert.Equal(7, Trained().Length);
        Assert.StartsWith(
            $"train --env Hopper-v1 --demos {work}/demos/Hopper-expert-stochastic.npz --seed 23",
            Trained()[0]
        );
        Assert.EndsWith("--episodes 4 --every 20 --eval-every 10 --eval-episodes 50 --quiet", Trained()[0]);
        Assert.StartsWith($"train --resume {work}/Reacher-fast-s20 --eval-every 20", Trained()[6]);
        Assert.Equal<IEnumerable<RobotExpert>>(
            [new RobotExpert("Hopper", 10, 2, 10, 2), new RobotExpert("Reacher", 10, 2, 10, 2)],
            RobotExpert.Read(Path.Combine(tables, "experts.csv"))
        );
        var runs = RobotRun.ReadAll(tables);
        Assert.Equal(7, runs.Length);
        Assert.Equal(
            (RobotMethod.Fast, 23, new RobotEvaluation(100, 7.5, 1, 2)),
            (runs[0].Method, runs[0].Seed, runs[0].Curve[0])
        );
        study.Run(["Hopper", "Reacher"], tables);
        Assert.Equal(7, Trained().Length);
    }
}
