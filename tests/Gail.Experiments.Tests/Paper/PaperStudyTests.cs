using System.Xml.Linq;
using Gail.Configuration;
using Gail.Data;
using Gail.Data.Columns;
using Gail.Execution;
using Gail.Experiments.Paper;
using Gail.Numerics;
using Gail.OptionRules;

namespace Gail.Experiments.Tests.Paper;

public sealed class PaperStudyTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_condition_and_seed_is_a_run_of_its_own_seed_after_seed()
    {
        var study = PaperSamples.Study();

        Assert.Equal(2 * 2 * 3 * 2, study.Cells.Length);
        Assert.Equal(study.Cells.Length, study.Cells.Select(cell => cell.Key).Distinct().Count());
        Assert.All(study.Cells[..12], cell => Assert.Equal(20, cell.Options.Seed));
        Assert.All(study.Cells[12..], cell => Assert.Equal(21, cell.Options.Seed));
        // The same trajectories for every seed; the control's are others.
        Assert.All(study.Cells, cell => Assert.Equal(0, cell.Options.Demonstrations.StartSeed));
        Assert.Equal(study.Cells.Select(cell => cell.Key), PaperSamples.Study().Cells.Select(cell => cell.Key));
    }

    [Fact]
    public void The_whole_table_has_the_paper_s_options()
    {
        var options = new PaperOptions
        {
            // Random episodes are short.
            Change = preset => preset with { Demonstrations = preset.Demonstrations with { Every = 1 } },
        };
        var study = new PaperStudy(PaperSamples.Study().Tasks, options);

        Assert.Equal(7 * 2 * 5 * 4, study.Cells.Length);
        var cell = study.Cells.Single(cell =>
            cell.Condition == new PaperCondition("MountainCar-v0", PaperMethod.Fem, 7) && cell.Options.Seed == 23
        );
        Assert.Equal(
            (Method.Fem, "paper", 300, 5_000, 7),
            (
                cell.Options.Method,
                cell.Options.Preset,
                cell.Options.Iterations,
                cell.Options.Rollout.Steps,
                cell.Options.Demonstrations.Episodes
            )
        );
        Assert.Equal(50, options.Episodes);

        // The quick budget's results are good for the whole table.
        var quick = new PaperStudy(study.Tasks, PaperOptions.Quick with { Change = options.Change });
        Assert.Equal(2 * 2 * 5 * 2, quick.Cells.Length);
        Assert.Subset(study.Cells.Select(one => one.Key).ToHashSet(), quick.Cells.Select(one => one.Key).ToHashSet());
    }

    [Fact]
    public void Options_of_the_table_are_checked_as_those_of_a_run_are()
    {
        static string Refused(Func<PaperOptions> make) => Assert.Throws<OptionException>(make).Message;

        Assert.Equal(
            "PaperOptions.Seeds is 0, expected a whole number of 1 or more.",
            Refused(() => new PaperOptions { Seeds = 0 })
        );
        Assert.Contains("Episodes is -1", Refused(() => PaperOptions.Quick.With(episodes: -1)));
        Assert.Contains("Trajectories is 1,0", Refused(() => new PaperOptions { Trajectories = [1, 0] }));
        Assert.Equal(
            ["--seeds runs of each condition", "--first-seed the first of their seeds, which follow one another"],
            PaperOptions.Rules.Where(rule => rule.Flag is not null).Select(rule => $"{rule.Flag} {rule.Meaning}")
        );
        Assert.Equal((3, 20L), (PaperOptions.Quick.With(seeds: 3).Seeds, PaperOptions.Quick.FirstSeed));
    }

    [Fact]
    public void The_control_has_as_many_trajectories_and_steps_at_least()
    {
        var poles = PaperSamples.Study().Tasks[0];
        // An expert who keeps the pole up for 60 steps, beside random episodes of some 20.
        var task = poles with
        {
            Demonstrations = Even(episodes: 10, steps: 60),
        };

        foreach (var trajectories in (int[])[1, 2, 3])
        {
            var episodes = task.ControlEpisodes(trajectories);
            var lengths = task.Control.EpisodeLengths;
            Assert.InRange(episodes, trajectories + 1, lengths.Length);
            Assert.InRange(lengths.Take(episodes).Sum(), 60 * trajectories, int.MaxValue);
            Assert.InRange(lengths.Take(episodes - 1).Sum(), 0, (60 * trajectories) - 1);
        }
        Assert.Equal(4, (poles with { Demonstrations = Even(episodes: 10, steps: 2) }).ControlEpisodes(4));
        Assert.All(
            PaperSamples.Study().Tasks,
            prepared => Assert.InRange(prepared.Control.StepCount, prepared.Demonstrations.StepCount, int.MaxValue)
        );
    }

    [Fact]
    public void Another_recording_makes_other_runs_of_the_same_expert()
    {
        var first = PaperSamples.Study();
        var task = first.Tasks[0];

        var other = PaperTask.Prepare(task.Environment, task.Expert, new Executor(1), recordingSeed: 1);

        Assert.False(other.Demonstrations.SameBits(task.Demonstrations));
        Assert.Equal(task.ExpertReturns.Returns.AsEnumerable(), other.ExpertReturns.Returns);
        var keys = new PaperStudy([other], first.Options).Cells.Select(cell => cell.Key);
        Assert.Empty(keys.Intersect(first.Cells.Select(cell => cell.Key)));
    }

    private static Demonstrations Even(int episodes, int steps) =>
        Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Zeros<float>(new Shape(episodes * steps, 4)),
                Actions = NdArray.Zeros<float>(new Shape(episodes * steps, 1)),
                EpisodeStarts = [.. Enumerable.Range(0, episodes).Select(episode => episode * steps)],
                ActionsAreDiscrete = true,
            }
        );

    [Fact]
    public void Stopped_anywhere_and_called_again_it_ends_with_the_same_results()
    {
        using var folder = new TemporaryFolder();
        var study = PaperSamples.Study();
        using var whole = PaperLog.Open(folder["whole.jsonl"]);
        Assert.Empty(PaperSamples.Run(study, whole));
        Assert.Empty(study.Missing(whole));

        foreach (var jobs in (int[])[1, 3])
        {
            var path = folder[$"parts{jobs}.jsonl"];
            var stops = 0;
            while (true)
            {
                using var log = PaperLog.Open(path);
                var missing = study.Missing(log).Length;
                if (missing == 0)
                {
                    break;
                }
                using var cancellation = new CancellationTokenSource();
                try
                {
                    PaperSamples.Run(study, log, jobs, cancellation.Token, progress => StopAfter(progress, 7));
                }
                catch (OperationCanceledException)
                {
                    stops++;
                }
                // What was done is kept, and not done again.
                Assert.InRange(missing - study.Missing(log).Length, 1, 7 + jobs);

                void StopAfter(PaperProgress progress, int runs)
                {
                    if (progress.Ended is not null && progress.Done == runs)
                    {
                        cancellation.Cancel();
                    }
                }
            }
            Assert.Equal(study.Cells.Length, File.ReadAllLines(path).Length);
            using var parts = PaperLog.Open(path);
            Assert.InRange(stops, 2, 3);
            Assert.Equal(Untimed(whole), Untimed(parts));
        }
    }

    [Fact]
    public void Other_settings_make_runs_missing_again()
    {
        using var folder = new TemporaryFolder();
        using var log = PaperLog.Open(folder["results.jsonl"]);
        var study = PaperSamples.Study();
        PaperSamples.Run(study, log);

        var other = PaperSamples.Study(options =>
            options.Method == Method.Gtal ? options with { EntropyWeight = 0.1 } : options
        );

        Assert.Equal(study.Cells.Length / 3, other.Missing(log).Length);
        Assert.All(other.Missing(log), cell => Assert.Equal(PaperMethod.Gtal, cell.Condition.Method));
        Assert.Equal(8, other.Summaries(log).Length);
        Assert.Equal(12, study.Summaries(log).Length);
    }

    [Fact]
    public void Progress_counts_to_the_end_and_the_control_is_told_from_the_real_thing()
    {
        using var folder = new TemporaryFolder();
        using var log = PaperLog.Open(folder["results.jsonl"]);
        var study = PaperSamples.Study();
        var seen = new List<PaperProgress>();

        PaperSamples.Run(study, log, jobs: 2, progress: seen.Add);

        Assert.Equal(study.Cells.Length, seen.Count(progress => progress.Ended is not null));
        Assert.Equal((study.Cells.Length, 1.0), (seen[^1].Done, seen[^1].Share));
        Assert.Equal(seen.Select(progress => progress.Share).Order(), seen.Select(progress => progress.Share));
        Assert.All(seen, progress => Assert.InRange(progress.Running.Length, 0, 2));
        Assert.Contains(seen, progress => progress.Left is not null);
        Assert.All(seen.Where(progress => progress.Ended is not null), progress => Assert.NotNull(progress.Result));
    }

    [Fact]
    public void A_run_that_diverges_is_named_and_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        using var log = PaperLog.Open(folder["results.jsonl"]);
        // Squares of such numbers are infinite, and infinity times a weight of 0 is no number.
        var study = PaperSamples.Study(options =>
            options.Seed == 21 && options.Method == Method.Gtal
                ? options with
                {
                    Linear = new() { SquareScale = 1e200 },
                }
                : options
        );

        var failures = PaperSamples.Run(study, log, jobs: 2);

        Assert.Equal(4, failures.Length);
        Assert.All(failures, failure => Assert.Equal(PaperMethod.Gtal, failure.Cell.Condition.Method));
        Assert.Equal(4, study.Missing(log).Length);
    }

    [Fact]
    public void Page_and_figure_have_every_condition()
    {
        using var folder = new TemporaryFolder();
        using var log = PaperLog.Open(folder["page.jsonl"]);
        var study = PaperSamples.Study();
        PaperSamples.Run(study, log);
        var info = new PaperPageInfo("gail paper --experts DIR", 2, "");

        PaperPage.Write(folder["page.md"], study, log, info);

        var page = File.ReadAllText(folder["page.md"]);
        Assert.Equal(["page.jsonl", "page.md", "page.svg"], folder.Files);
        Assert.Contains("## CartPole-v0", page, StringComparison.Ordinal);
        Assert.Contains("24 of 24 runs", page, StringComparison.Ordinal);
        Assert.Contains("(page.svg)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        // Rows: 2 environments of 3 methods and 2 numbers of trajectories.
        Assert.Equal(12, page.Split('\n').Count(line => line.StartsWith("| ") && !line.StartsWith("| method")));
        Assert.Equal(4, page.Split('\n').Count(line => line.StartsWith("| GTAL |")));

        var figure = XDocument.Load(folder["page.svg"]);
        Assert.Equal(Svg + "svg", figure.Root!.Name);
        var chart = PaperFigure.Of(page, study.Cells.Select(cell => log.Results[cell.Key].ToJson()));
        foreach (var method in (string[])["GTAL", "BC", "control"])
        {
            var panels = chart.Panels.Count(panel => panel.Series.Any(series => series.Name == method));
            // A panel for each environment, and the paper's of those methods and numbers that it has: 1 of 2.
            Assert.Equal(method == "control" ? 2 : 4, panels);
        }
        Assert.DoesNotContain("NaN", figure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", figure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_by_hand_stays_on_the_page()
    {
        using var folder = new TemporaryFolder();
        using var log = PaperLog.Open(folder["page.jsonl"]);
        var study = PaperSamples.Study();
        foreach (var cell in study.Cells.Where(cell => cell.Condition.Environment == "CartPole-v0"))
        {
            log.Add(PaperSamples.Result(cell.Condition, cell.Options.Seed, 20) with { Key = cell.Key });
        }
        var info = new PaperPageInfo("gail paper", 1, "A remark on the budget");
        File.WriteAllText(folder["page.md"], "# The paper's classic-control table\n\nOld.\n\n## Remarks\n\nKept.\n");

        PaperPage.Write(folder["page.md"], study, log, info);
        var first = File.ReadAllText(folder["page.md"]);
        PaperPage.Write(folder["page.md"], study, log, info);

        Assert.EndsWith("\n## Remarks\n\nKept.\n", first, StringComparison.Ordinal);
        Assert.Equal(first, File.ReadAllText(folder["page.md"]));
        Assert.Contains("12 of 24 runs", first, StringComparison.Ordinal);
        Assert.Contains("A remark on the budget.", first, StringComparison.Ordinal);
        // What has no results yet has no table.
        Assert.DoesNotContain("## MountainCar-v0", first, StringComparison.Ordinal);
    }

    private static List<string> Untimed(PaperLog log) =>
        [.. log.Results.Values.Select(result => (result with { Seconds = 0 }).ToJson()).Order()];
}
