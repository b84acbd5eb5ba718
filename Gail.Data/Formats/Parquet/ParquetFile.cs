using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Gail.Data.Formats.Parquet;

/// <summary>One Parquet file, its footer read. It is open only while something is read from it.</summary>
/// <remarks>
/// The format is read here and not by a library, since files come from anywhere: those for .NET loop without end on a cut
/// file, end the process on a size it claims, or take the gigabytes that a few bytes claim (Parquet.Net 6.1), or bring
/// 20 MB of native code for each system (ParquetSharp). Of the format this reads what holds numbers: columns of single
/// values and of lists of equal length, of all their encodings, packed by Snappy, gzip, Zstandard or Brotli.
/// </remarks>
internal sealed class ParquetFile
{
    private const int TailBytes = 8;
    private readonly long _length;

    private ParquetFile(string path, long length, ParquetFooter footer) =>
        (Path, _length, Footer) = (path, length, footer);

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>What it says of itself.</summary>
    public ParquetFooter Footer { get; }

    /// <summary>The rows of the file.</summary>
    public int Rows => (int)Footer.Groups.Sum(group => group.Rows);

    /// <summary>Opens a file.</summary>
    /// <exception cref="DemonstrationException">There is none, or it is damaged.</exception>
    public static ParquetFile Open(string path)
    {
        // The checks, and the messages, of all files.
        InputFile.Open(path).Dispose();
        try
        {
            using var handle = File.OpenHandle(InputFile.PlaceOf(path));
            return new ParquetFile(path, RandomAccess.GetLength(handle), ReadFooter(handle));
        }
        catch (Exception e) when (IsDamage(e) || e is IOException or UnauthorizedAccessException)
        {
            throw Damaged(path, "", e);
        }
    }

    /// <summary>Begins to read a part of a column of numbers.</summary>
    public ParquetChunkReader Reader(int group, int column, int width) =>
        new(Handle(), Footer.Columns[column], Footer.Groups[group].Chunks[column], width);

    /// <summary>The numbers of the texts in a column; see <see cref="ParquetTexts"/>.</summary>
    public long[] Read(int column, ParquetTexts texts)
    {
        var numbers = new long[Rows];
        var done = 0;
        using var handle = Handle();
        try
        {
            foreach (var group in Footer.Groups)
            {
                texts.Read(handle, Footer.Columns[column], group.Chunks[column], numbers.AsSpan(done, (int)group.Rows));
                done += (int)group.Rows;
            }
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(Path, Footer.Columns[column].Name, e);
        }
        return numbers;
    }

    /// <summary>Whether an exception of those that read bytes means that these are damaged.</summary>
    public static bool IsDamage(Exception e) =>
        e
            is InvalidDataException
                or EndOfStreamException
                or ZstdSharp.ZstdException
                or OverflowException
                or ArgumentException
                or IndexOutOfRangeException;

    /// <summary>The same for people.</summary>
    public static DemonstrationException Damaged(string path, string column, Exception e)
    {
        var problem = e is InvalidDataException or EndOfStreamException ? e.Message : $"is damaged ({e.Message})";
        return new DemonstrationException(path, column, $"{problem.TrimEnd('.')}; is the file damaged or cut off?", e);
    }

    private SafeFileHandle Handle()
    {
        try
        {
            var handle = File.OpenHandle(InputFile.PlaceOf(Path));
            if (RandomAccess.GetLength(handle) == _length)
            {
                return handle;
            }
            handle.Dispose();
            throw new DemonstrationException(Path, "", Arrays.ArrayInfo.Changed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DemonstrationException(Path, "", $"cannot be opened: {e.Message}", e);
        }
    }

    private static ParquetFooter ReadFooter(SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        Span<byte> tail = stackalloc byte[TailBytes];
        if (length < 4 + TailBytes)
        {
            throw new InvalidDataException("is too short for a Parquet file");
        }
        Fill(handle, tail, length - TailBytes);
        if (!tail[4..].SequenceEqual("PAR1"u8))
        {
            throw new InvalidDataException(
                tail[4..].SequenceEqual("PARE"u8)
                    ? "is encrypted, which is not read"
                    : "does not end as a Parquet file does"
            );
        }
        var size = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (size < 0 || size > length - TailBytes - 4)
        {
            throw new InvalidDataException($"claims a footer of {size} bytes in a file of {length}");
        }
        var footer = new byte[size];
        Fill(handle, footer, length - TailBytes - size);
        return ParquetFooter.Read(footer, length);
    }

    private static void Fill(SafeFileHandle handle, Span<byte> bytes, long offset)
    {
        for (var done = 0; done < bytes.Length; )
        {
            var read = RandomAccess.Read(handle, bytes[done..], offset + done);
            done += read > 0 ? read : throw new EndOfStreamException("was cut off while it was read");
        }
    }
}
