using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gail.Data.Files;
using Gail.Experiments.Commands;
using Gail.Experiments.Pages;
using Gail.Runs;

namespace Gail.Experiments.ClassicControl;

/// <summary>Trains and evaluates everything of docs/results/classic-control.md; can be stopped and called again.</summary>
public static class ClassicControlStudy
{
    // The mean return of Pendulum's uniformly random policy, about, and that of imitation_pendulum.npz.
    private const double RandomReturn = -1200;
    private const double GoodReturn = -189;

    /// <summary>Makes the calls that have no answer yet, then the page and its results file.</summary>
    /// <param name="gail">The command.</param>
    /// <param name="work">The folder of runs, recordings and answers.</param>
    /// <param name="demos">See <see cref="ClassicControlCells"/>.</param>
    /// <param name="seeds">The seeds of the learners.</param>
    /// <param name="jobs">The number of calls at a time.</param>
    /// <param name="page">The page's path, which ends in .md.</param>
    /// <param name="say">Told of every call that has ended.</param>
    /// <exception cref="RunException">A call has failed.</exception>
    public static void Run(
        GailCommand gail,
        string work,
        string demos,
        ImmutableArray<int> seeds,
        int jobs,
        string page,
        Action<string> say
    )
    {
        Directory.CreateDirectory($"{work}/demos");
        var cells = new ClassicControlCells(work, demos, seeds);
        var calls = new CommandCells(work, gail, jobs, say);
        calls.Run(cells.RandomDemonstrations);
        calls.Run(cells.Groups.SelectMany(group => group.Cells));
        calls.Run(cells.FullExpert);
        var mediocre = FirstHalfway(File.ReadAllLines($"{work}/mediocre/expert-full/metrics.csv"));
        calls.Run(cells.MediocreExpert(mediocre));
        calls.Run(cells.MediocreDemonstrations);
        calls.Run(cells.Learners);
        calls.Run([.. cells.OwnDistances, .. cells.LearnedDistances, cells.RandomDistance]);

        // Where the demonstrations lie is the machine's own business.
        string Answer(CommandCell cell) => calls.AnswerOf(cell).Replace($"{demos}/", "", StringComparison.Ordinal);
        var earlier = File.Exists(page) ? File.ReadAllText(page) : "";
        var text = ClassicControlPage.Text(cells, Answer, mediocre);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(page))!);
        Write(page, PageRemarks.Keep(text, earlier, ClassicControlPage.ByHand));
        Write(Path.ChangeExtension(page, ".jsonl"), ClassicControlPage.Results(cells, Answer));
    }

    /// <summary>The first iteration whose batch returned half the way from random to good.</summary>
    /// <param name="metrics">The lines of metrics.csv.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static int FirstHalfway(IReadOnlyList<string> metrics)
    {
        var column = Array.IndexOf(metrics[0].Split(','), "true_return_mean");
        return metrics
            .Skip(1)
            .Select(line => line.Split(','))
            .Where(row => double.Parse(row[column], CultureInfo.InvariantCulture) >= (RandomReturn + GoodReturn) / 2)
            .Select(row => int.Parse(row[0], CultureInfo.InvariantCulture))
            .First();
    }

    private static void Write(string path, string text) => AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(text));
}
