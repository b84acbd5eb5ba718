using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using CsvHelper;

namespace Gail.Data;

/// <summary>Reads the rows of a table one after the other.</summary>
internal sealed class CsvRows : IDisposable
{
    /// <summary>The bytes of a line at most: an unclosed quote must not take the memory of a whole file.</summary>
    private const int GreatestLine = 1 << 20;

    private readonly string _path;
    private readonly CsvReader _csv;
    private CsvHeader _header = null!;
    private EpisodeSplitter _episodes = null!;
    private bool _mayHoldCommas;

    private CsvRows(string path, CsvReader csv)
    {
        _path = path;
        _csv = csv;
    }

    /// <summary>The columns.</summary>
    public CsvHeader Header => _header;

    /// <summary>Opens a file and reads its first line.</summary>
    /// <exception cref="DemonstrationException">There is none, or not with names that can be used.</exception>
    public static CsvRows Open(string path, char separator, DemonstrationFileOptions options)
    {
        var stream = InputFile.Open(path, (problem, cause) => new DemonstrationException(path, "", problem, cause));
        var rows = new CsvRows(
            path,
            CsvReader.Create(
                stream,
                CsvReaderOptions.Default with
                {
                    Separator = separator,
                    MaxRecordSize = GreatestLine,
                    MalformedData = CsvMalformedDataHandling.Throw,
                    AllowLineBreaksInQuotes = false,
                }
            )
        );
        try
        {
            rows._header = new CsvHeader(path, rows.Names(), options);
            rows._episodes = new EpisodeSplitter(rows._header.Episode >= 0, rows._header.Step >= 0);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is a first row and its action is a whole number; goes on to it.</summary>
    public bool FirstActionIsInteger() =>
        Guarded(_csv.Read) && TextNumbers.TryLong(_csv.GetSpan(_header.Actions[0]), out _);

    /// <summary>Reads rows until the batch is full or the file at its end.</summary>
    /// <param name="batch">Takes them.</param>
    /// <param name="discrete">Whether actions are choices.</param>
    /// <returns>Whether there may be more.</returns>
    public bool Fill(BatchBuilder batch, bool discrete) =>
        Guarded(() =>
        {
            while (!batch.IsFull)
            {
                if (!_csv.Read())
                {
                    return false;
                }
                Read(batch, discrete);
            }
            return true;
        });

    public void Dispose() => _csv.Dispose();

    private string[] Names()
    {
        string[] names = [];
        Guarded(() =>
        {
            names = [.. _csv.Headers];
            return true;
        });
        return names;
    }

    private void Read(BatchBuilder batch, bool discrete)
    {
        if (_csv.FieldCount != _header.Count)
        {
            throw Fail("", $"has {_csv.FieldCount} fields but the first line has {_header.Count}.");
        }
        // A field holds a comma only if something else separates them, or in quotes.
        _mayHoldCommas = _csv.RawRecord.Contains(_csv.Separator == ',' ? (byte)'"' : (byte)',');
        var row = batch.Rows++;
        var terminated = Flag(_header.Terminated);
        var truncated = Flag(_header.Truncated);
        var ended = Flag(_header.Ended);
        var problem = _episodes.Next(
            _header.Episode < 0 ? [] : _csv.GetSpan(_header.Episode),
            _header.Step < 0 ? 0 : Integer(_header.Step),
            terminated || truncated || ended
        );
        if (problem is not null)
        {
            throw Fail("", problem);
        }
        Set(batch.Episodes, row, _episodes.Episode);
        Set(batch.Steps, row, _episodes.Step);
        Set(batch.Terminated, row, terminated);
        Set(batch.Truncated, row, truncated);
        Set(batch.Ended, row, ended);
        if (batch.Rewards is { } rewards)
        {
            rewards[row] = TryNumber(_header.Reward, out double value) ? value : throw NoNumber(_header.Reward);
        }
        Floats(batch.Observations, row, _header.Observations);
        Floats(batch.NextObservations, row, _header.NextObservations);
        if (discrete)
        {
            Choices(batch.Actions, row);
        }
        else
        {
            Floats(batch.Actions, row, _header.Actions);
        }
    }

    private static void Set<T>(T[]? column, int row, T value)
    {
        if (column is not null)
        {
            column[row] = value;
        }
    }

    private void Floats(float[]? column, int row, ImmutableArray<int> fields)
    {
        if (column is null)
        {
            return;
        }
        var from = fields.AsSpan();
        var values = BatchBuilder.Row(column, row, from.Length);
        for (var i = 0; i < from.Length; i++)
        {
            if (!TryNumber(from[i], out values[i]))
            {
                throw NoNumber(from[i]);
            }
        }
    }

    private void Choices(float[]? column, int row)
    {
        if (column is null)
        {
            return;
        }
        var values = BatchBuilder.Row(column, row, _header.Actions.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var field = _header.Actions[i];
            if (!TextNumbers.TryLong(_csv.GetSpan(field), out var choice))
            {
                throw Fail(
                    _header[field],
                    $"{Shown(field)}, expected a whole number, since the first row has one; call the column {_header[field]}_0 if actions are continuous."
                );
            }
            values[i] = choice is >= 0 and < ValueRules.GreatestAction
                ? choice
                : throw Fail(
                    _header[field],
                    $"{Shown(field)}, expected an integer from 0 to {ValueRules.GreatestAction - 1}."
                );
        }
    }

    private long Integer(int field) =>
        _csv.TryParse(field, out long value)
            ? value
            : throw Fail(_header[field], $"{Shown(field)}, expected a whole number.");

    private bool Flag(int field) =>
        field >= 0
        && (
            TextNumbers.TryFlag(_csv.GetSpan(field), out var value)
                ? value
                : throw Fail(_header[field], $"{Shown(field)}, expected true or false.")
        );

    /// <summary>Reads a finite number. CsvHelper reads fastest, but to it "1,5" is fifteen.</summary>
    private bool TryNumber<T>(int field, out T value)
        where T : IFloatingPointIeee754<T> =>
        _csv.TryParse(field, out value!)
        && T.IsFinite(value)
        && !(_mayHoldCommas && _csv.GetSpan(field).Contains((byte)','));

    private DemonstrationException NoNumber(int field) =>
        Fail(
            _header[field],
            TextNumbers.IsNumber(_csv.GetSpan(field))
                ? $"{Shown(field)}; only finite numbers within the range of {(field == _header.Reward ? "float64" : "float32")} can be learned from."
                : $"{Shown(field)}, expected a number."
        );

    private string Shown(int field)
    {
        var text = _csv.GetSpan(field);
        return text.IsEmpty
            ? "is empty"
            : $"is '{Encoding.UTF8.GetString(text[..Math.Min(40, text.Length)])}{(text.Length > 40 ? "..." : "")}'";
    }

    private DemonstrationException Fail(string column, string problem)
    {
        var line = LineOf(_csv.ByteOffset);
        return new DemonstrationException(
            _path,
            column.Length > 0 ? $"line {line}, column {column}" : $"line {line}",
            problem
        );
    }

    /// <summary>
    /// The number of the line that holds a byte. Counting while reading would slow all readers down for the few that
    /// fail.
    /// </summary>
    private long LineOf(long offset)
    {
        using var stream = InputFile.Open(
            _path,
            (problem, cause) => new DemonstrationException(_path, "", problem, cause)
        );
        var (line, before) = (1L, (byte)0);
        var buffer = new byte[1 << 16];
        int read;
        while (offset > 0 && (read = stream.Read(buffer.AsSpan(0, (int)Math.Min(offset, buffer.Length)))) > 0)
        {
            foreach (var value in buffer.AsSpan(0, read))
            {
                // A carriage return and a line feed are one break.
                line += value == '\r' || (value == '\n' && before != '\r') ? 1 : 0;
                before = value;
            }
            offset -= read;
        }
        return line;
    }

    private bool Guarded(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new DemonstrationException(_path, $"line {LineOf(e.ByteOffset)}", e.Message, e);
        }
        catch (IOException e)
        {
            throw new DemonstrationException(_path, "", $"cannot be read: {e.Message}", e);
        }
    }
}
