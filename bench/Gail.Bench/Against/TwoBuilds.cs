using System.Diagnostics;
using System.Globalization;
using Gail.Bench.Hosts;
using Gail.Bench.Reporting;

namespace Gail.Bench.Against;

/// <summary>Times per operation in nanoseconds, of two builds in turns, and the median of the rounds' ratios.</summary>
/// <param name="Figure">The figure's name.</param>
/// <param name="Before">Processor time of the earlier build, the median of its rounds.</param>
/// <param name="Now">Processor time of this build.</param>
/// <param name="Ratio">Of the processor times, now / before.</param>
/// <param name="WallRatio">Of the times by the clock.</param>
internal sealed record Pair(string Figure, double Before, double Now, double Ratio, double WallRatio)
{
    internal string ToLine() =>
        string.Create(CultureInfo.InvariantCulture, $"{Figure}\t{Before:R}\t{Now:R}\t{Ratio:R}\t{WallRatio:R}");

    internal static Pair FromLine(string line)
    {
        var cells = line.Split('\t');
        double Number(int i) => double.Parse(cells[i], CultureInfo.InvariantCulture);
        return new Pair(cells[0], Number(1), Number(2), Number(3), Number(4));
    }

    /// <summary>The same figure of several processes: medians.</summary>
    internal static Pair Median(IReadOnlyList<Pair> pairs) =>
        new(
            pairs[0].Figure,
            Middle(pairs.Select(pair => pair.Before)),
            Middle(pairs.Select(pair => pair.Now)),
            Middle(pairs.Select(pair => pair.Ratio)),
            Middle(pairs.Select(pair => pair.WallRatio))
        );

    internal static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>The figures of two builds in one process, a short round of each in turns.</summary>
internal static class TwoBuilds
{
    // A method is compiled anew after thirty calls, and a while later.
    private const int WarmCalls = 40;

    /// <summary>Prints a line for each figure that both builds have.</summary>
    /// <param name="before">The earlier build's Gail.Bench.dll.</param>
    /// <param name="options">What to measure.</param>
    /// <param name="beforeFirst">Which build is prepared first and begins the first round.</param>
    internal static void Print(string before, AgainstOptions options, bool beforeFirst)
    {
        var (earlier, now) = (new BenchBuild(before), new BenchBuild(typeof(TwoBuilds).Assembly.Location));
        var figures = Figures
            .All.Where(figure => figure.Section != Figures.Machine)
            .Where(figure => figure.Id.Contains(options.Only, StringComparison.Ordinal));
        foreach (var figure in figures)
        {
            GC.Collect();
            // Memory that is taken first may lie better.
            var first = (beforeFirst ? earlier : now).Prepare(figure.Id);
            var second = (beforeFirst ? now : earlier).Prepare(figure.Id);
            if (first is null || second is null)
            {
                Console.Error.WriteLine($"{figure.Id}: not in both builds");
                continue;
            }
            var pair = beforeFirst
                ? Measure(figure, first, second, options.Quick)
                : Measure(figure, second, first, options.Quick);
            Console.WriteLine(pair.ToLine());
        }
    }

    private static Pair Measure(Figure figure, BenchWork before, BenchWork now, bool quick)
    {
        var (rounds, seconds, warm) = quick ? (3, 0.005, 0.1) : (15, 0.03, 0.6);
        var calls = (Before: Calls(before, seconds, warm), Now: Calls(now, seconds, warm));
        var times = Enumerable
            .Range(0, rounds)
            .Select(round =>
            {
                if (round % 2 == 0)
                {
                    var earlier = Time(before, calls.Before, figure.Threads);
                    return (Before: earlier, Now: Time(now, calls.Now, figure.Threads));
                }
                var later = Time(now, calls.Now, figure.Threads);
                return (Before: Time(before, calls.Before, figure.Threads), Now: later);
            })
            .ToList();
        return new Pair(
            figure.Id,
            Pair.Middle(times.Select(time => time.Before.Processor)),
            Pair.Middle(times.Select(time => time.Now.Processor)),
            Pair.Middle(times.Select(time => time.Now.Processor / time.Before.Processor)),
            Pair.Middle(times.Select(time => time.Now.Wall / time.Before.Wall))
        );
    }

    /// <summary>How many calls are a round, after enough of them for the compiler to be done.</summary>
    private static int Calls(BenchWork work, double secondsPerRound, double warmSeconds)
    {
        var (start, calls) = (Stopwatch.GetTimestamp(), 0);
        double Seconds() => Stopwatch.GetElapsedTime(start).TotalSeconds;
        // Of what takes a tenth of a second a few calls must do: it calls its own parts often enough.
        while (Seconds() < warmSeconds || (calls < WarmCalls && Seconds() < 5 * warmSeconds))
        {
            work.Call();
            calls++;
        }
        return Math.Max(1, (int)(calls * secondsPerRound / Seconds()));
    }

    /// <summary>
    /// Nanoseconds of an operation, by the clock and by the processor: that of the calling thread, and of the process where
    /// more threads work.
    /// </summary>
    private static (double Wall, double Processor) Time(BenchWork work, int calls, int threads)
    {
        double Processor() => threads == 1 ? ThreadTime.Nanoseconds : Environment.CpuUsage.TotalTime.TotalNanoseconds;
        var (start, began) = (Stopwatch.GetTimestamp(), Processor());
        for (var call = 0; call < calls; call++)
        {
            work.Call();
        }
        var (operations, processor) = ((double)calls * work.Operations, Processor() - began);
        return (Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations, processor / operations);
    }
}
