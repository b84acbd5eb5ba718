using System.Collections.Immutable;
using System.Globalization;
using Gail.Experiments.Charts;

namespace Gail.Experiments.Paper;

/// <summary>The returns of a random policy and of the expert in an environment.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Random">The random policy's mean return.</param>
/// <param name="Expert">The expert's mean return.</param>
public sealed record PaperScale(string Environment, double Random, double Expert)
{
    /// <summary>A return on the scale from random to expert; 0 where there is nothing between them.</summary>
    /// <param name="value">The return.</param>
    public double Of(double value) => Expert == Random ? 0 : (value - Random) / (Expert - Random);
}

/// <summary>
/// The paper's figure 1: returns scaled so that a random policy is 0 and the expert 1, against the number of
/// trajectories shown; our runs above, the paper's below, a column for each environment.
/// </summary>
public static class PaperChart
{
    /// <summary>The title of the figure.</summary>
    internal const string Title = "Returns, scaled so that a random policy is 0 and the expert 1";

    private const double LowestShown = -0.2;
    private const double HighestShown = 1.2;

    private static readonly ChartAxis Returns = new(
        "",
        LowestShown,
        HighestShown,
        [
            new ChartTick(0, "random 0"),
            new ChartTick(0.25, "0.25"),
            new ChartTick(0.5, "0.5"),
            new ChartTick(0.75, "0.75"),
            new ChartTick(1, "expert 1"),
        ]
    );

    /// <summary>The figure.</summary>
    /// <param name="scales">The columns.</param>
    /// <param name="summaries">The summaries shown.</param>
    public static Chart Of(ImmutableArray<PaperScale> scales, ImmutableArray<PaperSummary> summaries)
    {
        var shown = scales.Select(scale => (Scale: scale, Own: Of(summaries, scale))).ToList();
        var (trajectories, methods) = (Trajectories(summaries), Methods(summaries));
        ChartPanel Panel(string title, IReadOnlyList<Point> points) =>
            new(title, trajectories, Returns, Series(points, methods)) { Levels = [new(0, ""), new(1, "")] };
        return new Chart(
            Title,
            [
                .. shown.Select(column => Panel($"{column.Scale.Environment}, here", Ours(column.Scale, column.Own))),
                .. shown.Select(column => Panel($"{column.Scale.Environment}, the paper", Papers(column.Own))),
            ]
        )
        {
            Columns = Math.Max(1, scales.Length),
            PanelWidth = 260,
            PanelHeight = 190,
        };
    }

    private static List<PaperSummary> Of(ImmutableArray<PaperSummary> summaries, PaperScale scale) =>
        [.. summaries.Where(summary => summary.Condition.Environment == scale.Environment)];

    private static ImmutableArray<PaperMethod> Methods(ImmutableArray<PaperSummary> summaries) =>
        [.. summaries.Select(summary => summary.Condition.Method).Distinct().Order()];

    private static ChartAxis Trajectories(ImmutableArray<PaperSummary> summaries)
    {
        var counts = summaries.Select(summary => summary.Condition.Trajectories).Distinct().Order().ToList();
        return new ChartAxis(
            "demonstrated trajectories",
            0,
            counts.DefaultIfEmpty(1).Max() + 1,
            [.. counts.Select(count => new ChartTick(count, count.ToString(CultureInfo.InvariantCulture)))]
        );
    }

    private static List<Point> Ours(PaperScale scale, IEnumerable<PaperSummary> summaries) =>
        [
            .. summaries.Select(summary => new Point(
                summary.Condition,
                scale.Of(summary.Return.Mean),
                scale.Of(summary.Return.Low),
                scale.Of(summary.Return.High)
            )),
        ];

    private static List<Point> Papers(List<PaperSummary> summaries)
    {
        var name = summaries.Count == 0 ? "" : summaries[0].Condition.Environment;
        if (PaperNumbers.Random(name) is not { } random || PaperNumbers.Expert(name) is not { } expert)
        {
            return [];
        }
        var scale = new PaperScale(name, random.Mean, expert.Mean);
        return
        [
            .. from summary in summaries
            let paper = summary.Paper
            where paper is not null
            select new Point(
                summary.Condition,
                scale.Of(paper.Mean),
                scale.Of(paper.Mean - paper.StandardDeviation),
                scale.Of(paper.Mean + paper.StandardDeviation)
            ),
        ];
    }

    /// <summary>GAIL last, on top.</summary>
    private static ImmutableArray<ChartSeries> Series(
        IReadOnlyList<Point> points,
        ImmutableArray<PaperMethod> methods
    ) =>
        [
            .. from point in points
            group point by point.Condition.Method into own
            orderby own.Key descending
            // Beside each other, so that equal values do not hide each other.
            let shift = 0.28 * (methods.IndexOf(own.Key) - ((methods.Length - 1) / 2.0))
            select new ChartSeries(
                PaperMethods.Title(own.Key),
                [
                    .. own.OrderBy(point => point.Condition.Trajectories)
                        .Select(point => new ChartPoint(
                            point.Condition.Trajectories + shift,
                            Shown(point.Value),
                            Shown(point.Low),
                            Shown(point.High)
                        )),
                ]
            )
            {
                Tone = (ChartTone)(int)own.Key,
                Mark = Mark(own.Key),
            },
        ];

    private static double Shown(double value) =>
        double.IsFinite(value) ? Math.Clamp(value, LowestShown, HighestShown) : value;

    private static ChartMark Mark(PaperMethod method) =>
        method switch
        {
            PaperMethod.Gail => ChartMark.Circle,
            PaperMethod.Fem => ChartMark.Square,
            PaperMethod.Gtal => ChartMark.Triangle,
            PaperMethod.BehaviorCloning => ChartMark.Diamond,
            _ => ChartMark.Circle,
        };

    private sealed record Point(PaperCondition Condition, double Value, double Low, double High);
}
