using System.Buffers;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using Snappier;

namespace Gail.Data.Formats.Parquet;

/// <summary>The encodings of values, as Parquet numbers them.</summary>
internal enum ParquetEncoding
{
    Plain = 0,
    PlainDictionary = 2,
    RunLengths = 3,
    DeltaBinaryPacked = 5,
    RunLengthDictionary = 8,
    ByteStreamSplit = 9,
}

/// <summary>A page of a column, unpacked.</summary>
/// <param name="IsDictionary">Whether it holds the values that later pages choose from.</param>
/// <param name="Values">How many values there are, and gaps between them.</param>
/// <param name="Encoding">How they are stored.</param>
/// <param name="Repetition">Where lists begin; empty where there are none.</param>
/// <param name="Definition">Which values are there; empty where all are.</param>
/// <param name="Content">The values.</param>
internal readonly record struct ParquetPage(
    bool IsDictionary,
    int Values,
    ParquetEncoding Encoding,
    ReadOnlyMemory<byte> Repetition,
    ReadOnlyMemory<byte> Definition,
    ReadOnlyMemory<byte> Content
);

/// <summary>Goes through the pages of a part of a column. What a page claims is held against the bytes that there are.</summary>
internal sealed class ParquetPages(SafeFileHandle file, ParquetColumn column, ParquetChunk chunk) : IDisposable
{
    private const int UsualHead = 512;
    private const int GreatestHead = 1 << 22;

    private readonly long _end = chunk.Offset + chunk.Length;
    private long _at = chunk.Offset;
    private byte[] _packed = [];
    private byte[] _unpacked = [];

    /// <summary>The next page, or null behind the last. Its content is good until the one after is asked for.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a kind that is not read.</exception>
    public ParquetPage? Next()
    {
        while (_at < _end)
        {
            var head = ReadHead();
            if (head.Packed > _end - _at || head.Packed < 0 || head.Unpacked < 0)
            {
                throw new InvalidDataException(
                    $"has a page of {head.Packed} bytes where {_end - _at} are left of {chunk.Length}"
                );
            }
            if (head.Kind is not (PageHead.Data or PageHead.Dictionary or PageHead.DataV2))
            {
                _at += head.Packed;
                continue;
            }
            var packed = Read(_at, (int)head.Packed);
            _at += head.Packed;
            return Unpack(head, packed);
        }
        return null;
    }

    public void Dispose()
    {
        Return(ref _packed);
        Return(ref _unpacked);
    }

    private ParquetPage Unpack(PageHead head, ReadOnlyMemory<byte> packed)
    {
        if (head.Values is < 0 or > int.MaxValue)
        {
            throw new InvalidDataException($"has a page of {head.Values} values");
        }
        if (head.Kind == PageHead.DataV2)
        {
            // Levels are never packed, and lie before the values.
            var levels = head.RepetitionLength + head.DefinitionLength;
            if (
                head.RepetitionLength < 0
                || head.DefinitionLength < 0
                || levels > packed.Length
                || levels > head.Unpacked
            )
            {
                throw new InvalidDataException($"has a page with {levels} bytes of levels in {packed.Length}");
            }
            var repetition = packed[..(int)head.RepetitionLength];
            var definition = packed[(int)head.RepetitionLength..(int)levels];
            var rest = packed[(int)levels..];
            return new ParquetPage(
                IsDictionary: false,
                (int)head.Values,
                head.Encoding,
                repetition,
                definition,
                head.IsPacked ? Unpack(rest, head.Unpacked - levels) : rest
            );
        }
        var content = Unpack(packed, head.Unpacked);
        if (head.Kind == PageHead.Dictionary)
        {
            return new ParquetPage(IsDictionary: true, (int)head.Values, head.Encoding, default, default, content);
        }
        var (first, second) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        if (column.Repetition > 0)
        {
            content = Levels(content, ref first);
        }
        if (column.Definition > 0)
        {
            content = Levels(content, ref second);
        }
        return new ParquetPage(IsDictionary: false, (int)head.Values, head.Encoding, first, second, content);
    }

    private static ReadOnlyMemory<byte> Levels(ReadOnlyMemory<byte> content, ref ReadOnlyMemory<byte> levels)
    {
        var rest = content.Span;
        var length = BinaryNumbers.Prefixed(ref rest).Length;
        levels = content.Slice(4, length);
        return content[(4 + length)..];
    }

    private ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> packed, long length)
    {
        if (chunk.Codec == 0 || length == 0)
        {
            return packed;
        }
        if (length - (packed.Length * DeclaredSizes.GreatestRatio) > DeclaredSizes.MostOfPiece)
        {
            throw new InvalidDataException($"claims to hold {length} bytes in a page of {packed.Length}");
        }
        Rent(ref _unpacked, (int)length);
        var room = _unpacked.AsSpan(0, (int)length);
        var unpacked = chunk.Codec switch
        {
            1 => UnpackSnappy(packed.Span, room),
            2 => UnpackStream(new GZipStream(Stream(packed), CompressionMode.Decompress), room),
            4 => UnpackStream(new BrotliStream(Stream(packed), CompressionMode.Decompress), room),
            6 => UnpackZstandard(packed.Span, room),
            3 or 5 or 7 => throw new InvalidDataException(
                $"is compressed with {(chunk.Codec == 3 ? "LZO" : "LZ4")}, which is not read; write it with snappy, zstd or gzip"
            ),
            _ => throw new InvalidDataException($"is compressed in the unknown way {chunk.Codec}"),
        };
        return unpacked == length
            ? _unpacked.AsMemory(0, (int)length)
            : throw new InvalidDataException($"has a page of {unpacked} bytes that claims to have {length}");
    }

    private static int UnpackSnappy(ReadOnlySpan<byte> packed, Span<byte> room) =>
        Snappy.GetUncompressedLength(packed) == room.Length ? Snappy.Decompress(packed, room) : -1;

    private static int UnpackZstandard(ReadOnlySpan<byte> packed, Span<byte> room)
    {
        using var decompressor = new ZstdSharp.Decompressor();
        return decompressor.Unwrap(packed, room);
    }

    private static int UnpackStream(Stream stream, Span<byte> room)
    {
        using (stream)
        {
            return stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> packed) => new(packed.ToArray(), writable: false);

    private PageHead ReadHead()
    {
        for (var length = UsualHead; ; length *= 8)
        {
            var available = (int)Math.Min(length, _end - _at);
            try
            {
                var reader = new ThriftReader(Read(_at, available).Span);
                var head = PageHead.Read(ref reader);
                _at += reader.Position;
                return head;
            }
            catch (EndOfStreamException) when (available < _end - _at && length < GreatestHead)
            {
                // Statistics of long texts make long heads.
            }
        }
    }

    private ReadOnlyMemory<byte> Read(long offset, int count)
    {
        Rent(ref _packed, count);
        for (var done = 0; done < count; )
        {
            var read = RandomAccess.Read(file, _packed.AsSpan(done, count - done), offset + done);
            done += read > 0 ? read : throw new EndOfStreamException("was cut off while it was read");
        }
        return _packed.AsMemory(0, count);
    }

    private static void Rent(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            Return(ref buffer);
            buffer = ArrayPool<byte>.Shared.Rent(length);
        }
    }

    private static void Return(ref byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        buffer = [];
    }

    /// <summary>What is said of a page before it.</summary>
    private sealed record PageHead
    {
        public const long Data = 0;
        public const long Dictionary = 2;
        public const long DataV2 = 3;

        public long Kind { get; private set; } = -1;
        public long Unpacked { get; private set; }
        public long Packed { get; private set; }
        public long Values { get; private set; }
        public ParquetEncoding Encoding { get; private set; }
        public long RepetitionLength { get; private set; }
        public long DefinitionLength { get; private set; }
        public bool IsPacked { get; private set; } = true;

        public static PageHead Read(ref ThriftReader reader)
        {
            var head = new PageHead();
            for (var field = reader.Begin(); field.IsThere; field = reader.After(field))
            {
                switch (field.Id)
                {
                    case 1:
                        head.Kind = reader.Integer(field);
                        break;
                    case 2:
                        head.Unpacked = reader.Integer(field);
                        break;
                    case 3:
                        head.Packed = reader.Integer(field);
                        break;
                    // Of data, of a dictionary, and of data in the second form.
                    case 5 or 7 or 8 when field.Type == ThriftType.Struct:
                        head.ReadValues(ref reader, isSecond: field.Id == 8);
                        break;
                    default:
                        reader.Skip(field);
                        break;
                }
            }
            return head;
        }

        private void ReadValues(ref ThriftReader reader, bool isSecond)
        {
            for (var field = reader.Begin(); field.IsThere; field = reader.After(field))
            {
                switch (field.Id, isSecond)
                {
                    case (1, _):
                        Values = reader.Integer(field);
                        break;
                    case (2, false) or (4, true):
                        Encoding = (ParquetEncoding)reader.Integer(field);
                        break;
                    case (5, true):
                        DefinitionLength = reader.Integer(field);
                        break;
                    case (6, true):
                        RepetitionLength = reader.Integer(field);
                        break;
                    case (7, true):
                        IsPacked = reader.Bool(field);
                        break;
                    default:
                        reader.Skip(field);
                        break;
                }
            }
        }
    }
}
