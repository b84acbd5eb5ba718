using System.Diagnostics;

namespace Gail.Bench.Reporting;

/// <summary>
/// Measures things whose ratio matters in turns, a short round of each: whatever else the machine does meets them all
/// alike, and the ratio of neighbouring rounds does not see it.
/// </summary>
internal static class Alternating
{
    private const int Rounds = 31;
    private const double SecondsPerRound = 0.03;

    /// <summary>Measures; times are per operation.</summary>
    /// <param name="quick">A few rounds only.</param>
    /// <param name="operations">How many operations a call is.</param>
    /// <param name="calls">Names and what they call.</param>
    internal static IEnumerable<Measurement> Measure(
        bool quick,
        int operations,
        IReadOnlyDictionary<string, Action> calls
    )
    {
        var repeats = calls.ToDictionary(call => call.Key, call => Repeats(call.Value));
        var rounds = calls.Keys.ToDictionary(id => id, _ => new List<double>());
        for (var round = 0; round < (quick ? 3 : Rounds); round++)
        {
            foreach (var (id, call) in calls)
            {
                rounds[id].Add(Nanoseconds(call, repeats[id]) / operations);
            }
        }
        return rounds.Select(pair =>
        {
            var sorted = pair.Value.Order().ToList();
            var mean = sorted.Average();
            var deviation = Math.Sqrt(sorted.Average(value => (value - mean) * (value - mean)));
            return new Measurement(pair.Key, sorted[sorted.Count / 2], deviation, Allocated: null)
            {
                Rounds = pair.Value,
            };
        });
    }

    /// <summary>How often to call for a round, after enough calls for the compiler to be done.</summary>
    private static int Repeats(Action call)
    {
        var start = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 10 * SecondsPerRound || count < 3)
        {
            call();
            count++;
        }
        return Math.Max(1, (int)(SecondsPerRound * count / Stopwatch.GetElapsedTime(start).TotalSeconds));
    }

    private static double Nanoseconds(Action call, int repeats)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++)
        {
            call();
        }
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
    }
}
