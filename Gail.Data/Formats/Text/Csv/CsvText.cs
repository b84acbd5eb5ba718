using System.Text;
using CsvHelper;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>A file with a table in text: how its bytes are read, and how what is wrong with them is said.</summary>
internal sealed class CsvText
{
    /// <summary>The bytes of a line at most: an unclosed quote must not take the memory of a whole file.</summary>
    public const int GreatestLine = 1 << 20;

    private readonly string _path;
    private readonly CsvReaderOptions _options;

    /// <summary>A file.</summary>
    public CsvText(string path, char separator)
    {
        _path = path;
        _options = CsvReaderOptions.Default with
        {
            Separator = separator,
            MaxRecordSize = GreatestLine,
            MalformedData = CsvMalformedDataHandling.Throw,
            // What makes each line break the end of a row, so that a file can be cut there.
            AllowLineBreaksInQuotes = false,
        };
    }

    /// <summary>Reads all of the file, a header as a row like others.</summary>
    public CsvReader Reader() => CsvReader.Create(Open(), _options with { HasHeader = false });

    /// <summary>Reads rows without header.</summary>
    public CsvReader Reader(ReadOnlyMemory<byte> rows) => CsvReader.Create(rows, _options with { HasHeader = false });

    /// <summary>The file's bytes as UTF-8; offsets count these.</summary>
    public Stream Open()
    {
        var stream = InputFile.Open(_path);
        Span<byte> mark = stackalloc byte[4];
        mark = mark[..stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        return TextEncoding.Marked(mark) is not { } other
            ? stream
            : Encoding.CreateTranscodingStream(stream, other, Encoding.UTF8);
    }

    /// <summary>Reads until a buffer is full or the stream at its end.</summary>
    /// <returns>The number of bytes.</returns>
    public int Read(Stream stream, Span<byte> buffer)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (IOException e)
        {
            throw Explained(e, 0);
        }
    }

    /// <summary>The bytes of a byte order mark that the file begins with, as UTF-8.</summary>
    public int MarkBytes()
    {
        using var stream = Open();
        Span<byte> head = stackalloc byte[3];
        head = head[..Read(stream, head)];
        return head.Length - CsvHead.WithoutMark(head).Length;
    }

    /// <summary>What is wrong with the line at an offset.</summary>
    public DemonstrationException Fail(long offset, string column, string problem, Exception? cause = null)
    {
        var line = LineOf(offset);
        return new DemonstrationException(
            _path,
            column.Length > 0 ? $"line {line}, column {column}" : $"line {line}",
            problem,
            cause
        );
    }

    /// <summary>What to throw for what reading a part of the file threw.</summary>
    /// <param name="cause">What was thrown.</param>
    /// <param name="start">Where in the file the part begins.</param>
    public DemonstrationException Explained(Exception cause, long start) =>
        cause switch
        {
            CsvRowException row => Fail(start + row.Offset, row.Column, row.Message).WithRemedy(),
            CsvFormatException => Malformed(),
            IOException => new DemonstrationException(_path, "", $"cannot be read: {cause.Message}", cause),
            _ => throw new ArgumentException("is nothing that reading a table throws.", nameof(cause), cause),
        };

    /// <summary>
    /// What CsvHelper says of the first row with wrong quotes. Asked for the whole file again, since its messages count
    /// rows and bytes from where it began.
    /// </summary>
    public DemonstrationException Malformed()
    {
        try
        {
            using var reader = Reader();
            while (reader.Read()) { }
            return Changed("");
        }
        catch (CsvFormatException e)
        {
            return Fail(e.ByteOffset, "", e.Message, e);
        }
    }

    /// <summary>What to say of a file that is not the same when it is read again.</summary>
    public DemonstrationException Changed(string place) =>
        new(_path, place, "is not what it was when the file was opened.");

    /// <summary>
    /// The number of the line that holds a byte. Counting while reading would slow all readers down for the few that
    /// fail.
    /// </summary>
    private long LineOf(long offset)
    {
        using var stream = Open();
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
}
