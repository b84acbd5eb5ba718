using System.Text;
using System.Text.Json;
using Gail.Data.Formats.Layouts;
using Gail.Data.Formats.Text.Csv;

namespace Gail.Data.Formats.Text.Json;

/// <summary>
/// Reads the objects of a file of JSON, each for a step or an episode: one on each line, those of a list, or some that
/// take several lines. What is wrong with one is said with the number of its line.
/// </summary>
internal sealed class JsonLines : IDisposable
{
    /// <summary>The bytes of an object at most, which may hold a whole episode.</summary>
    private const int GreatestLine = 1 << 26;

    private readonly string _path;
    private readonly LineReader? _lines;
    private readonly JsonValues? _values;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DemonstrationException">It cannot be opened, or options name columns that there are not.</exception>
    public JsonLines(string path, DemonstrationFileOptions options)
    {
        _path = path;
        Steps = new JsonSteps(new JsonNames(path, options), options);
        var isOnLines = IsOnLines(FileHead.Of(path).Bytes);
        var stream = InputFile.Open(path);
        (_lines, _values) = isOnLines
            ? (new LineReader(path, stream, GreatestLine), (JsonValues?)null)
            : (null, new JsonValues(path, stream, GreatestLine));
    }

    /// <summary>What the current object holds.</summary>
    public JsonSteps Steps { get; }

    /// <summary>The line in which the current object begins.</summary>
    public long Number => _lines?.Number ?? _values!.Number;

    /// <summary>Reads the next object, if there is one.</summary>
    /// <exception cref="DemonstrationException">It is no JSON, no step or episode, or not like the first one.</exception>
    public bool Next()
    {
        if (!(_lines?.Next() ?? _values!.Next()))
        {
            return false;
        }
        var line = (_lines?.Line ?? _values!.Value).Span;
        try
        {
            Steps.Read(line);
            return true;
        }
        catch (TextException e)
        {
            throw Fail(e.Message, cause: null);
        }
        catch (JsonException) when (ReadWithoutPythons(line))
        {
            return true;
        }
        catch (JsonException e)
        {
            throw Fail(Explained(e, line), e);
        }
        catch (InvalidOperationException e)
        {
            // What the reader throws for text that is no UTF-8.
            throw Fail($"is no valid JSON: {e.Message}", e);
        }
    }

    /// <summary>What is wrong with the current object.</summary>
    public DemonstrationException Fail(string problem, Exception? cause = null) => Fail(Number, problem, cause);

    /// <summary>What is wrong with the object of a line.</summary>
    public DemonstrationException Fail(long line, string problem, Exception? cause = null) =>
        new(_path, $"line {line}", problem, cause);

    public void Dispose()
    {
        _lines?.Dispose();
        _values?.Dispose();
    }

    /// <summary>Whether each line holds an object: not where the first is a list, or goes on in the next line.</summary>
    private static bool IsOnLines(ReadOnlySpan<byte> head)
    {
        var text = CsvHead.WithoutMark(head).TrimStart(" \t\r\n"u8);
        if (text.StartsWith("["u8))
        {
            return text[1..].TrimStart(" \t\r\n"u8) is not [(byte)'{', ..];
        }
        var end = text.IndexOf((byte)'\n');
        return end < 0 || text[..end].TrimEnd(" \t\r"u8)[^1] is not ((byte)'{' or (byte)'[' or (byte)',');
    }

    /// <summary>
    /// Reads an object with null in the place of NaN and Infinity, which Python writes and JSON does not know: where
    /// nobody needs the number, it may be missing.
    /// </summary>
    private bool ReadWithoutPythons(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        var cleaned = JsonText.WithoutPythons(text);
        if (cleaned == text)
        {
            return false;
        }
        try
        {
            Steps.Read(Encoding.UTF8.GetBytes(cleaned));
            return true;
        }
        catch (Exception e) when (e is TextException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Explained(JsonException problem, ReadOnlySpan<byte> line)
    {
        var at = (int)Math.Clamp(problem.BytePositionInLine ?? 0, 0, line.Length);
        var rest = line[at..];
        // The reader points at the sign or behind it.
        rest = rest.StartsWith("-"u8) ? rest[1..] : rest;
        if (rest.StartsWith("NaN"u8) || rest.StartsWith("Inf"u8))
        {
            return "holds NaN or Infinity, which are not JSON; only finite numbers can be learned from. Leave the episode out.";
        }
        var message = problem.Message;
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"is no valid JSON at byte {at}: {(end > 0 ? message[..end] : message)} Each line must hold one whole object, or the file a list of such.";
    }
}
