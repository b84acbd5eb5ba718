using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Gail.Data.Files;
using SkiaSharp;

namespace Gail.Experiments.Charts;

/// <summary>
/// Figures as SVG and PNG, drawn by ScottPlot without a display. Words are a layer of their own: Skia writes a text as
/// glyphs of the machine's fonts, so that on a machine without any an SVG would have no words, and on others other
/// positions.
/// </summary>
public static class ChartWriter
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The figure as SVG: light, and dark where the viewer asks for it. The same on every machine.</summary>
    /// <param name="chart">The figure.</param>
    public static string ToSvg(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var layout = new ChartLayout(chart);
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(layout.Width, layout.Height), stream))
        {
            new ChartDrawing(ChartLook.Light, hasDashes: false).Draw(canvas, layout);
        }
        var drawn = XElement.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        SvgClips.Share(drawn);
        var picture = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {layout.Width} {layout.Height}"),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", chart.Title),
            new XElement(Svg + "style", Style),
            new XElement(
                Svg + "rect",
                new XAttribute("fill", ChartLook.Light.Page),
                new XAttribute("width", layout.Width),
                new XAttribute("height", layout.Height)
            ),
            drawn.Elements(),
            layout.Texts.Select(Text)
        );
        return picture + "\n";
    }

    /// <summary>The figure as PNG. Its words are in a font of the machine, and left out where it has none.</summary>
    /// <param name="chart">The figure.</param>
    /// <param name="isDark">Whether for a dark page.</param>
    /// <param name="scale">Pixels of the image for a pixel of the figure, above 0.</param>
    public static byte[] ToPng(Chart chart, bool isDark = false, double scale = 2)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        var layout = new ChartLayout(chart);
        var look = isDark ? ChartLook.Dark : ChartLook.Light;
        using var bitmap = new SKBitmap((int)(scale * layout.Width), (int)(scale * layout.Height));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColor.Parse(look.Page));
        canvas.Scale((float)scale);
        new ChartDrawing(look, hasDashes: true).Draw(canvas, layout);
        using var typeface = SKTypeface.FromFamilyName("sans-serif");
        using var font = new SKFont(typeface, (float)ChartLayout.FontSize);
        using var paint = new SKPaint { Color = SKColor.Parse(look.Text), IsAntialias = true };
        foreach (var text in layout.Texts)
        {
            font.Embolden = text.IsTitle;
            var align = (SKTextAlign)(int)text.Anchor;
            canvas.DrawText(text.Text, (float)text.X, (float)text.Y, align, font, paint);
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }

    /// <summary>Writes a figure, whole or not at all.</summary>
    /// <param name="path">Ends in .svg or .png; overwritten.</param>
    /// <param name="chart">The figure.</param>
    /// <exception cref="ArgumentException">The path ends in something else.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, Chart chart)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = Path.GetExtension(path) switch
        {
            ".svg" => Encoding.UTF8.GetBytes(ToSvg(chart)),
            ".png" => ToPng(chart),
            _ => throw new ArgumentException(
                $"'{path}' is no figure: the name must end in .svg or .png.",
                nameof(path)
            ),
        };
        AtomicFile.WriteBytes(path, bytes);
    }

    // Not every viewer knows variables in style sheets, so that every rule is written out.
    private static string Style { get; } =
        $"\ntext{{font:{ChartLayout.FontSize}px system-ui,sans-serif;fill:{ChartLook.Light.Text}}} .title{{font-weight:600}}\n"
        + Dashes(ChartLook.Light.Level, ChartDrawing.LevelWidth, "2 4")
        + Dashes(ChartLook.Light[ChartTone.Grey], ChartDrawing.LineWidth, "6 4")
        + "@media (prefers-color-scheme:dark){\n"
        + $"text{{fill:{ChartLook.Dark.Text}}}\n"
        + string.Concat(
            ChartLook.Light.All.Zip(
                ChartLook.Dark.All,
                (light, dark) => $"[fill=\"{light}\"]{{fill:{dark}}} [stroke=\"{light}\"]{{stroke:{dark}}}\n"
            )
        )
        + "}\n";

    // The width too: whiskers of the same colour are whole.
    private static string Dashes(string color, float width, string pattern) =>
        $"[stroke=\"{color}\"][stroke-width=\"{Number(width)}\"]{{stroke-dasharray:{pattern}}}\n";

    private static XElement Text(ChartText text) =>
        new(
            Svg + "text",
            new XAttribute("x", Number(text.X)),
            new XAttribute("y", Number(text.Y)),
            text.Anchor == TextAnchor.Start
                ? null
                : new XAttribute("text-anchor", text.Anchor.ToString().ToLowerInvariant()),
            text.IsTitle ? new XAttribute("class", "title") : null,
            text.Text
        );

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
