using System.Collections.Immutable;
using Gail.Runs;
using Gail.Training;

namespace Gail.Experiments.Paper;

/// <summary>A run that could not be finished.</summary>
/// <param name="Cell">The run.</param>
/// <param name="Reason">Why.</param>
public sealed record PaperFailure(PaperCell Cell, string Reason);

/// <summary>
/// The paper's table as a set of runs, each independent of all others: those whose results a log has already are not
/// made again.
/// </summary>
public sealed class PaperStudy
{
    /// <summary>The runs of some environments.</summary>
    /// <param name="tasks">The environments with their demonstrations.</param>
    /// <param name="options">The runs.</param>
    public PaperStudy(ImmutableArray<PaperTask> tasks, PaperOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Tasks = tasks;
        Options = options;
        // Seed after seed, so that all conditions have results early.
        Cells =
        [
            .. from run in Enumerable.Range(0, options.Seeds)
            from task in tasks
            from method in options.Methods
            from trajectories in options.Trajectories
            select new PaperCell(task, method, trajectories, options.FirstSeed + run, options),
        ];
    }

    /// <summary>The environments.</summary>
    public ImmutableArray<PaperTask> Tasks { get; }

    /// <summary>The runs.</summary>
    public PaperOptions Options { get; }

    /// <summary>The runs.</summary>
    public ImmutableArray<PaperCell> Cells { get; }

    /// <summary>The runs that a log has no result of.</summary>
    public ImmutableArray<PaperCell> Missing(PaperLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var results = log.Results;
        return [.. Cells.Where(cell => !results.ContainsKey(cell.Key))];
    }

    /// <summary>The results of each condition that a log has, in the order of the page.</summary>
    public ImmutableArray<PaperSummary> Summaries(PaperLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var results = log.Results;
        return
        [
            .. from cell in Cells
            where results.ContainsKey(cell.Key)
            group results[cell.Key] by cell.Condition into runs
            orderby Tasks
                .Select(task => task.Name)
                .ToList()
                .IndexOf(runs.Key.Environment), runs.Key.Method, runs.Key.Trajectories
            select new PaperSummary(runs.Key, [.. runs.OrderBy(run => run.Seed)]),
        ];
    }

    /// <summary>Makes the runs that are missing and adds them to the log.</summary>
    /// <param name="cells">The runs to make, see <see cref="Missing"/>.</param>
    /// <param name="jobs">The number at a time, at least 1.</param>
    /// <param name="threads">The threads of all together; 0 for one per core.</param>
    /// <param name="cancellation">Stops the work: runs under way are given up, those done are kept.</param>
    /// <param name="progress">Told how it stands, by several threads but one at a time.</param>
    /// <returns>Runs that failed, in no order.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableArray<PaperFailure> Run(
        PaperLog log,
        ImmutableArray<PaperCell> cells,
        int jobs,
        int threads,
        CancellationToken cancellation,
        Action<PaperProgress> progress
    )
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(progress);
        var failures = new List<PaperFailure>();
        var standing = new PaperStanding(cells, jobs, progress);
        SideBySide.Run(
            cells,
            jobs,
            threads,
            cancellation,
            (executor, cell) =>
            {
                standing.Began(cell);
                try
                {
                    var result = cell.Run(executor, share => standing.IsAt(cell, share));
                    log.Add(result);
                    standing.Ended(cell, result);
                }
                catch (DivergedException e)
                {
                    // The others go on: a gap in the table says it.
                    lock (failures)
                    {
                        failures.Add(new PaperFailure(cell, e.Message));
                    }
                    standing.Ended(cell, result: null);
                }
            }
        );
        return [.. failures];
    }
}
