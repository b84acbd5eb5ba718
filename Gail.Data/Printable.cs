using System.Globalization;
using System.Text;

namespace Gail.Data;

/// <summary>Text that came out of a file, made fit for a terminal.</summary>
internal static class Printable
{
    /// <summary>
    /// The text with every character escaped, as in \u001b, that would move the cursor, change colours or turn the
    /// direction of writing. Line breaks stay.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }
        var safe = new StringBuilder(text.Length + 20);
        foreach (var letter in text)
        {
            _ = IsUnsafe(letter)
                ? safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}")
                : safe.Append(letter);
        }
        return safe.ToString();
    }

    private static bool IsUnsafe(char letter) =>
        letter is not ('\n' or '\r')
        && CharUnicodeInfo.GetUnicodeCategory(letter) is (UnicodeCategory.Control or UnicodeCategory.Format);
}
