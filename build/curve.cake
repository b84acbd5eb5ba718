// A figure of learning curves as SVG: return against environment steps, the expert's return as a dashed line.
using System.Globalization;

public sealed record Curve(string Label, IReadOnlyList<(double X, double Y)> Points);

public static class CurveFigure
{
    private const int Width = 720, Height = 360, Left = 64, Right = 16, Top = 34, Bottom = 44;
    private static readonly string[] Colors = ["#3b7dd8", "#d8743b", "#2a9d6f", "#a159c9", "#b8962a", "#c94f6d"];

    public static string Svg(string title, IReadOnlyList<Curve> curves, double expert)
    {
        var points = curves.SelectMany(curve => curve.Points).ToList();
        var (right, bottom, top) = (points.Max(p => p.X), points.Min(p => p.Y), Math.Max(expert, points.Max(p => p.Y)));
        var margin = 0.05 * (top - bottom);
        (bottom, top) = (bottom - margin, top + margin);
        double X(double x) => Left + (x / right * (Width - Left - Right));
        double Y(double y) => Top + ((top - y) / (top - bottom) * (Height - Top - Bottom));
        string N(double value, string format = "0.#") => value.ToString(format, CultureInfo.InvariantCulture);

        var svg = new List<string>
        {
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{title}\">",
            "<style>text{font:12px sans-serif;fill:#333}.g{stroke:#ddd}.b{fill:#fff}.e{stroke:#555}"
                + "@media(prefers-color-scheme:dark){text{fill:#ccc}.g{stroke:#3a3a3a}.b{fill:#161616}.e{stroke:#bbb}}</style>",
            $"<rect class=\"b\" width=\"{Width}\" height=\"{Height}\"/>",
            $"<text x=\"{Left}\" y=\"20\" style=\"font-weight:bold\">{title}</text>",
        };
        foreach (var y in Ticks(bottom, top))
        {
            svg.Add($"<line class=\"g\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{N(Y(y))}\" y2=\"{N(Y(y))}\"/>"
                + $"<text x=\"{Left - 8}\" y=\"{N(Y(y) + 4)}\" text-anchor=\"end\">{N(y)}</text>");
        }
        foreach (var x in Ticks(0, right))
        {
            svg.Add($"<text x=\"{N(X(x))}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{N(x / 1e6, "0.##")}</text>");
        }
        svg.Add($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">million environment steps</text>");
        svg.Add($"<line class=\"e\" stroke-dasharray=\"6 4\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{N(Y(expert))}\" y2=\"{N(Y(expert))}\"/>");
        for (var i = 0; i < curves.Count; i++)
        {
            var line = string.Join(" ", curves[i].Points.Select(p => $"{N(X(p.X))},{N(Y(p.Y))}"));
            var color = Colors[i % Colors.Length];
            svg.Add($"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"1.8\" points=\"{line}\"/>");
            var legend = Height - Bottom - 14 - (16 * (curves.Count - i));
            svg.Add($"<line stroke=\"{color}\" stroke-width=\"3\" x1=\"{Width - 270}\" x2=\"{Width - 250}\" y1=\"{legend - 4}\" y2=\"{legend - 4}\"/>"
                + $"<text x=\"{Width - 244}\" y=\"{legend}\">{curves[i].Label}</text>");
        }
        svg.Add($"<line class=\"e\" stroke-dasharray=\"6 4\" x1=\"{Width - 270}\" x2=\"{Width - 250}\" y1=\"{Height - Bottom - 18}\" y2=\"{Height - Bottom - 18}\"/>"
            + $"<text x=\"{Width - 244}\" y=\"{Height - Bottom - 14}\">the expert, acting deterministically</text>");
        svg.Add("</svg>");
        return string.Join("\n", svg) + "\n";
    }

    private static IEnumerable<double> Ticks(double from, double to)
    {
        var raw = (to - from) / 5;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1.0, 2, 5, 10 }.First(factor => factor * magnitude >= raw) * magnitude;
        for (var tick = Math.Ceiling(from / step) * step; tick <= to + (step / 1000); tick += step)
        {
            yield return Math.Abs(tick) < step / 1000 ? 0 : tick;
        }
    }
}
