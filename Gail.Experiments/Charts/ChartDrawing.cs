using ScottPlot;
using ScottPlot.Rendering.RenderActions;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Gail.Experiments.Charts;

/// <summary>
/// Everything of a figure but its words and its page, by ScottPlot: a plot for each panel, and one for the legend's
/// samples.
/// </summary>
/// <param name="look">The colours.</param>
/// <param name="hasDashes">Whether to dash what is to be dashed: Skia cannot do that in an SVG, where a style does.</param>
internal sealed class ChartDrawing(ChartLook look, bool hasDashes)
{
    /// <summary>The width of a line, apart from whiskers.</summary>
    internal const float LineWidth = 2;

    /// <summary>The width of a level.</summary>
    internal const float LevelWidth = 1.5f;

    private const double BandOpacity = 0.2;
    private const float WhiskerWidth = 1.2f;
    private const float MarkSize = 8;

    internal void Draw(SKCanvas canvas, ChartLayout layout)
    {
        DrawLegend(canvas, layout);
        foreach (var place in layout.Panels)
        {
            DrawPanel(canvas, place);
        }
    }

    private void DrawPanel(SKCanvas canvas, PanelPlace place)
    {
        var panel = place.Panel;
        using var plot = Empty(panel.X, panel.Y);
        foreach (var level in panel.Levels)
        {
            AddLine(plot, [panel.X.Low, panel.X.High], [level.Y, level.Y], look.Level);
        }
        foreach (var series in panel.Series)
        {
            Add(plot, series, look[series.Tone]);
        }
        Render(plot, canvas, place.Left, place.Top, place.Width, place.Height);
    }

    /// <summary>One plot over the whole figure, whose coordinates are pixels.</summary>
    private void DrawLegend(SKCanvas canvas, ChartLayout layout)
    {
        using var plot = Empty(new ChartAxis("", 0, layout.Width, []), new ChartAxis("", 0, layout.Height, []));
        plot.Axes.Frame(false);
        plot.HideGrid();
        foreach (var (series, left, right, down) in layout.Legend)
        {
            var y = layout.Height - down;
            var line = AddLine(plot, [left, right], [y, y], series is null ? look.Level : look[series.Tone]);
            if (series is { Mark: ChartMark.Bar })
            {
                line.LineWidth = MarkSize;
            }
            else if (series is not null && Shape(series.Mark) is { } shape)
            {
                plot.Add.Marker((left + right) / 2, y, shape, MarkSize, line.Color);
            }
        }
        Render(plot, canvas, 0, 0, layout.Width, layout.Height);
    }

    private void Add(Plot plot, ChartSeries series, string color)
    {
        double[] xs = [.. series.Points.Select(point => point.X)];
        double[] ys = [.. series.Points.Select(point => point.Y)];
        ChartPoint[] known = [.. series.Points.Where(point => point.HasInterval)];
        switch (series.Mark)
        {
            case ChartMark.None:
                AddBand(plot, known, color);
                AddLine(plot, xs, ys, color);
                break;
            case ChartMark.Bar:
                foreach (var bar in plot.Add.Bars(xs, ys).Bars)
                {
                    bar.Size = series.BarWidth;
                    bar.FillColor = Color.FromHex(color);
                    bar.LineWidth = 0;
                }
                // Over bars of its own colour a whisker would not be seen.
                AddWhiskers(plot, known, look.Text);
                break;
            default:
                AddWhiskers(plot, known, color);
                AddLine(plot, xs, ys, color);
                plot.Add.Markers(xs, ys, Shape(series.Mark)!.Value, MarkSize, Color.FromHex(color));
                break;
        }
    }

    private static void AddBand(Plot plot, ChartPoint[] points, string color)
    {
        if (points.Length > 1)
        {
            var band = plot.Add.FillY(
                [.. points.Select(point => point.X)],
                [.. points.Select(point => point.Low)],
                [.. points.Select(point => point.High)]
            );
            band.FillColor = Color.FromHex(color).WithAlpha(BandOpacity);
            band.LineWidth = 0;
            band.MarkerSize = 0;
        }
    }

    private static void AddWhiskers(Plot plot, ChartPoint[] points, string color)
    {
        if (points.Length > 0)
        {
            double[] none = new double[points.Length];
            var whiskers = new ScottPlot.Plottables.ErrorBar(
                [.. points.Select(point => point.X)],
                [.. points.Select(point => point.Y)],
                none,
                none,
                [.. points.Select(point => point.Y - point.Low)],
                [.. points.Select(point => point.High - point.Y)]
            )
            {
                CapSize = 0,
                LineWidth = WhiskerWidth,
                Color = Color.FromHex(color),
            };
            plot.PlottableList.Add(whiskers);
        }
    }

    private ScottPlot.Plottables.Scatter AddLine(Plot plot, double[] xs, double[] ys, string color)
    {
        var line = plot.Add.ScatterLine(xs, ys, Color.FromHex(color));
        line.LineWidth = color == look.Level ? LevelWidth : LineWidth;
        line.LinePattern =
            !hasDashes ? LinePattern.Solid
            : color == look.Level ? LinePattern.Dotted
            : color == look[ChartTone.Grey] ? LinePattern.Dashed
            : LinePattern.Solid;
        return line;
    }

    private static MarkerShape? Shape(ChartMark mark) =>
        mark switch
        {
            ChartMark.Circle => MarkerShape.FilledCircle,
            ChartMark.Square => MarkerShape.FilledSquare,
            ChartMark.Triangle => MarkerShape.FilledTriangleUp,
            ChartMark.Diamond => MarkerShape.FilledDiamond,
            _ => null,
        };

    /// <summary>Frame and grid, without words and without a page of its own.</summary>
    private Plot Empty(ChartAxis x, ChartAxis y)
    {
        var plot = new Plot();
        plot.RenderManager.Remove<ClearCanvas>();
        plot.RenderManager.Remove<RenderFigureBackground>();
        plot.RenderManager.Remove<RenderDataBackground>();
        plot.Layout.Fixed(new PixelPadding(0));
        plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        plot.Axes.Bottom.TickGenerator = Ticks(x);
        plot.Axes.Left.TickGenerator = Ticks(y);
        foreach (var axis in plot.Axes.GetAxes())
        {
            axis.MajorTickStyle.Color = Color.FromHex(look.Frame);
            axis.MajorTickStyle.Length = 0;
            axis.MinorTickStyle.Length = 0;
        }
        plot.Axes.FrameColor(Color.FromHex(look.Frame));
        plot.Grid.MajorLineColor = Color.FromHex(look.Grid);
        plot.Grid.XAxisStyle.IsVisible = false;
        return plot;
    }

    private static NumericManual Ticks(ChartAxis axis) =>
        new([.. axis.Ticks.Select(tick => tick.At)], [.. axis.Ticks.Select(_ => "")]);

    private static void Render(Plot plot, SKCanvas canvas, double left, double top, double width, double height)
    {
        var place = new PixelRect((float)left, (float)(left + width), (float)(top + height), (float)top);
        // A plot draws twice when it draws for the first time.
        using var nowhere = new SKNoDrawCanvas((int)(left + width), (int)(top + height));
        plot.Render(nowhere, place);
        plot.Render(canvas, place);
    }
}
