using System.Buffers;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>Cuts the rows of a table into blocks of whole lines, each of which can be read for itself.</summary>
/// <remarks>
/// Each block begins with a line break, in the place of the one before its first line: an empty line, which is passed
/// over. Without it, the beginning of a field could be taken for a byte order mark. To cut between "\r" and "\n" does no
/// harm either: it makes one more empty line.
/// </remarks>
internal static class CsvBlocks
{
    /// <summary>
    /// The bytes of a line at most: twice what CsvHelper is told, which is where it refuses all lines, wherever in its
    /// buffer they lie.
    /// </summary>
    private const int GreatestLine = 2 * CsvText.GreatestLine;

    /// <summary>The blocks of a table.</summary>
    /// <param name="text">The file.</param>
    /// <param name="first">Where its first row begins.</param>
    /// <param name="size">The bytes of a block; more if a single line is longer.</param>
    /// <exception cref="DemonstrationException">A line is too long, or the file cannot be read.</exception>
    public static IEnumerable<CsvBlock> Of(CsvText text, long first, int size)
    {
        using var stream = text.Open();
        Skip(text, stream, first);
        var (room, start, length) = (size, first - 1, 1);
        var buffer = Rent(room);
        while (true)
        {
            length += text.Read(stream, buffer.AsSpan(length, room - length));
            var isLast = length < room;
            var end = isLast ? length : buffer.AsSpan(0, length).LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
            if (end == 1 && length > GreatestLine)
            {
                throw text.Malformed();
            }
            // The beginning of a line whose end is to come, or all of one that is longer than the buffer.
            var rest = length - end;
            room = Math.Max(size, end == 1 ? 2 * room : 2 * rest);
            var next = isLast ? [] : Rent(room);
            buffer.AsSpan(end, rest).CopyTo(next.AsSpan(isLast ? 0 : 1));
            if (end > 1)
            {
                yield return new CsvBlock(buffer, end, start);
            }
            else
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
            if (isLast)
            {
                yield break;
            }
            (buffer, start, length) = (next, start + end - 1, rest + 1);
        }
    }

    private static void Skip(CsvText text, Stream stream, long bytes)
    {
        var buffer = new byte[4096];
        for (var read = 1; bytes > 0 && read > 0; bytes -= read)
        {
            read = text.Read(stream, buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length)));
        }
    }

    private static byte[] Rent(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        buffer[0] = (byte)'\n';
        return buffer;
    }
}
