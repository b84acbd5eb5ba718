using System.Collections.Immutable;
using System.Diagnostics;

namespace Gail.Experiments.Paper;

/// <summary>The progress of the table.</summary>
/// <param name="Done">Runs done.</param>
/// <param name="Total">Runs to do.</param>
/// <param name="Share">The share of all work that is done, from 0 to 1.</param>
/// <param name="Left">The expected rest of the time; null while it is unknown.</param>
/// <param name="Running">The runs under way.</param>
/// <param name="Ended">The run that has just ended; null at other times.</param>
/// <param name="Result">Its result; null when it failed.</param>
public sealed record PaperProgress(
    int Done,
    int Total,
    double Share,
    TimeSpan? Left,
    ImmutableArray<PaperRunning> Running,
    PaperCell? Ended,
    PaperResult? Result
);

/// <summary>A run under way.</summary>
/// <param name="Cell">The run.</param>
/// <param name="Share">The share of it that is done, from 0 to 1.</param>
public sealed record PaperRunning(PaperCell Cell, double Share);

/// <summary>Keeps count; for several threads.</summary>
internal sealed class PaperStanding(ImmutableArray<PaperCell> cells, int jobs, Action<PaperProgress> report)
{
    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<PaperRunning> _running = [];
    private readonly double _all = cells.Sum(cell => cell.Effort);
    private double _spent;
    private int _done;

    internal void Began(PaperCell cell)
    {
        lock (_gate)
        {
            _running.Add(new PaperRunning(cell, 0));
            Report();
        }
    }

    internal void IsAt(PaperCell cell, double share)
    {
        lock (_gate)
        {
            _running[_running.FindIndex(running => running.Cell == cell)] = new PaperRunning(cell, share);
            Report();
        }
    }

    internal void Ended(PaperCell cell, PaperResult? result)
    {
        lock (_gate)
        {
            _running.RemoveAll(running => running.Cell == cell);
            _done++;
            _spent += cell.Effort;
            Report(cell, result);
        }
    }

    private void Report(PaperCell? ended = null, PaperResult? result = null)
    {
        var spent = _spent + _running.Sum(running => running.Cell.Effort * running.Share);
        // The first seconds are the compiler's.
        var left = _done >= jobs && spent > 0 ? _clock.Elapsed * ((_all - spent) / spent) : (TimeSpan?)null;
        report(new PaperProgress(_done, cells.Length, spent / _all, left, [.. _running], ended, result));
    }
}
