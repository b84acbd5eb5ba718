using System.Collections.Immutable;
using System.Globalization;

namespace Gail.Experiments.Paper;

/// <summary>A return that the paper's authors measured.</summary>
/// <param name="Mean">The mean over all episodes of all runs.</param>
/// <param name="StandardDeviation">Their standard deviation; 0 where it is not known.</param>
public sealed record PaperNumber(double Mean, double StandardDeviation);

/// <summary>
/// The measurements of the paper's authors (Ho and Ermon 2016): the returns in their result files, and those of random
/// policies from table 1. The numbers are data/paper/results.csv.
/// </summary>
public static class PaperNumbers
{
    private static readonly Lazy<ImmutableDictionary<string, PaperNumber>> Table = new(Read);

    /// <summary>The return of a method; null where the paper has none.</summary>
    /// <param name="environment">As in "CartPole-v0"; the version does not matter.</param>
    /// <param name="method">Any; there are none of the control.</param>
    /// <param name="trajectories">The number of trajectories shown.</param>
    public static PaperNumber? Of(string environment, PaperMethod method, int trajectories) =>
        Table.Value.GetValueOrDefault(Key(Task(environment), PaperMethods.Title(method), $"{trajectories}"));

    /// <summary>The return of the authors' expert; null where the paper has none.</summary>
    /// <param name="environment">As in "CartPole-v0".</param>
    public static PaperNumber? Expert(string environment) =>
        Table.Value.GetValueOrDefault(Key(Task(environment), "expert", ""));

    /// <summary>The return of a random policy; null where the paper has none.</summary>
    /// <param name="environment">As in "CartPole-v0".</param>
    public static PaperNumber? Random(string environment) =>
        Table.Value.GetValueOrDefault(Key(Task(environment), "random", ""));

    private static string Task(string environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var family = environment.Split('-')[0].ToLowerInvariant();
        return family == "walker2d" ? "walker" : family;
    }

    private static string Key(string task, string method, string trajectories) => $"{task},{method},{trajectories}";

    private static ImmutableDictionary<string, PaperNumber> Read()
    {
        using var stream =
            typeof(PaperNumbers).Assembly.GetManifestResourceStream("paper-results.csv")
            ?? throw new InvalidOperationException("paper-results.csv is not in the assembly.");
        using var reader = new StreamReader(stream);
        var numbers = ImmutableDictionary.CreateBuilder<string, PaperNumber>();
        // The header: task, method, expert_trajectories, runs, episodes, mean_return, std_return, median_run_mean.
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            double Number(int field) =>
                fields[field].Length == 0
                    ? 0
                    : double.Parse(fields[field], NumberStyles.Float, CultureInfo.InvariantCulture);
            numbers.Add(Key(fields[0], fields[1], fields[2]), new PaperNumber(Number(5), Number(6)));
        }
        return numbers.ToImmutable();
    }
}
