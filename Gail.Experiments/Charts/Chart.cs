using System.Collections.Immutable;

namespace Gail.Experiments.Charts;

/// <summary>A figure: panels in rows under one title and one legend, drawn by <see cref="ChartWriter"/>.</summary>
/// <param name="Title">The title, on one line.</param>
/// <param name="Panels">Row after row, at least one.</param>
public sealed record Chart(string Title, ImmutableArray<ChartPanel> Panels)
{
    /// <summary>Panels in a row, at least 1.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>The width of a panel's data in pixels, at least 100.</summary>
    public int PanelWidth { get; init; } = 640;

    /// <summary>The height of a panel's data in pixels, at least 50.</summary>
    public int PanelHeight { get; init; } = 270;
}

/// <summary>Series on one pair of axes.</summary>
/// <param name="Title">Above the panel; empty for none.</param>
/// <param name="X">The horizontal axis. Its label stands below the last row.</param>
/// <param name="Y">The vertical axis. Its numbers stand beside the first panel of a row.</param>
/// <param name="Series">The series, the last on top.</param>
public sealed record ChartPanel(string Title, ChartAxis X, ChartAxis Y, ImmutableArray<ChartSeries> Series)
{
    /// <summary>Dotted lines across the panel.</summary>
    public ImmutableArray<ChartLevel> Levels { get; init; } = [];
}

/// <summary>A value to compare with, such as the expert's return.</summary>
/// <param name="Y">The value.</param>
/// <param name="Name">The name in the legend; empty for a line that the axis names.</param>
public sealed record ChartLevel(double Y, string Name);

/// <summary>The mark of a point of a series.</summary>
public enum ChartMark
{
    /// <summary>Nothing: a line alone, its intervals a band.</summary>
    None,

    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle on its side.</summary>
    Triangle,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>A bar from zero in place of a line.</summary>
    Bar,
}

/// <summary>A colour of <see cref="ChartLook"/>. People with any colour vision tell these apart.</summary>
public enum ChartTone
{
    /// <summary>Orange.</summary>
    Orange,

    /// <summary>Blue.</summary>
    Blue,

    /// <summary>Green.</summary>
    Green,

    /// <summary>Purple.</summary>
    Purple,

    /// <summary>Grey and dashed, for what others are compared with.</summary>
    Grey,
}

/// <summary>Points that belong together.</summary>
/// <param name="Name">The name in the legend; series of one name share one entry.</param>
/// <param name="Points">The points, from left to right.</param>
public sealed record ChartSeries(string Name, ImmutableArray<ChartPoint> Points)
{
    /// <summary>The colour.</summary>
    public ChartTone Tone { get; init; }

    /// <summary>The mark of a point. Intervals are a band where there are no marks, and whiskers where there are.</summary>
    public ChartMark Mark { get; init; }

    /// <summary>The width of <see cref="ChartMark.Bar"/> in units of the horizontal axis.</summary>
    public double BarWidth { get; init; } = 0.8;
}

/// <summary>A point and its interval.</summary>
/// <param name="X">The position.</param>
/// <param name="Y">The value.</param>
/// <param name="Low">The lower end; not finite for a point without an interval.</param>
/// <param name="High">The upper end; not finite for a point without an interval.</param>
public readonly record struct ChartPoint(
    double X,
    double Y,
    double Low = double.NegativeInfinity,
    double High = double.PositiveInfinity
)
{
    /// <summary>Whether both ends are known.</summary>
    public bool HasInterval => double.IsFinite(Low) && double.IsFinite(High);
}
