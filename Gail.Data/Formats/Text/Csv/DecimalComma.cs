using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>Numbers as much of Europe writes them, 1,5 for one and a half.</summary>
internal static partial class DecimalComma
{
    /// <summary>Whether text is a number with a decimal comma.</summary>
    public static bool Is(string text) => Pattern.IsMatch(text);

    /// <summary>Whether text is a number, with a point, a comma or neither.</summary>
    public static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || Is(text);

    /// <summary>The same with a point; other text as it is.</summary>
    public static byte[] WithPoint(ReadOnlySpan<byte> text)
    {
        var other = text.ToArray();
        if (Is(Encoding.UTF8.GetString(text)))
        {
            other[text.IndexOf((byte)',')] = (byte)'.';
        }
        return other;
    }

    private static readonly Regex Pattern = new(
        @"^\s*[+-]?[0-9]+,[0-9]+(?:[eE][+-]?[0-9]+)?\s*$",
        RegexOptions.NonBacktracking
    );
}
