using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gail.Configuration;
using Gail.Data.Files;
using Gail.Evaluation;
using Gail.Experiments.Charts;
using Gail.Experiments.Pages;
using Gail.Runs;

namespace Gail.Experiments.Paper;

/// <summary>The page's remarks on itself.</summary>
/// <param name="Command">The command that made it.</param>
/// <param name="Jobs">The number of runs made at a time.</param>
/// <param name="Budget">The parts left out to be quick; empty for none.</param>
public sealed record PaperPageInfo(string Command, int Jobs, string Budget);

/// <summary>The page of results in Markdown and its figure, from what a log has.</summary>
public static class PaperPage
{
    /// <summary>The heading of the part of an earlier page that was written by hand and is kept.</summary>
    public const string ByHand = "## Remarks";

    private const string Heading = "# The paper's classic-control table";

    /// <summary>The path of the figure that belongs to a page.</summary>
    /// <param name="page">The page's path, which ends in .md.</param>
    public static string FigurePath(string page) => Path.ChangeExtension(page, ".svg");

    /// <summary>The path of the results that belong to a page.</summary>
    /// <param name="page">The page's path, which ends in .md.</param>
    public static string ResultsPath(string page) => Path.ChangeExtension(page, ".jsonl");

    /// <summary>Checks that page and figure would replace earlier ones at most, without touching anything.</summary>
    /// <param name="path">The page's path.</param>
    /// <exception cref="RunException">There is something else of that name.</exception>
    public static void CheckFree(string path)
    {
        foreach (
            var (file, mark) in (ReadOnlySpan<(string, string)>)[(path, Heading), (FigurePath(path), PaperChart.Title)]
        )
        {
            var earlier = Earlier(file);
            if (earlier.Length > 0 && !earlier.Contains(mark, StringComparison.Ordinal))
            {
                throw new RunException(file, "is there already and not of gail paper; choose another name with --out.");
            }
        }
    }

    private static string Earlier(string file) => Path.Exists(file) ? RunText.Read(file) : "";

    /// <summary>Writes page and figure, each whole or not at all.</summary>
    /// <param name="path">The page's path; the folder must exist.</param>
    /// <param name="study">The runs.</param>
    /// <param name="log">Their results.</param>
    /// <param name="info">The page's remarks on itself.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="RunException">See <see cref="CheckFree"/>.</exception>
    public static void Write(string path, PaperStudy study, PaperLog log, PaperPageInfo info)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(info);
        var summaries = study.Summaries(log);
        CheckFree(path);
        var earlier = Earlier(path);
        var figure = FigurePath(path);
        var shown = summaries.Select(summary => summary.Condition.Environment).ToHashSet();
        var tasks = study.Tasks.RemoveAll(task => !shown.Contains(task.Name));
        var scales = tasks.Select(task => new PaperScale(
            task.Name,
            task.RandomReturns.MeanReturn,
            task.ExpertReturns.MeanReturn
        ));
        ChartWriter.Write(figure, PaperChart.Of([.. scales], summaries));
        var text = PageRemarks.Keep(Text(study, summaries, info, Path.GetFileName(figure)), earlier, ByHand);
        AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(text));
    }

    private static string Text(
        PaperStudy study,
        ImmutableArray<PaperSummary> summaries,
        PaperPageInfo info,
        string figure
    )
    {
        var page = new StringBuilder();
        void Line(string text = "") => page.Append(text).Append('\n');
        var runs = summaries.SelectMany(summary => summary.Runs).ToList();
        var hours = TimeSpan.FromSeconds(runs.Sum(run => run.Seconds));

        Line(Heading);
        Line();
        Line(
            "The experiments of Ho and Ermon, \"Generative Adversarial Imitation Learning\" (2016), section 6, on CartPole, Acrobot and"
        );
        Line(
            "MountainCar: GAIL, feature expectation matching (FEM), game-theoretic apprenticeship learning (GTAL) and behaviour cloning"
        );
        Line($"(BC), by the authors' procedure (preset `paper`); and a control. Made by `{info.Command}`.");
        Line();
        Line($"![Returns against the number of trajectories]({figure})");
        Line();
        Line(
            $"{runs.Count} of {study.Cells.Length} runs, {Number(hours.TotalMinutes, "0")} minutes in all when added up, {info.Jobs} at a time"
                + $"{(info.Budget.Length > 0 ? $". {info.Budget}" : "")}. Each run's line is in [{Path.GetFileName(ResultsPath(figure))}]({Path.GetFileName(ResultsPath(figure))})."
        );
        WriteReading(study, Line);
        foreach (
            var task in study.Tasks.Where(task => summaries.Any(summary => summary.Condition.Environment == task.Name))
        )
        {
            WriteTask(task, [.. summaries.Where(summary => summary.Condition.Environment == task.Name)], Line);
        }
        WriteAgain(study, Line);
        return page.ToString();
    }

    private static void WriteReading(PaperStudy study, Action<string> line)
    {
        foreach (
            var text in (string[])
                [
                    "",
                    "## How to read it",
                    "",
                    $"- A run's return is the mean true return of {study.Options.Episodes} episodes with the most probable actions, from its final policy (BC: from the",
                    "  snapshot that did best on the pairs held out). The true reward is read for this page alone.",
                    $"- **the paper**: mean ± standard deviation over all episodes of its {PaperOptions.PaperSeeds} runs, from the authors' result files.",
                    $"- **here**: the mean over runs of the seeds from {study.Options.FirstSeed}, in brackets Student's 95 % interval of that mean; it may reach beyond what is",
                    "  possible. Then the runs of the least and the greatest return.",
                    "- **verdict**: *better*, the whole interval lies above the paper's mean; *equal*, the paper's mean lies within the interval;",
                    "  *within spread*, the interval lies below the paper's mean, but our mean no further than the paper's standard deviation;",
                    "  *short*, further below. The paper's mean is taken as it is, though seven runs leave it uncertain too.",
                    "- **control**: GAIL shown a uniformly random policy, as many trajectories and as many steps at least. It shows what the form of the",
                    "  reward teaches by itself: never negative, it keeps a pole up; never positive, it seeks the end of an episode.",
                    "- In the figure, bars are these intervals here, and the standard deviation over episodes for the paper; each row has its own",
                    "  expert as 1.",
                ]
        )
        {
            line(text);
        }
    }

    private static void WriteTask(PaperTask task, ImmutableArray<PaperSummary> summaries, Action<string> line)
    {
        line("");
        line($"## {task.Name}");
        line("");
        line(
            $"Expert: {task.Expert.Origin}. Its {PaperTask.RecordedEpisodes} recorded trajectories return {Deviation(Recorded(task))}; over {PaperTask.ReferenceEpisodes} episodes {Deviation(task.ExpertReturns)}"
                + $"{(PaperNumbers.Expert(task.Name) is { } paper ? $" (in the authors' file {Number(paper.Mean)} ± {Number(paper.StandardDeviation)})" : "")}. "
                + $"A random policy returns {Number(task.RandomReturns.MeanReturn)}{(PaperNumbers.Random(task.Name) is { } random ? $" (in the paper {Number(random.Mean, "0.##")})" : "")}."
        );
        line("");
        line("| method | trajectories | pairs | the paper | here, 95 % interval | least to most | runs | verdict |");
        line("|---|---|---|---|---|---|---|---|");
        foreach (var summary in summaries)
        {
            line(Row(summary));
        }
        var seconds = Statistics.Median([
            .. summaries
                .Where(summary => summary.Condition.Method == PaperMethod.Gail)
                .SelectMany(summary => summary.Runs)
                .Select(run => run.Seconds),
        ]);
        if (!double.IsNaN(seconds))
        {
            line("");
            line($"A run of GAIL took {Number(seconds)} s (median).");
        }
    }

    private static string Row(PaperSummary summary)
    {
        var (condition, interval) = (summary.Condition, summary.Return);
        var paper = summary.Paper is { } known ? $"{Number(known.Mean)} ± {Number(known.StandardDeviation)}" : "";
        var bounds = double.IsFinite(interval.Low) ? $" [{Number(interval.Low)}, {Number(interval.High)}]" : "";
        var verdict = summary.Verdict switch
        {
            PaperVerdict.Better => "better",
            PaperVerdict.Equal => "equal",
            PaperVerdict.WithinSpread => "within spread",
            PaperVerdict.Short => "**short**",
            _ => "",
        };
        return $"| {PaperMethods.Title(condition.Method)} | {condition.Trajectories} | {summary.Runs[0].Pairs} | {paper} | {Number(interval.Mean)}{bounds} "
            + $"| {Number(summary.Least)} to {Number(summary.Most)} | {summary.Runs.Length} | {verdict} |";
    }

    private static void WriteAgain(PaperStudy study, Action<string> line)
    {
        var cell = study.Cells[^1];
        var (condition, options) = (cell.Condition, cell.Options);
        var task = study.Tasks.Single(task => task.Name == condition.Environment);
        var control = condition.Method == PaperMethod.Control;
        var method = control ? "gail" : PaperMethods.Name(condition.Method);
        var whole = Presets.Create("paper", task.Environment.Spec, options.Method).Iterations;
        var iterations = options.Iterations == whole ? "" : $" --iterations {options.Iterations}";
        var recording = task.RecordingSeed == 0 ? "" : $" --seed {task.RecordingSeed}";
        line("");
        line("## A run again");
        line("");
        line($"As an example the last one, {condition}, seed {options.Seed}:");
        line("");
        line(
            $"    gail expert --env {task.Name} {(control ? "--policy random" : task.Expert.Command)} --record demos.npz --episodes {(control ? task.Control : task.Demonstrations).EpisodeCount} --stochastic{recording}"
        );
        line(
            $"    gail train --env {task.Name} --demos demos.npz --preset paper --method {method} --episodes {options.Demonstrations.Episodes} --seed {options.Seed}{iterations}"
        );
    }

    private static EvaluationResult Recorded(PaperTask task) =>
        new(task.Demonstrations.EpisodeReturns!.Values, task.Demonstrations.EpisodeLengths);

    private static string Deviation(EvaluationResult result) =>
        $"{Number(result.MeanReturn)} ± {Number(result.StandardDeviation)}";

    private static string Number(double value, string format = "0.0") =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
