using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;

namespace Gail.Experiments.Paper;

/// <summary>
/// The paper's figure 1 as SVG: returns scaled so that a random policy is 0 and the expert 1, against the number of
/// trajectories shown; our runs above, the paper's below, a column for each environment.
/// </summary>
internal sealed class PaperChart
{
    /// <summary>What the figure begins with.</summary>
    internal const string Title = "Returns, scaled so that a random policy is 0 and the expert 1";

    private const double Left = 70;
    private const double Top = 74;
    private const double PanelWidth = 260;
    private const double PanelHeight = 190;
    private const double ColumnGap = 34;
    private const double RowGap = 62;
    private const double Bottom = 50;
    private const double Right = 20;
    private const double LowestShown = -0.2;
    private const double HighestShown = 1.2;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // Not every viewer knows variables in style sheets, so every rule is written out.
    private static readonly string Style = $$"""
        .page{fill:#ffffff} text{font:13px system-ui,sans-serif;fill:#24292f} .small{font-size:12px} .title{font-weight:600}
        .grid{stroke:#d8dee4} .frame{fill:none;stroke:#8c959f} .level{stroke:#6e7781;stroke-dasharray:2 4}
        .line{fill:none;stroke-width:2} .bar{stroke-width:1.2} .control .line{stroke-dasharray:6 4}
        {{Rules(light: true)}}
        @media (prefers-color-scheme: dark) {
        .page{fill:#0d1117} text{fill:#e6edf3} .grid{stroke:#21262d} .frame{stroke:#6e7681} .level{stroke:#8b949e}
        {{Rules(light: false)}}
        }
        """;

    private readonly ImmutableArray<PaperTask> _tasks;
    private readonly ImmutableArray<PaperSummary> _summaries;
    private readonly XElement _root;
    private readonly double _width;
    private readonly double _height;

    private PaperChart(ImmutableArray<PaperTask> tasks, ImmutableArray<PaperSummary> summaries)
    {
        _tasks = tasks;
        _summaries = summaries;
        _width = Left + (tasks.Length * PanelWidth) + ((tasks.Length - 1) * ColumnGap) + Right;
        _height = Top + (2 * PanelHeight) + RowGap + Bottom;
        _root = Element("svg", ("viewBox", $"0 0 {Text(_width)} {Text(_height)}"), ("role", "img"));
    }

    /// <summary>Colours that people with any colour vision tell apart.</summary>
    private static string Color(PaperMethod method, bool light) =>
        method switch
        {
            PaperMethod.Gail => light ? "#b3400a" : "#ff9457",
            PaperMethod.Fem => light ? "#0969a8" : "#58b4ff",
            PaperMethod.Gtal => light ? "#1f8a5f" : "#4fd09b",
            PaperMethod.BehaviorCloning => light ? "#8250b5" : "#c9a0ff",
            _ => light ? "#6e7781" : "#8b949e",
        };

    private static string Rules(bool light) =>
        string.Join(
            '\n',
            from method in PaperMethods.All
            let name = PaperMethods.Name(method)
            let color = Color(method, light)
            select $".{name} .line,.{name} .bar{{stroke:{color}}} .{name} .mark{{fill:{color}}}"
        );

    /// <summary>The figure.</summary>
    /// <param name="tasks">The columns.</param>
    /// <param name="summaries">What is shown.</param>
    internal static string Draw(ImmutableArray<PaperTask> tasks, ImmutableArray<PaperSummary> summaries)
    {
        var chart = new PaperChart(tasks, summaries);
        chart.DrawAll();
        return chart._root + "\n";
    }

    private void DrawAll()
    {
        Add(_root, "title").Value = Title + ", against the number of demonstrated trajectories";
        Add(_root, "style").Value = Style;
        Add(_root, "rect", ("class", "page"), ("width", _width), ("height", _height));
        Write(_root, Left, 24, Title, "title");
        DrawLegend();
        for (var column = 0; column < _tasks.Length; column++)
        {
            var task = _tasks[column];
            var x = Left + (column * (PanelWidth + ColumnGap));
            var ours = _summaries.Where(summary => summary.Condition.Environment == task.Name).ToList();
            DrawPanel(x, Top, $"{task.Name}, here", column == 0, Ours(task, ours));
            DrawPanel(x, Top + PanelHeight + RowGap, $"{task.Name}, the paper", column == 0, Papers(task, ours));
        }
        Write(_root, Left + ((_width - Left - Right) / 2), _height - 10, "demonstrated trajectories", "", "middle");
    }

    private void DrawLegend()
    {
        var x = Left;
        foreach (var method in Methods())
        {
            var group = Add(_root, "g", ("class", PaperMethods.Name(method)));
            Add(group, "path", ("class", "line"), ("d", $"M{Text(x)} 44h30"));
            Add(group, "path", ("class", "mark"), ("d", Mark(method, x + 15, 44)));
            Write(_root, x + 38, 48, PaperMethods.Title(method));
            x += 100;
        }
    }

    private IEnumerable<PaperMethod> Methods() =>
        _summaries.Select(summary => summary.Condition.Method).Distinct().Order();

    private static IEnumerable<Point> Ours(PaperTask task, IEnumerable<PaperSummary> summaries)
    {
        var scale = new Scale(task.RandomReturns.MeanReturn, task.ExpertReturns.MeanReturn);
        return summaries.Select(summary => new Point(
            summary.Condition,
            scale.Of(summary.Return.Mean),
            scale.Of(summary.Return.Low),
            scale.Of(summary.Return.High)
        ));
    }

    private static IEnumerable<Point> Papers(PaperTask task, IEnumerable<PaperSummary> summaries)
    {
        if (PaperNumbers.Random(task.Name) is not { } random || PaperNumbers.Expert(task.Name) is not { } expert)
        {
            return [];
        }
        var scale = new Scale(random.Mean, expert.Mean);
        return from summary in summaries
            let paper = summary.Paper
            where paper is not null
            select new Point(
                summary.Condition,
                scale.Of(paper.Mean),
                scale.Of(paper.Mean - paper.StandardDeviation),
                scale.Of(paper.Mean + paper.StandardDeviation)
            );
    }

    private void DrawPanel(double left, double top, string title, bool isFirst, IEnumerable<Point> points)
    {
        var all = points.ToList();
        var most = _summaries.Select(summary => summary.Condition.Trajectories).DefaultIfEmpty(1).Max();
        double X(double trajectories) => left + (trajectories / (most + 1) * PanelWidth);
        double Y(double value) =>
            top
            + (
                (HighestShown - Math.Clamp(value, LowestShown, HighestShown))
                / (HighestShown - LowestShown)
                * PanelHeight
            );

        Write(_root, left, top - 8, title, "small");
        foreach (var level in (double[])[0, 0.25, 0.5, 0.75, 1])
        {
            Add(
                _root,
                "path",
                ("class", level is 0 or 1 ? "level" : "grid"),
                ("d", $"M{Text(left)} {Text(Y(level))}h{Text(PanelWidth)}")
            );
            if (isFirst)
            {
                var label =
                    level == 0 ? "random 0"
                    : level == 1 ? "expert 1"
                    : Text(level);
                Write(_root, left - 8, Y(level) + 4, label, "small", "end");
            }
        }
        Add(_root, "rect", ("class", "frame"), ("x", left), ("y", top), ("width", PanelWidth), ("height", PanelHeight));
        foreach (var trajectories in _summaries.Select(summary => summary.Condition.Trajectories).Distinct().Order())
        {
            Write(_root, X(trajectories), top + PanelHeight + 17, $"{trajectories}", "small", "middle");
        }
        var methods = Methods().ToList();
        foreach (var method in all.GroupBy(point => point.Condition.Method).OrderByDescending(group => group.Key))
        {
            // Beside each other, so that equal values do not hide each other.
            var shift = 0.28 * (methods.IndexOf(method.Key) - ((methods.Count - 1) / 2.0));
            DrawMethod(
                method.Key,
                [.. method.OrderBy(point => point.Condition.Trajectories)],
                point => X(point.Condition.Trajectories + shift),
                Y
            );
        }
    }

    private void DrawMethod(
        PaperMethod method,
        IReadOnlyList<Point> points,
        Func<Point, double> x,
        Func<double, double> y
    )
    {
        var group = Add(_root, "g", ("class", PaperMethods.Name(method)));
        foreach (var point in points.Where(point => double.IsFinite(point.Low)))
        {
            var bar = $"M{Text(x(point))} {Text(y(point.Low))}V{Text(y(point.High))}";
            Add(group, "path", ("class", "bar"), ("d", bar));
        }
        var line = string.Join('L', points.Select(point => $"{Text(x(point))} {Text(y(point.Value))}"));
        Add(group, "path", ("class", "line"), ("d", "M" + line));
        foreach (var point in points)
        {
            var mark = Add(group, "path", ("class", "mark"), ("d", Mark(method, x(point), y(point.Value))));
            Add(mark, "title").Value = $"{point.Condition}: {Text(point.Value)}";
        }
    }

    /// <summary>A circle, square, triangle, diamond or cross.</summary>
    private static string Mark(PaperMethod method, double x, double y)
    {
        string At(double right, double down) => $"{Text(x + right)} {Text(y + down)}";
        return method switch
        {
            PaperMethod.Gail => $"M{At(-4.5, 0)}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
            PaperMethod.Fem => $"M{At(-4, -4)}h8v8h-8z",
            PaperMethod.Gtal => $"M{At(0, -5)}L{At(5, 4)}L{At(-5, 4)}z",
            PaperMethod.BehaviorCloning => $"M{At(0, -5.5)}L{At(5.5, 0)}L{At(0, 5.5)}L{At(-5.5, 0)}z",
            _ => $"M{At(-4, -1)}h3v-3h2v3h3v2h-3v3h-2v-3h-3z",
        };
    }

    private static XElement Element(string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var element = new XElement(Svg + name);
        foreach (var (attribute, value) in attributes)
        {
            element.SetAttributeValue(attribute, value is double number ? Text(number) : value);
        }
        return element;
    }

    private static XElement Add(
        XElement parent,
        string name,
        params ReadOnlySpan<(string Name, object Value)> attributes
    )
    {
        var element = Element(name, attributes);
        parent.Add(element);
        return element;
    }

    private static void Write(
        XElement parent,
        double x,
        double y,
        string text,
        string style = "",
        string anchor = "start"
    ) => Add(parent, "text", ("x", x), ("y", y), ("class", style), ("text-anchor", anchor)).Value = text;

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A return on the scale from random to expert; 0 where there is nothing between them.</summary>
    private sealed record Scale(double Random, double Expert)
    {
        internal double Of(double value) => Expert == Random ? 0 : (value - Random) / (Expert - Random);
    }

    private sealed record Point(PaperCondition Condition, double Value, double Low, double High);
}
