using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Gail.Experiments.Charts;

namespace Gail.Experiments.Paper;

/// <summary>The figure of a page that is there, once more: from its results file and its own words, without a run.</summary>
public static partial class PaperFigure
{
    /// <summary>Draws the figure of a page again.</summary>
    /// <param name="page">The page's path, which ends in .md; its results lie beside it.</param>
    /// <exception cref="IOException">Something cannot be read or written.</exception>
    public static void Redraw(string page)
    {
        var chart = Of(File.ReadAllText(page), File.ReadLines(PaperPage.ResultsPath(page)));
        ChartWriter.Write(PaperPage.FigurePath(page), chart);
    }

    /// <summary>The figure.</summary>
    /// <param name="page">The page, which says what experts and random policies return.</param>
    /// <param name="results">The lines of its results file.</param>
    internal static Chart Of(string page, IEnumerable<string> results)
    {
        var scales = Scale()
            .Matches(page)
            .Select(found => new PaperScale(
                found.Groups["environment"].Value,
                Number(found.Groups["random"].Value),
                Number(found.Groups["expert"].Value)
            ))
            .ToImmutableArray();
        var summaries =
            from result in results.Select(PaperResult.FromJson)
            let method = PaperMethods.All.Single(method => PaperMethods.Name(method) == result.Method)
            group result by new PaperCondition(result.Environment, method, result.Trajectories) into runs
            select new PaperSummary(runs.Key, [.. runs]);
        return PaperChart.Of(scales, [.. summaries]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^## (?<environment>\S+)\s+Expert: .*; over \d+ episodes (?<expert>-?[\d.]+) .* A random policy returns (?<random>-?\d+(\.\d+)?)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Scale();
}
