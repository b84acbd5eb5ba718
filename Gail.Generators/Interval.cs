using System.Globalization;

namespace Gail.Generators;

/// <summary>A range as people write it, "[0, 1)" or "(0, inf)", and as code.</summary>
internal sealed class Interval
{
    private readonly string _least;
    private readonly string _most;
    private readonly bool _withLeast;
    private readonly bool _withMost;

    private Interval(string text)
    {
        var bounds = text.Substring(1, text.Length - 2).Split(',');
        (_least, _most) = (bounds[0].Trim(), bounds[1].Trim());
        (_withLeast, _withMost) = (text[0] == '[', text[text.Length - 1] == ']');
    }

    /// <summary>The arguments of a range of real numbers.</summary>
    internal string Code => $"{Real(_least)}, {Yes(_withLeast)}, {Real(_most)}, {Yes(_withMost)}";

    /// <summary>Reads one; a text that is none fails the compilation, with the text in the message.</summary>
    internal static Interval Parse(string text) =>
        text.Length > 4 && "[(".Contains(text[0]) && "])".Contains(text[text.Length - 1]) && text.Split(',').Length == 2
            ? new Interval(text)
            : throw new FormatException($"'{text}' is no range, expected one as in [0, 1) or (0, inf).");

    /// <summary>The arguments of a range of whole numbers, both bounds within it.</summary>
    internal string Whole(string type) =>
        $"{(_least == "-inf" ? $"{type}.MinValue" : _least)}, {(_most == "inf" ? $"{type}.MaxValue" : _most)}";

    private static string Yes(bool value) => value ? "true" : "false";

    private static string Real(string bound) =>
        bound switch
        {
            "inf" => "double.PositiveInfinity",
            "-inf" => "double.NegativeInfinity",
            _ => double.Parse(bound, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture) + "d",
        };
}
