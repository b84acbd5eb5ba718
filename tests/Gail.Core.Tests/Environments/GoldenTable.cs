using System.Globalization;

namespace Gail.Core.Tests.Environments;

/// <summary>A reference table: a header and rows of numbers (text columns read as NaN).</summary>
internal sealed class GoldenTable
{
    private readonly string[] _header;

    private GoldenTable(string[] header, double[][] rows) => (_header, Rows) = (header, rows);

    public IReadOnlyList<double[]> Rows { get; }

    public static GoldenTable Read(string file)
    {
        var lines = File.ReadAllLines(file);
        return new GoldenTable(
            lines[0].Split(','),
            [.. lines.Skip(1).Select(line => line.Split(',').Select(Number).ToArray())]
        );
    }

    public int Column(string name) =>
        Array.IndexOf(_header, name) is >= 0 and var index
            ? index
            : throw new KeyNotFoundException($"No column '{name}'.");

    /// <summary>The columns whose names begin so, which stand side by side.</summary>
    public Range Columns(string prefix)
    {
        var first = Array.FindIndex(_header, name => name.StartsWith(prefix));
        var last = Array.FindLastIndex(_header, name => name.StartsWith(prefix));
        return first..(last + 1);
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
