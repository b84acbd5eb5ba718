using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Gail.Data.Files;
using Gail.Runs;

namespace Gail.Experiments.Paper;

/// <summary>
/// The results file: a line for each run done, added as it ends. What a crash cut short is dropped when the file is
/// opened again, and lines of runs that nobody asks for any more stay. One process writes at a time.
/// </summary>
public sealed class PaperLog : IDisposable
{
    private static ReadOnlySpan<byte> LineStart => "{\"key\":\""u8;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly Lock _gate = new();
    private ImmutableDictionary<string, PaperResult> _results;

    private PaperLog(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
        _results = ReadAll();
    }

    /// <summary>The results so far by their keys.</summary>
    public ImmutableDictionary<string, PaperResult> Results
    {
        get
        {
            lock (_gate)
            {
                return _results;
            }
        }
    }

    /// <summary>Opens a file, or makes it and its folder.</summary>
    /// <exception cref="RunException">It cannot be written, is in use or holds something else.</exception>
    public static PaperLog Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream? stream = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (FileKind.OfOther(path) is { } other)
            {
                throw new IOException($"it is {other}, expected a file.");
            }
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new PaperLog(path, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new RunException(path, $"the results cannot be written: {e.Message}", e);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>Adds a line and sees it on its way to the disk.</summary>
    public void Add(PaperResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        lock (_gate)
        {
            _stream.Write(Encoding.UTF8.GetBytes(result.ToJson() + "\n"));
            _stream.Flush(flushToDisk: true);
            _results = _results.SetItem(result.Key, result);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private ImmutableDictionary<string, PaperResult> ReadAll()
    {
        var bytes = new byte[_stream.Length];
        _stream.ReadExactly(bytes);
        // A line without its end was cut short.
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var results = ImmutableDictionary.CreateBuilder<string, PaperResult>();
        var lines = Encoding.UTF8.GetString(bytes, 0, whole).Split('\n')[..^1];
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                var result = PaperResult.FromJson(lines[i]);
                results[result.Key] = result;
            }
            catch (JsonException e)
            {
                throw Foreign(i + 1, e);
            }
        }
        var rest = bytes.AsSpan(whole);
        if (!rest.StartsWith(LineStart[..Math.Min(rest.Length, LineStart.Length)]))
        {
            throw Foreign(lines.Length + 1, cause: null);
        }
        _stream.SetLength(whole);
        _stream.Position = whole;
        return results.ToImmutable();
    }

    private RunException Foreign(int line, JsonException? cause) =>
        new(_path, $"line {line} is no result of gail paper; choose another file.", cause);
}
