using Gail.Data.Formats.Text.Csv;

namespace Gail.Data.Formats.Text;

/// <summary>Reads lines of bytes, none longer than a limit; empty ones are passed over.</summary>
internal sealed class LineReader(string path, Stream stream, int greatest) : IDisposable
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>The number of the current line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line, until the next one is read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Goes to the next line that is not empty.</summary>
    /// <exception cref="DemonstrationException">It is too long, or the file cannot be read.</exception>
    public bool Next()
    {
        while (true)
        {
            var line = TakeLine();
            if (line is not { } taken)
            {
                return false;
            }
            Number++;
            var text = Number == 1 ? CsvHead.WithoutMark(taken.Span) : taken.Span;
            Line = taken[(taken.Length - text.Length)..];
            if (!text.Trim(" \t\r"u8).IsEmpty)
            {
                return true;
            }
        }
    }

    public void Dispose() => stream.Dispose();

    /// <summary>The bytes up to the next line feed or the end of the file.</summary>
    private ReadOnlyMemory<byte>? TakeLine()
    {
        var looked = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = _buffer.AsMemory(_start, looked + found);
                _start += looked + found + 1;
                return line;
            }
            looked = _end - _start;
            if (looked > greatest)
            {
                throw new DemonstrationException(
                    path,
                    $"line {Number + 1}",
                    $"is longer than {greatest} bytes; write an object for each step, or shorter episodes."
                );
            }
            if (_isAtEnd)
            {
                if (looked == 0)
                {
                    return null;
                }
                var rest = _buffer.AsMemory(_start, looked);
                _start = _end;
                return rest;
            }
            ReadMore();
        }
    }

    private void ReadMore()
    {
        if (_end == _buffer.Length)
        {
            var kept = _end - _start;
            // Twice the size where a line fills it, so that every byte is moved a few times only.
            var larger = kept > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
            _buffer.AsSpan(_start, kept).CopyTo(larger);
            (_buffer, _start, _end) = (larger, 0, kept);
        }
        try
        {
            var read = stream.Read(_buffer.AsSpan(_end));
            _end += read;
            _isAtEnd = read == 0;
        }
        catch (IOException e)
        {
            throw new DemonstrationException(path, "", $"cannot be read: {e.Message}", e);
        }
    }
}
