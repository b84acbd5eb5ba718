using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>Tells from its first bytes whether a file is a table in text, and what separates its fields.</summary>
internal static class CsvHead
{
    private static readonly ImmutableArray<byte> Separators = [(byte)',', (byte)';', (byte)'\t'];

    /// <summary>
    /// Whether the first line looks like a header: it has one of the names that are known, or at least two fields and
    /// as many in the line below it, one of them a number.
    /// </summary>
    public static bool Recognizes(FileHead head)
    {
        var text = WithoutMark(head.Text);
        // JSON is read in UTF-8 only, and has another message elsewhere.
        if (!IsText(text) || text[0] == '{')
        {
            return false;
        }
        var first = Line(ref text, head.IsWhole);
        var separator = Separator(first);
        var names = Fields(first, separator);
        if (names.Any(IsKnown))
        {
            return true;
        }
        var second = Fields(Line(ref text, head.IsWhole), separator);
        return names.Length > 1 && second.Length == names.Length && second.Any(DecimalComma.IsNumber);
    }

    /// <summary>
    /// Whether a first line holds values, not names: some number, no known name, and not the numbers of the columns,
    /// which some programs write in the place of names.
    /// </summary>
    public static bool IsData(IReadOnlyList<string> fields)
    {
        var numbers = fields.Where(DecimalComma.IsNumber).ToList();
        var isNumbered =
            numbers.Count > 1
            && numbers.Select((number, i) => number == i.ToString(CultureInfo.InvariantCulture)).All(same => same);
        return numbers.Count > 0 && !isNumbered && !fields.Any(IsKnown);
    }

    /// <summary>Whether numbers have decimal commas: semicolons separate them, and in the first lines none has a point.</summary>
    public static bool HasDecimalCommas(FileHead head)
    {
        if (Separator(head) != ';')
        {
            return false;
        }
        var text = WithoutMark(head.Text);
        var commas = false;
        while (Line(ref text, head.IsWhole) is { IsEmpty: false } line)
        {
            foreach (var field in Fields(line, (byte)';'))
            {
                commas |= DecimalComma.Is(field);
                if (field.Contains('.') && DecimalComma.IsNumber(field))
                {
                    return false;
                }
            }
        }
        return commas;
    }

    /// <summary>
    /// The most frequent of comma, semicolon and tab outside quotes in the first line; of none, the space where it lies
    /// between numbers, else the comma.
    /// </summary>
    public static char Separator(FileHead head)
    {
        var text = WithoutMark(head.Text);
        return (char)Separator(Line(ref text, isWhole: true));
    }

    /// <summary>Text without the byte order mark of UTF-8.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) =>
        text.StartsWith("\uFEFF"u8) ? text[3..] : text;

    /// <summary>Whether there are no control characters but tabs and line breaks.</summary>
    public static bool IsText(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
        {
            if (value is < 9 or (> 13 and < 32) or 127)
            {
                return false;
            }
        }
        return !text.IsEmpty;
    }

    /// <summary>Whether a header's name is one of ours, with or without an index.</summary>
    private static bool IsKnown(string name)
    {
        var end = name.AsSpan().LastIndexOf('_');
        return TextNames.All.Contains(name)
            || (end > 0 && name.AsSpan(end + 1) is "0" or "0:int" && TextNames.All.Contains(name[..end]));
    }

    private static byte Separator(ReadOnlySpan<byte> line)
    {
        Span<int> counts = stackalloc int[Separators.Length];
        var quoted = false;
        foreach (var value in line)
        {
            quoted ^= value == '"';
            if (!quoted && Separators.IndexOf(value) is >= 0 and var which)
            {
                counts[which]++;
            }
        }
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            best = counts[i] > counts[best] ? i : best;
        }
        // Between semicolons commas are decimal ones.
        return counts[1] > 0 && Fields(line, (byte)';').All(DecimalComma.IsNumber) ? (byte)';'
            : counts[best] == 0
            && Fields(line, (byte)' ') is { Length: > 1 } numbers
            && numbers.All(DecimalComma.IsNumber)
                ? (byte)' '
            : Separators[best];
    }

    /// <summary>The next line; nothing of one that was cut off.</summary>
    private static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> text, bool isWhole)
    {
        var end = text.IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0)
        {
            var last = isWhole ? text : [];
            // A single long line is still the header.
            var line = last.IsEmpty && text.Length > 0 ? text[..Math.Max(0, text.LastIndexOfAny(",;\t"u8))] : last;
            text = [];
            return line;
        }
        var found = text[..end];
        text = text[end..].TrimStart("\r\n"u8);
        return found;
    }

    private static string[] Fields(ReadOnlySpan<byte> line, byte separator) =>
        [.. Encoding.UTF8.GetString(line).Split((char)separator).Select((field, i) => Name(field.Trim().Trim('"'), i))];

    /// <summary>A field of the first line as a name: NumPy puts a # before the names.</summary>
    public static string Name(string field, int place) =>
        place == 0 && field.StartsWith('#') ? field[1..].Trim() : field.Trim();
}
