using System.Globalization;
using System.Text;

namespace Gail.Data.Files;

/// <summary>Text that came from elsewhere (out of files, from the names of files), made fit for a line of a terminal.</summary>
internal static class Printable
{
    /// <summary>
    /// The text with every character escaped, as in \u001b, that would move the cursor, change colours, turn the
    /// direction of writing or break the line: controls (C0, C1 and DEL), formats (those of bidirectional text among
    /// them), separators of lines and paragraphs, and halves of surrogate pairs. Within JSON these are the escapes of
    /// JSON.
    /// </summary>
    public static string Of(string text)
    {
        StringBuilder? safe = null;
        var at = 0;
        while (at < text.Length)
        {
            var length = at + 1 < text.Length && char.IsSurrogatePair(text, at) ? 2 : 1;
            if (IsUnsafe(text, at))
            {
                safe ??= new StringBuilder(text, 0, at, text.Length + 20);
                for (var i = at; i < at + length; i++)
                {
                    safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
                }
            }
            else
            {
                safe?.Append(text, at, length);
            }
            at += length;
        }
        return safe?.ToString() ?? text;
    }

    private static bool IsUnsafe(string text, int at) =>
        CharUnicodeInfo.GetUnicodeCategory(text, at)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate;
}
