using Gail.Data.Checks;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Inspection;

/// <summary>Finds returns that do not add up and episodes that are far worse than the others.</summary>
internal static class ReturnProblems
{
    private const int Named = 8;
    private const int FewestEpisodes = 4;

    // Stated returns are often sums in single precision.
    private const double Tolerance = 1e-3;

    // Far below: Tukey's far-out values, three interquartile ranges under the lower quartile, which up to a quarter of
    // bad episodes does not move; and at most half of the median, since experts that always reach the same return have
    // no range at all.
    private const double Ranges = 3;
    private const double ShareOfMedian = 0.5;

    /// <summary>The sum of rewards of each episode; null without rewards and after sub-sampling.</summary>
    public static double[]? Returns(DemonstrationColumns columns)
    {
        if (columns.Rewards is not { } rewards || columns.IsSubsampled)
        {
            return null;
        }
        var returns = new double[columns.EpisodeStarts.Length];
        for (var episode = 0; episode < returns.Length; episode++)
        {
            for (var row = columns.EpisodeStarts[episode]; row < columns.EpisodeEnd(episode); row++)
            {
                returns[episode] += rewards[row];
            }
        }
        return returns;
    }

    public static IEnumerable<string> Find(LoadedDemonstrations loaded, double[]? returns) =>
        Disagreements(loaded, returns).Concat(Outliers(loaded.Columns, returns));

    private static IEnumerable<string> Disagreements(LoadedDemonstrations loaded, double[]? returns)
    {
        if (loaded.StatedReturns is not { } stated || returns is null)
        {
            yield break;
        }
        if (stated.Length != returns.Length)
        {
            yield return $"episode_returns: has {stated.Length} values for {returns.Length} episodes.";
            yield break;
        }
        var different = Enumerable
            .Range(0, returns.Length)
            // Written so that NaN counts as different.
            .Where(i => !(Math.Abs(stated[i] - returns[i]) <= Tolerance * Math.Max(1, Math.Abs(returns[i]))))
            .ToList();
        if (different.Count > 0)
        {
            var i = different[0];
            yield return $"episode_returns: {different.Count} of {returns.Length} disagree with the sum of rewards; the first: episode {i} states {ValueRules.Text(stated[i])}, its rewards sum to {ValueRules.Text(returns[i])}.";
        }
    }

    private static IEnumerable<string> Outliers(DemonstrationColumns columns, double[]? returns)
    {
        var lengths = columns.Lengths().Select(length => (double)length).ToArray();
        var values = returns ?? lengths;
        var finite = values.Where(double.IsFinite).ToArray();
        if (finite.Length < FewestEpisodes)
        {
            return [];
        }
        var median = Quantile(finite, 0.5);
        var lower = Quantile(finite, 0.25);
        var bound = Math.Min(
            lower - (Ranges * (Quantile(finite, 0.75) - lower)),
            median - (ShareOfMedian * Math.Abs(median))
        );
        var sentences = Enumerable
            .Range(0, values.Length)
            .Where(i => values[i] < bound)
            .Select(i =>
                returns is null
                    ? $"episode {i} has {lengths[i]} steps, far below the median of {median}."
                    : $"episode {i} has a return of {values[i]:G6}, far below the median of {median:G6} ({lengths[i]} steps; the median is {Quantile(lengths, 0.5)})."
            )
            .ToList();
        return sentences.Count <= Named
            ? sentences
            : [.. sentences.Take(Named), $"{sentences.Count - Named} more episodes are far below the median."];
    }

    /// <summary>A quantile, interpolated linearly between the values next to it, as NumPy does.</summary>
    private static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
