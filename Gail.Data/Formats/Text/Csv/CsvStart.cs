using CsvHelper;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>The beginning of a table: the names of its columns and the first row.</summary>
internal sealed class CsvStart : IDisposable
{
    private readonly CsvText _text;
    private readonly CsvReader _csv;
    private readonly bool _isAtRow;

    /// <summary>Reads the first line.</summary>
    /// <exception cref="DemonstrationException">There is none, or not with names that can be used.</exception>
    public CsvStart(string path, CsvText text, DemonstrationFileOptions options)
    {
        _text = text;
        _csv = text.Reader();
        try
        {
            string[] first = Guarded(_csv.Read)
                ? [.. Enumerable.Range(0, _csv.FieldCount).Select(field => CsvHead.Name(_csv.GetString(field), field))]
                : [""];
            _isAtRow = CsvHead.IsData(first);
            Header = new CsvHeader(path, first, hasNames: !_isAtRow, options);
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
        ToRow() && Header.Actions[0] < _csv.FieldCount && TextNumbers.TryLong(_csv.GetSpan(Header.Actions[0]), out _);

    /// <summary>Where in the file the first row begins, if there is one; goes on to it.</summary>
    public long? FirstRow() => !ToRow() ? null : Math.Max(_csv.ByteOffset, _isAtRow ? _text.MarkBytes() : 0);

    public void Dispose() => _csv.Dispose();

    private bool ToRow() => _isAtRow || Guarded(_csv.Read);

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
