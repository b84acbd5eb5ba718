using System.Collections.Immutable;

namespace Gail.Experiments.Charts;

/// <summary>
/// The colours of a figure, on a light page and on a dark one. All are written #RRGGBB in upper case, as Skia writes them
/// into an SVG, and all of one look are different.
/// </summary>
internal sealed record ChartLook
{
    internal static ChartLook Light { get; } =
        new()
        {
            Page = "#FEFEFE",
            Text = "#24292F",
            Grid = "#D8DEE4",
            Frame = "#8C959F",
            Level = "#6E7780",
            Tones = ["#B3400A", "#0969A8", "#1F8A5F", "#8250B5", "#77726A"],
        };

    internal static ChartLook Dark { get; } =
        new()
        {
            Page = "#0D1117",
            Text = "#E6EDF3",
            Grid = "#21262D",
            Frame = "#6E7681",
            Level = "#8B949E",
            Tones = ["#FF9457", "#58B4FF", "#4FD09B", "#C9A0FF", "#A39D92"],
        };

    internal required string Page { get; init; }

    internal required string Text { get; init; }

    internal required string Grid { get; init; }

    internal required string Frame { get; init; }

    internal required string Level { get; init; }

    /// <summary>By <see cref="ChartTone"/>.</summary>
    internal required ImmutableArray<string> Tones { get; init; }

    internal string this[ChartTone tone] => Tones[(int)tone];

    /// <summary>All colours, in the same order in every look.</summary>
    internal ImmutableArray<string> All => [Page, Text, Grid, Frame, Level, .. Tones];
}
