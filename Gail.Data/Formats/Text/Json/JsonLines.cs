using System.Text.Json;

namespace Gail.Data.Formats.Text.Json;

/// <summary>Reads a file of JSON Lines line by line; what is wrong with one is said with its number.</summary>
internal sealed class JsonLines : IDisposable
{
    /// <summary>The bytes of a line at most, which may hold a whole episode.</summary>
    private const int GreatestLine = 1 << 26;

    private readonly string _path;
    private readonly LineReader _lines;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DemonstrationException">It cannot be opened, or options name columns that there are not.</exception>
    public JsonLines(string path, DemonstrationFileOptions options)
    {
        _path = path;
        Steps = new JsonSteps(new JsonNames(path, options), options);
        var stream = InputFile.Open(path);
        _lines = new LineReader(path, stream, GreatestLine);
    }

    /// <summary>What the current line holds.</summary>
    public JsonSteps Steps { get; }

    /// <summary>Reads the next line that is not empty, if there is one.</summary>
    /// <exception cref="DemonstrationException">It is no JSON, no step or episode, or not like the first one.</exception>
    public bool Next()
    {
        if (!_lines.Next())
        {
            return false;
        }
        var line = _lines.Line.Span;
        try
        {
            Steps.Read(line);
            return true;
        }
        catch (TextException e)
        {
            throw Fail(e.Message, cause: null);
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

    /// <summary>What is wrong with the current line.</summary>
    public DemonstrationException Fail(string problem, Exception? cause = null) =>
        new(_path, $"line {_lines.Number}", problem, cause);

    public void Dispose() => _lines.Dispose();

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
        return $"is no valid JSON at byte {at}: {(end > 0 ? message[..end] : message)} Each line must hold one whole object.";
    }
}
