using CsvHelper;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>The beginning of a table: the names of its columns and the first row.</summary>
internal sealed class CsvStart : IDisposable
{
    private readonly CsvText _text;
    private readonly CsvReader _csv;

    /// <summary>Reads the first line.</summary>
    /// <exception cref="DemonstrationException">There is none, or not with names that can be used.</exception>
    public CsvStart(string path, CsvText text, DemonstrationFileOptions options)
    {
        _text = text;
        _csv = text.Reader();
        try
        {
            Header = new CsvHeader(path, Guarded(() => (string[])[.. _csv.Headers]), options);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The columns.</summary>
    public CsvHeader Header { get; }

    /// <summary>Whether there is a first row and its action is a whole number; goes on to it.</summary>
    public bool FirstActionIsInteger() =>
        Guarded(_csv.Read) && TextNumbers.TryLong(_csv.GetSpan(Header.Actions[0]), out _);

    /// <summary>Where in the file the first row begins, if there is one; goes on to it.</summary>
    public long? FirstRow() => Guarded(_csv.Read) ? _csv.ByteOffset : null;

    public void Dispose() => _csv.Dispose();

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CsvFormatException or IOException)
        {
            throw _text.Explained(e, 0);
        }
    }
}
