namespace Gail.Data.Formats.Text.Json;

/// <summary>
/// Reads JSON values one after the other, whatever the line breaks between and within them; those of a list are values
/// of their own. None is longer than a limit.
/// </summary>
internal sealed class JsonValues(string path, Stream stream, int greatest) : IDisposable
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isInList;
    private long _line = 1;

    /// <summary>The number of the line in which the present value begins, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The present value, until the next one is read; cut short where the file ends within it.</summary>
    public ReadOnlyMemory<byte> Value { get; private set; }

    /// <summary>Goes to the next value.</summary>
    /// <exception cref="DemonstrationException">It is too long, or the file cannot be read.</exception>
    public bool Next()
    {
        if (!ToValue())
        {
            return false;
        }
        Number = _line;
        var length = Length();
        Value = _buffer.AsMemory(_start, length);
        _line += Value.Span.Count((byte)'\n');
        _start += length;
        return true;
    }

    public void Dispose() => stream.Dispose();

    /// <summary>Passes over what lies between values.</summary>
    private bool ToValue()
    {
        while (_start < _end || ReadMore())
        {
            switch (_buffer[_start])
            {
                case (byte)'\n':
                    _line++;
                    break;
                case (byte)'[' when !_isInList:
                    _isInList = true;
                    break;
                case (byte)']' when _isInList:
                    _isInList = false;
                    break;
                // The last three are UTF-8's byte order mark.
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)',' or 0xEF or 0xBB or 0xBF:
                    break;
                default:
                    return true;
            }
            _start++;
        }
        return false;
    }

    private int Length()
    {
        var (depth, quoted, at) = (0, false, 0);
        while (true)
        {
            if (_start + at >= _end && !ReadMore())
            {
                return _end - _start;
            }
            if (at > greatest)
            {
                throw new DemonstrationException(
                    path,
                    $"line {_line}",
                    $"a value is longer than {greatest} bytes; write an object for each step, or shorter episodes."
                );
            }
            var letter = _buffer[_start + at];
            at++;
            if (quoted)
            {
                at += letter == '\\' ? 1 : 0;
                quoted = letter != '"';
                continue;
            }
            quoted = letter == '"';
            depth += letter is (byte)'{' or (byte)'[' ? 1 : 0;
            depth -= letter is (byte)'}' or (byte)']' ? 1 : 0;
            if (depth <= 0 && !quoted && letter is (byte)'}' or (byte)']')
            {
                return at;
            }
            if (depth == 0 && !quoted && letter is (byte)',' or (byte)'\n')
            {
                return at - 1;
            }
        }
    }

    private bool ReadMore()
    {
        if (_end == _buffer.Length)
        {
            var kept = _end - _start;
            // Twice the size where a value fills it, so that every byte is moved a few times only.
            var larger = kept > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
            _buffer.AsSpan(_start, kept).CopyTo(larger);
            (_buffer, _start, _end) = (larger, 0, kept);
        }
        try
        {
            var read = stream.Read(_buffer.AsSpan(_end));
            _end += read;
            return read > 0;
        }
        catch (IOException e)
        {
            throw new DemonstrationException(path, "", $"cannot be read: {e.Message}", e);
        }
    }
}
