using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gail.Data.Formats.Parquet;

/// <summary>Reads the numbers of a part of a column, going forward, as rows of equal width.</summary>
/// <param name="file">The file; closed with this reader.</param>
/// <param name="column">A column of numbers.</param>
/// <param name="chunk">The part.</param>
/// <param name="width">The values of a row: those of a list, or 1.</param>
internal sealed class ParquetChunkReader(SafeFileHandle file, ParquetColumn column, ParquetChunk chunk, int width)
    : IDisposable
{
    private readonly ParquetPages _pages = new(file, column, chunk);
    private byte[] _dictionary = [];
    private byte[] _room = [];
    private ReadOnlyMemory<byte> _values;
    private long _seen;

    /// <summary>Reads the next elements.</summary>
    /// <param name="destination">Room for whole rows.</param>
    /// <exception cref="InvalidDataException">There are fewer, or they are damaged.</exception>
    public void Read(Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            if (_values.IsEmpty)
            {
                var taken = Decode(NextData(), destination);
                destination = destination[taken..];
                continue;
            }
            var count = Math.Min(_values.Length, destination.Length);
            _values.Span[..count].CopyTo(destination);
            _values = _values[count..];
            destination = destination[count..];
        }
    }

    public void Dispose()
    {
        file.Dispose();
        _pages.Dispose();
        ReturnRoom();
    }

    private void ReturnRoom()
    {
        if (_room.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_room);
            _room = [];
        }
    }

    private ParquetPage NextData()
    {
        while (_pages.Next() is { } page)
        {
            if (!page.IsDictionary)
            {
                if (page.Values > chunk.Values - _seen)
                {
                    throw new InvalidDataException($"has more than the {chunk.Values} values that it claims");
                }
                return page;
            }
            if (page.Values > page.Content.Length / Math.Max(1, column.Type == ParquetType.Boolean ? 1 : column.Size))
            {
                throw new InvalidDataException(
                    $"claims {page.Values} values in a dictionary of {page.Content.Length} bytes"
                );
            }
            _dictionary = new byte[page.Values * column.Size];
            ParquetValues.Decode(column, ParquetEncoding.Plain, page.Content.Span, [], _dictionary);
        }
        throw new InvalidDataException($"has {_seen} of the {chunk.Values} values that it claims");
    }

    /// <summary>Decodes a page: at once to where it is wanted if there is room for all of it, otherwise to be handed out.</summary>
    /// <returns>The bytes that were put to where they are wanted.</returns>
    private int Decode(ParquetPage page, Span<byte> destination)
    {
        var present = page.Values;
        var hasGaps = false;
        if (column.Definition > 0)
        {
            present = Present(page);
            hasGaps = present < page.Values;
        }
        if (column.Repetition > 0)
        {
            CheckLists(page);
        }
        _seen += page.Values;
        var bytes = page.Values * column.Size;
        var isWhole = bytes <= destination.Length;
        var target = isWhole ? destination[..bytes] : Room(bytes);
        ParquetValues.Decode(column, page.Encoding, page.Content.Span, _dictionary, target[..(present * column.Size)]);
        if (hasGaps)
        {
            Spread(page, target, present);
        }
        _values = isWhole ? default : _room.AsMemory(0, bytes);
        return isWhole ? bytes : 0;
    }

    private Span<byte> Room(int bytes)
    {
        if (_room.Length < bytes)
        {
            ReturnRoom();
            _room = ArrayPool<byte>.Shared.Rent(bytes);
        }
        return _room.AsSpan(0, bytes);
    }

    /// <summary>How many values are there. Gaps are only taken between single numbers that are real.</summary>
    private int Present(ParquetPage page)
    {
        var runs = new RunLengths(page.Definition.Span, BitWidth(column.Definition));
        Span<int> some = stackalloc int[4096];
        var present = 0;
        for (var done = 0; done < page.Values; done += some.Length)
        {
            var levels = some[..Math.Min(some.Length, page.Values - done)];
            runs.Read(levels);
            var there = levels.Count(column.Definition);
            present += there;
            if (there < levels.Length && (column.IsList || !column.IsReal))
            {
                var at = levels.IndexOfAnyExcept(column.Definition);
                throw new InvalidDataException(
                    $"has no value in row {(_seen + done + at) / width}{(column.IsList ? $", where a list of {width} is expected" : "")}"
                );
            }
        }
        return present;
    }

    /// <summary>Puts values where they belong and NaN between them.</summary>
    private void Spread(ParquetPage page, Span<byte> values, int present)
    {
        var levels = new int[page.Values];
        new RunLengths(page.Definition.Span, BitWidth(column.Definition)).Read(levels);
        var size = column.Size;
        for (var i = levels.Length - 1; i >= 0; i--)
        {
            if (levels[i] == column.Definition)
            {
                present--;
                values.Slice(present * size, size).CopyTo(values[(i * size)..]);
            }
            else if (size == 8)
            {
                MemoryMarshal.Write(values[(i * size)..], double.NaN);
            }
            else if (size == 4)
            {
                MemoryMarshal.Write(values[(i * size)..], float.NaN);
            }
            else
            {
                MemoryMarshal.Write(values[(i * size)..], Half.NaN);
            }
        }
    }

    /// <summary>A list begins at every so many values, and nowhere else.</summary>
    private void CheckLists(ParquetPage page)
    {
        var runs = new RunLengths(page.Repetition.Span, BitWidth(column.Repetition));
        Span<int> some = stackalloc int[4096];
        var next = (int)((width - (_seen % width)) % width);
        for (var done = 0; done < page.Values; done += some.Length)
        {
            var levels = some[..Math.Min(some.Length, page.Values - done)];
            runs.Read(levels);
            for (var from = 0; from < levels.Length; )
            {
                var zero = levels[from..].IndexOf(0);
                var at = zero < 0 ? levels.Length : from + zero;
                if (at < levels.Length ? at - from != next : next < levels.Length - from)
                {
                    // One that is too long is seen where the one behind it should begin.
                    var place = _seen + done + (at > from + next ? from + next - 1 : at);
                    throw new InvalidDataException(
                        $"has lists of differing lengths, expected {width} values: see row {place / width}"
                    );
                }
                next = at < levels.Length ? width - 1 : next - (levels.Length - from);
                from = at + 1;
            }
        }
    }

    private static int BitWidth(int greatest) => 32 - int.LeadingZeroCount(greatest);
}
