using System.Collections.Immutable;

namespace Gail.Experiments.Charts;

/// <summary>The alignment of a text to its position.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>A text of a figure; the position is that of the base line, in pixels from the upper left corner.</summary>
internal sealed record ChartText(double X, double Y, string Text, TextAnchor Anchor, bool IsTitle = false);

/// <summary>The area of a panel's data, in pixels from the upper left corner.</summary>
internal sealed record PanelPlace(ChartPanel Panel, double Left, double Top, double Width, double Height)
{
    internal double Bottom => Top + Height;

    internal double X(double value) => Left + ((value - Panel.X.Low) / (Panel.X.High - Panel.X.Low) * Width);

    internal double Y(double value) => Top + ((Panel.Y.High - value) / (Panel.Y.High - Panel.Y.Low) * Height);
}

/// <summary>An entry of the legend: a sample from Left to Right at the height Y.</summary>
internal sealed record LegendPlace(ChartSeries? Series, double Left, double Right, double Y);

/// <summary>
/// The positions of everything, from numbers of pixels and of letters alone: nothing is measured with a font of the
/// machine, so that a figure is the same on every machine.
/// </summary>
internal sealed class ChartLayout
{
    internal const double FontSize = 13;

    private const double LeftMargin = 76;
    private const double RightMargin = 20;
    private const double TitleLine = 24;
    private const double LegendTop = 44;
    private const double LegendRow = 20;
    private const double LegendSample = 30;
    private const double LegendGap = 24;

    // Wider than most letters of most fonts at this size.
    private const double LetterWidth = 7;
    private const double ColumnGap = 34;
    private const double TickRow = 18;

    private readonly ImmutableArray<ChartText>.Builder _texts = ImmutableArray.CreateBuilder<ChartText>();
    private readonly ImmutableArray<LegendPlace>.Builder _legend = ImmutableArray.CreateBuilder<LegendPlace>();

    internal ChartLayout(Chart chart)
    {
        Width = (int)(
            LeftMargin + (chart.Columns * chart.PanelWidth) + ((chart.Columns - 1) * ColumnGap) + RightMargin
        );
        _texts.Add(new ChartText(LeftMargin, TitleLine, chart.Title, TextAnchor.Start, IsTitle: true));
        var top = AddLegend(chart) + 8;
        var titles = chart.Panels.Any(panel => panel.Title.Length > 0) ? 26 : 0;
        var pitch = chart.PanelHeight + TickRow + titles + 10;
        Panels =
        [
            .. chart.Panels.Select(
                (panel, i) =>
                    new PanelPlace(
                        panel,
                        LeftMargin + (i % chart.Columns * (chart.PanelWidth + ColumnGap)),
                        top + titles + (i / chart.Columns * pitch),
                        chart.PanelWidth,
                        chart.PanelHeight
                    )
            ),
        ];
        for (var i = 0; i < Panels.Length; i++)
        {
            AddNumbers(Panels[i], isFirst: i % chart.Columns == 0);
        }
        var bottom = Panels[^1].Bottom + TickRow;
        var label = chart.Panels[^1].X.Label;
        if (label.Length > 0)
        {
            bottom += 20;
            _texts.Add(new ChartText((LeftMargin + Width - RightMargin) / 2, bottom, label, TextAnchor.Middle));
        }
        Height = (int)(bottom + 12);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal ImmutableArray<PanelPlace> Panels { get; }

    internal ImmutableArray<LegendPlace> Legend => _legend.ToImmutable();

    internal ImmutableArray<ChartText> Texts => _texts.ToImmutable();

    /// <summary>Entries side by side, in as many rows as it takes; gives where they end.</summary>
    private double AddLegend(Chart chart)
    {
        var series = chart
            .Panels.SelectMany(panel => panel.Series)
            .DistinctBy(series => series.Name)
            .OrderBy(series => series.Tone);
        var levels = chart.Panels.SelectMany(panel => panel.Levels).DistinctBy(level => level.Name);
        var entries = series
            .Select(entry => (entry.Name, Series: (ChartSeries?)entry))
            .Concat(levels.Select(level => (level.Name, Series: (ChartSeries?)null)))
            .Where(entry => entry.Name.Length > 0);
        var (x, y) = (LeftMargin, LegendTop);
        foreach (var (name, entry) in entries)
        {
            var width = LegendSample + 8 + (LetterWidth * name.Length);
            if (x > LeftMargin && x + width > Width - RightMargin)
            {
                (x, y) = (LeftMargin, y + LegendRow);
            }
            _legend.Add(new LegendPlace(entry, x, x + LegendSample, y));
            _texts.Add(new ChartText(x + LegendSample + 8, y + 4, name, TextAnchor.Start));
            x += width + LegendGap;
        }
        return _legend.Count > 0 ? y + 8 : TitleLine;
    }

    private void AddNumbers(PanelPlace place, bool isFirst)
    {
        var panel = place.Panel;
        var title = isFirst && panel.Y.Label.Length > 0 ? $"{panel.Title} {panel.Y.Label}".Trim() : panel.Title;
        if (title.Length > 0)
        {
            _texts.Add(new ChartText(place.Left, place.Top - 8, title, TextAnchor.Start));
        }
        foreach (var tick in panel.X.Ticks)
        {
            _texts.Add(new ChartText(place.X(tick.At), place.Bottom + TickRow, tick.Text, TextAnchor.Middle));
        }
        foreach (var tick in isFirst ? panel.Y.Ticks : [])
        {
            _texts.Add(new ChartText(place.Left - 8, place.Y(tick.At) + 4, tick.Text, TextAnchor.End));
        }
    }
}
