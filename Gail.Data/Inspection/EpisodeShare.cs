using System.Collections.Immutable;
using Gail.Data.Columns;

namespace Gail.Data.Inspection;

/// <summary>How much of the actions' variance is between episodes: whether actions alone tell episodes apart.</summary>
/// <remarks>
/// <para>
/// Of a continuous column Kelley's epsilon squared: eta squared, the variance of the episodes' means over that of all
/// values, freed of what chance alone gives, 1 - (1 - eta^2) (T - 1) / (T - E). Of choices the same of their
/// indicators together (Goodman and Kruskal's tau). 0 means that every episode acts alike on average, 1 that each has
/// one action of its own.
/// </para>
/// <para>
/// Steps of an episode resemble each other, so values up to about 0.3 are ordinary. From a half on the episodes are
/// not of one behaviour: several demonstrators, or actions that were scaled or shifted episode by episode.
/// </para>
/// </remarks>
internal static class EpisodeShare
{
    private const double Remarkable = 0.5;
    private const int FewestEpisodes = 4;
    private const int FewestSteps = 10;

    /// <summary>Of each column; null where it never changes, is not all finite, or there are too few episodes or steps.</summary>
    public static ImmutableArray<double?> Of(DemonstrationColumns columns, ImmutableArray<ValueSummary?> summaries)
    {
        var episodes = columns.EpisodeStarts.Length;
        if (
            columns.Actions is not { } actions
            || episodes < FewestEpisodes
            || actions.Rows < FewestSteps * (long)episodes
        )
        {
            return [.. summaries.Select(_ => (double?)null)];
        }
        var space = columns.ActionSpace;
        return
        [
            .. Enumerable
                .Range(0, actions.Columns)
                .Select(column =>
                    summaries[column] is not { StandardDeviation: > 0 } summary ? null
                    : space.IsChoice(column) ? OfChoices(columns, column, summary)
                    : OfNumbers(columns, column, summary)
                ),
        ];
    }

    public static IEnumerable<string> Problems(DemonstrationColumns columns, ImmutableArray<double?> shares)
    {
        for (var column = 0; column < shares.Length; column++)
        {
            if (shares[column] is { } share && share >= Remarkable)
            {
                yield return $"{columns.Fields.Actions}: {Percent.Of(share)} of the variance of column {column} is between episodes, which differ in what they do rather than in when: several demonstrators, or actions scaled or shifted episode by episode?";
            }
        }
    }

    private static double? OfNumbers(DemonstrationColumns columns, int column, ValueSummary summary)
    {
        var values = columns.Actions!.Span;
        var width = columns.Actions.Columns;
        var between = 0.0;
        for (var episode = 0; episode < columns.EpisodeStarts.Length; episode++)
        {
            var (start, end) = (columns.EpisodeStarts[episode], columns.EpisodeEnd(episode));
            var sum = 0.0;
            for (var row = start; row < end; row++)
            {
                sum += values[(row * width) + column] - summary.Mean;
            }
            between += sum * sum / (end - start);
        }
        return Adjusted(between / (summary.StandardDeviation * summary.StandardDeviation), columns);
    }

    private static double? OfChoices(DemonstrationColumns columns, int column, ValueSummary summary)
    {
        if (!(summary.Minimum >= 0 && summary.Maximum < ColumnHistogram.MostChoices))
        {
            return null;
        }
        var values = columns.Actions!.Span;
        var width = columns.Actions.Columns;
        Span<double> all = stackalloc double[ColumnHistogram.MostChoices];
        Span<double> own = stackalloc double[ColumnHistogram.MostChoices];
        all.Clear();
        var inside = 0.0;
        for (var episode = 0; episode < columns.EpisodeStarts.Length; episode++)
        {
            var (start, end) = (columns.EpisodeStarts[episode], columns.EpisodeEnd(episode));
            own.Clear();
            for (var row = start; row < end; row++)
            {
                if (!float.IsFinite(values[(row * width) + column]))
                {
                    return null;
                }
                own[(int)values[(row * width) + column]]++;
            }
            for (var choice = 0; choice < own.Length; choice++)
            {
                inside += own[choice] * own[choice] / (end - start);
                all[choice] += own[choice];
            }
        }
        var expected = 0.0;
        var rows = columns.Actions.Rows;
        foreach (var count in all)
        {
            expected += count * count / rows;
        }
        return Adjusted((inside - expected) / (rows - expected) * rows, columns);
    }

    /// <param name="share">Eta squared times the rows.</param>
    /// <param name="columns">The columns.</param>
    private static double? Adjusted(double share, DemonstrationColumns columns)
    {
        double rows = columns.Observations.Rows;
        var adjusted = 1 - ((1 - (share / rows)) * (rows - 1) / (rows - columns.EpisodeStarts.Length));
        return double.IsFinite(adjusted) ? Math.Clamp(adjusted, 0, 1) : null;
    }
}
