using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gail.Data.Formats.Layouts;

/// <summary>Reads what files say of themselves in JSON; nothing in it is needed, so that damage is no exception.</summary>
internal static class JsonText
{
    private static readonly string[] Words = ["-Infinity", "Infinity", "NaN"];

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>A text with quotes, and escapes where needed.</summary>
    public static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    /// <summary>The object that a text is, or null if it is none; Python's NaN and Infinity are null.</summary>
    public static JsonElement? Object(string? text)
    {
        if (text is null)
        {
            return null;
        }
        try
        {
            using var json = JsonDocument.Parse(WithoutPythons(text), Options);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text in an object, or null.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A whole number in an object, or null.</summary>
    public static int? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number)
            ? number
            : null;

    /// <summary>A member of an object, or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Python writes numbers that JSON has no words for.</summary>
    public static string WithoutPythons(string text)
    {
        if (!text.Contains("Infinity", StringComparison.Ordinal) && !text.Contains("NaN", StringComparison.Ordinal))
        {
            return text;
        }
        var cleaned = new StringBuilder(text.Length);
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var word = quoted
                ? null
                : Words.FirstOrDefault(word => string.CompareOrdinal(text, i, word, 0, word.Length) == 0);
            if (word is not null)
            {
                cleaned.Append("null");
                i += word.Length - 1;
                continue;
            }
            cleaned.Append(text[i]);
            if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (quoted && text[i] == '\\' && i + 1 < text.Length)
            {
                cleaned.Append(text[++i]);
            }
        }
        return cleaned.ToString();
    }
}
