using System.Collections.Immutable;
using System.Xml.Linq;
using Gail.Experiments.Charts;

namespace Gail.Experiments.Tests.Charts;

/// <summary>Figures: what is in them, and that they are the same everywhere.</summary>
public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static Chart Sample(ChartMark mark = ChartMark.None) =>
        new(
            "Returns & more",
            [
                new ChartPanel(
                    "a panel",
                    ChartAxis.Over("million steps", [0, 2e6], margin: 0, unit: 1e6),
                    ChartAxis.Over("return", [0, 100]),
                    [
                        new ChartSeries("GAIL", [new(0, 10, 5, 20), new(1e6, 60, 40, 70), new(2e6, 90)])
                        {
                            Mark = mark,
                            BarWidth = 5e5,
                        },
                        new ChartSeries("control", [new(0, 10), new(2e6, 15)]) { Tone = ChartTone.Grey },
                    ]
                )
                {
                    Levels = [new ChartLevel(95, "the expert")],
                },
            ]
        );

    private static XElement Picture(Chart chart) => XElement.Parse(ChartWriter.ToSvg(chart));

    private static IEnumerable<string> Words(XElement picture) =>
        picture.Elements(Svg + "text").Select(text => text.Value);

    [Fact]
    public void Words_are_text()
    {
        string[] expected =
        [
            .. (string[])["Returns & more", "GAIL", "control", "the expert", "a panel return"],
            .. (string[])["0", "0.5", "1", "1.5", "2", "0", "50", "100", "million steps"],
        ];
        Assert.Equal(expected, Words(Picture(Sample())));
    }

    [Fact]
    public void Every_colour_has_one_for_dark_pages()
    {
        foreach (var mark in Enum.GetValues<ChartMark>())
        {
            var picture = Picture(Sample(mark));
            var style = picture.Element(Svg + "style")!.Value;
            var colours = picture
                .Descendants()
                .SelectMany(element => element.Attributes("fill").Concat(element.Attributes("stroke")));
            Assert.All(
                colours.Where(colour => colour.Value != "none"),
                colour => Assert.Contains($"[{colour.Name}=\"{colour.Value}\"]{{{colour.Name}:", style)
            );
            // What has no colour of its own is black on any page.
            Assert.All(
                picture.Descendants().Where(element => element.Parent!.Name.LocalName != "clipPath"),
                element =>
                    Assert.True(
                        element.Name.LocalName is not ("rect" or "path" or "ellipse")
                            || element.Attribute("fill") is not null
                    )
            );
        }
    }

    [Fact]
    public void Looks_have_different_colours_of_one_form()
    {
        foreach (var look in (ChartLook[])[ChartLook.Light, ChartLook.Dark])
        {
            Assert.Equal(look.All.Length, look.All.Distinct().Count());
            Assert.All(look.All, colour => Assert.Matches("^#[0-9A-F]{6}$", colour));
        }
    }

    [Fact]
    public void The_same_figure_is_the_same_file()
    {
        var first = ChartWriter.ToSvg(Sample());
        ChartWriter.ToSvg(Sample(ChartMark.Square));
        Assert.Equal(first, ChartWriter.ToSvg(Sample()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Png_has_its_page_and_its_lines(bool isDark)
    {
        var bytes = ChartWriter.ToPng(Sample(ChartMark.Bar), isDark, scale: 1);
        Assert.Equal("PNG"u8, bytes.AsSpan(1, 3));
        using var image = SkiaSharp.SKBitmap.Decode(bytes);
        Assert.Equal(new ChartLayout(Sample()).Width, image.Width);
        var look = isDark ? ChartLook.Dark : ChartLook.Light;
        var colours = image.Pixels.Select(pixel => $"#{pixel.Red:X2}{pixel.Green:X2}{pixel.Blue:X2}").ToHashSet();
        Assert.Contains(look.Page, colours);
        Assert.Contains(look[ChartTone.Orange], colours);
        Assert.Contains(look[ChartTone.Grey], colours);
    }

    [Fact]
    public void Intervals_are_bands_or_whiskers()
    {
        int Filled(ChartMark mark) =>
            Picture(Sample(mark)).Descendants().Count(element => element.Attribute("fill-opacity") is not null);
        Assert.Equal((1, 0), (Filled(ChartMark.None), Filled(ChartMark.Circle)));
    }

    [Theory]
    [InlineData(0, 2.5e6, 1e6, "0 0.5 1 1.5 2 2.5")]
    [InlineData(-1200, -160, 1, "-1000 -500")]
    [InlineData(-1200, -200, 1, "-1200 -1000 -800 -600 -400 -200")]
    [InlineData(0, 0.0003, 1, "0 0.0001 0.0002 0.0003")]
    [InlineData(7, 7, 1, "6.6 6.8 7 7.2 7.4")]
    public void Numbers_beside_an_axis_are_round(double low, double high, double unit, string expected)
    {
        var axis = ChartAxis.Over("", [low, double.NaN, high], margin: 0, unit);
        Assert.Equal(expected, string.Join(' ', axis.Ticks.Select(tick => tick.Text)));
        Assert.All(axis.Ticks, tick => Assert.InRange(tick.At, axis.Low - 1e-9, axis.High + 1e-9));
    }

    [Fact]
    public void Curves_of_seeds_have_students_interval()
    {
        // Mean 4, s = 2, t(0.975; 2) = 4.30265: 4 +- 4.96826.
        var runs = ImmutableArray.Create<IReadOnlyList<ChartPoint>>(
            [new(100, 2), new(200, 5)],
            [new(110, 4), new(210, 5), new(300, 9)],
            [new(120, 6), new(220, 5)]
        );
        var points = LearningCurve.OverSeeds("GAIL", runs).Points;
        Assert.Equal(2, points.Length);
        Assert.Equal((110, 4), (points[0].X, points[0].Y));
        Assert.Equal(-0.96828, points[0].Low, 1e-4);
        Assert.Equal(8.96828, points[0].High, 1e-4);
        Assert.Equal(new ChartPoint(210, 5, 5, 5), points[1]);
        Assert.False(LearningCurve.OverSeeds("one", [runs[0]]).Points[0].HasInterval);
    }

    [Fact]
    public void A_file_is_written_by_its_ending()
    {
        using var folder = new TemporaryFolder();
        ChartWriter.Write(folder["a.svg"], Sample());
        ChartWriter.Write(folder["a.png"], Sample());
        Assert.StartsWith("<svg", File.ReadAllText(folder["a.svg"]));
        Assert.Throws<ArgumentException>(() => ChartWriter.Write(folder["a.gif"], Sample()));
    }
}
