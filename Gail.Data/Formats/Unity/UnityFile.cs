using Google.Protobuf;

namespace Gail.Data.Formats.Unity;

/// <summary>Reads ML-Agents' file of demonstrations record by record.</summary>
/// <remarks>
/// <para>
/// Each message has its length before it, as a varint. First comes DemonstrationMetaProto, in the first 33 bytes; at
/// byte 33 BrainParametersProto; then as many AgentInfoActionPairProto as the first message says. Behind them the
/// recorder leaves a copy of the first message, which is no record. A file whose recording was never closed says 0
/// and is read to its end.
/// </para>
/// <para>Source: ML-Agents' demo_loader.py and DemonstrationWriter.cs.</para>
/// </remarks>
internal sealed class UnityFile : IDisposable
{
    /// <summary>Where the second message begins.</summary>
    public const int MetaBytes = 33;

    /// <summary>The bytes of a message at most: a record may hold images.</summary>
    private const int GreatestMessage = 1 << 26;

    private readonly string _path;
    private readonly BufferedStream _stream;
    private readonly byte[] _first;
    private byte[] _buffer = [];
    private int _read;

    private UnityFile(string path, Stream stream)
    {
        _path = path;
        _stream = new BufferedStream(stream, 1 << 16);
        var length = Read(Meta, "the first message");
        _first = _buffer[..length];
        if (Meta.Version is not (0 or 1))
        {
            throw new DemonstrationException(
                path,
                "api_version",
                $"is {Meta.Version}, expected 0 or 1; a newer release of this library may read it."
            );
        }
        _stream.Position = MetaBytes;
        Read(Behavior, "the behavior's parameters");
    }

    /// <summary>What the file says of itself.</summary>
    public UnityMeta Meta { get; } = new();

    /// <summary>The bytes behind what was read, but for the copy of the first message.</summary>
    public long BytesLeft => Math.Max(0, _stream.Length - _stream.Position - _first.Length);

    /// <summary>The kinds of actions.</summary>
    public UnityBehavior Behavior { get; } = new();

    /// <summary>The record that was read last, as in "record 3".</summary>
    public string Place => $"record {_read - 1}";

    /// <summary>Opens a file and reads what comes before the records.</summary>
    /// <exception cref="DemonstrationException">It cannot be read, or is no such file.</exception>
    public static UnityFile Open(string path)
    {
        var stream = InputFile.Open(path);
        try
        {
            return new UnityFile(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether bytes look like the beginning of such a file.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> head)
    {
        if (head.Length <= MetaBytes || head[0] is 0 or >= MetaBytes)
        {
            return false;
        }
        var message = head.Slice(1, head[0]);
        // The first field is the version or, if that is 0, the name; what is left of the 33 bytes is zero.
        return message[0] is 0x08 or 0x12 && head[(1 + message.Length)..MetaBytes].IndexOfAnyExcept((byte)0) < 0;
    }

    /// <summary>The next record, or null.</summary>
    /// <exception cref="DemonstrationException">It is damaged or was cut off.</exception>
    public UnityRecord? Next()
    {
        if (Meta.Records > 0 ? _read == Meta.Records : IsAtEnd())
        {
            return null;
        }
        var record = new UnityRecord();
        Read(record, $"record {_read}");
        _read++;
        return record;
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Whether nothing is left, or only the copy of the first message that a recording without records has too.</summary>
    private bool IsAtEnd()
    {
        var position = _stream.Position;
        var left = new byte[Math.Min(_stream.Length - position, _first.Length + 1)];
        _stream.ReadExactly(left);
        _stream.Position = position;
        return left.Length == 0 || left.AsSpan().SequenceEqual(_first);
    }

    /// <summary>Reads a message; returns its bytes, which begin the buffer.</summary>
    private int Read(UnityMessage message, string what)
    {
        var start = _stream.Position;
        try
        {
            var length = Length(what, start);
            if (_buffer.Length < length)
            {
                _buffer = new byte[Math.Max(length, Math.Min(2 * _buffer.Length, GreatestMessage))];
            }
            _stream.ReadExactly(_buffer, 0, length);
            message.MergeFrom(new CodedInputStream(_buffer, 0, length));
            return length;
        }
        catch (EndOfStreamException e)
        {
            throw Fail(what, start, "the file ends within it; it was cut off", e);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            throw Fail(what, start, $"it is damaged: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new DemonstrationException(_path, "", $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The length before a message: seven bits a byte, the lowest first.</summary>
    private int Length(string what, long start)
    {
        var length = 0L;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = _stream.ReadByte();
            if (next < 0)
            {
                throw new EndOfStreamException();
            }
            length |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                // Checked before memory is taken.
                return length > GreatestMessage
                        ? throw Fail(what, start, $"it claims {length} bytes, expected {GreatestMessage} at most")
                    : length > _stream.Length - _stream.Position
                        ? throw Fail(
                            what,
                            start,
                            $"it claims {length} bytes, more than the file has left; it was cut off"
                        )
                    : (int)length;
            }
        }
        throw Fail(what, start, "its length has more than five bytes");
    }

    private DemonstrationException Fail(string what, long at, string problem, Exception? cause = null) =>
        new(_path, $"{what} at byte {at}", $"{problem}. Record the demonstration again, or leave the file out.", cause);
}
