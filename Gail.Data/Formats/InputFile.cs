using Gail.Data.Files;
using Gail.Data.Formats.Pickle;

namespace Gail.Data.Formats;

/// <summary>Opens files for reading and says what a file that is not of the expected format seems to be.</summary>
public static class InputFile
{
    /// <summary>What <see cref="Kind"/> says of .npz archives, among others.</summary>
    public const string Zip = "a zip archive";

    /// <summary>What it says of text.</summary>
    public const string Text = "a text file";

    private const string Converted = "convert it to .npz or CSV";

    /// <summary>Opens a file of demonstrations.</summary>
    /// <exception cref="DemonstrationException">There is no such file, or it cannot be read.</exception>
    public static FileStream Open(string path) =>
        Open(path, (problem, cause) => new DemonstrationException(path, "", problem, cause));

    /// <summary>Opens a file, or fails with a message for people.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fail">Makes the exception from the problem and its cause.</param>
    public static FileStream Open(string path, Func<string, Exception?, DataFileException> fail)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var place = PlaceOf(path, fail);
        try
        {
            return new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw fail($"cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>
    /// Where the content of a file lies for those that open it by name: in the file itself, or where what came through
    /// a pipe is kept.
    /// </summary>
    /// <param name="path">The file as the caller named it.</param>
    public static string PlaceOf(string path) =>
        PlaceOf(path, (problem, cause) => new DemonstrationException(path, "", problem, cause));

    private static string PlaceOf(string path, Func<string, Exception?, DataFileException> fail)
    {
        if (PipedInput.IsNamedBy(path))
        {
            try
            {
                return PipedInput.PlaceOf(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw fail($"cannot be read: {e.Message}", e);
            }
        }
        if (Directory.Exists(path))
        {
            throw fail("is a folder, expected a file.", null);
        }
        if (FileKind.OfOther(path) is { } other)
        {
            var remedy =
                other == FileKind.Pipe
                    ? "; to read what comes through one, give - and redirect it to standard input"
                    : "";
            throw fail($"is {other}, expected a file{remedy}.", null);
        }
        if (!File.Exists(path))
        {
            var from = Path.IsPathRooted(path) ? "" : $" in {Directory.GetCurrentDirectory()}";
            throw fail($"there is no such file{from}.", null);
        }
        return path;
    }

    /// <summary>Reads a whole file as text.</summary>
    /// <exception cref="DemonstrationException">There is no such file, or it cannot be read.</exception>
    public static string ReadText(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    /// <summary>What a file seems to be by its first bytes, as a noun phrase.</summary>
    /// <param name="stream">Any seekable stream; its position is put back to 0.</param>
    public static string Kind(Stream stream)
    {
        Span<byte> head = stackalloc byte[128];
        stream.Position = 0;
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        return head.Length == 0 ? "empty"
            : head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) ? Zip
            : head[0] == 0x89 && head[1..].StartsWith("HDF"u8) ? "an HDF5 file"
            : head[0] == 0x93 && head[1..].StartsWith("NUMPY"u8) ? "a single .npy array; save all arrays into one .npz"
            : StandIn(head) is { } standIn ? standIn
            : PickleFormat.IsPickle(head) ? "a Python pickle"
            : Packed(head) is { } packer ? $"{packer} file; unpack it first"
            : Foreign(head) is { } kind ? $"{kind} file; {Converted}"
            : head.Length > 8 && head[8] == '{' && head[4..8].IndexOfAnyExcept((byte)0) < 0 ? "a safetensors file"
            : IsText(head) ? Text
            : $"of an unknown kind, beginning with {Convert.ToHexString(head[..Math.Min(8, head.Length)])}";
    }

    /// <summary>Whether bytes point at data that was never fetched.</summary>
    internal static bool IsPointer(ReadOnlySpan<byte> head) =>
        StandIn(head) is { } kind && kind.StartsWith("a pointer", StringComparison.Ordinal);

    /// <summary>What stands in the place of a file that was never fetched, and how to fetch it.</summary>
    internal static string? StandIn(ReadOnlySpan<byte> head)
    {
        var text = head.TrimStart("\uFEFF \t\r\n"u8);
        Span<byte> lower = stackalloc byte[Math.Min(text.Length, 16)];
        System.Text.Ascii.ToLower(text[..lower.Length], lower, out _);
        return text.StartsWith("version https://git-lfs.github.com/spec/"u8)
            || text.StartsWith("version https://hawser.github.com/spec/"u8)
                ? "a pointer of Git LFS, a few lines in the place of the data; fetch the data with git lfs pull, in the folder of the clone"
            : text.StartsWith("/annex/objects/"u8)
                ? "a pointer of git-annex, a line in the place of the data; fetch the data with git annex get"
            : lower.StartsWith("<!doctype html"u8) || lower.StartsWith("<html"u8)
                ? "a web page, not the data that its address promised; download the file itself, on GitHub by its raw address"
            : lower.StartsWith("<?xml"u8)
                ? "XML, as servers answer where a download is refused; look into it, and download the file again"
            : null;
    }

    /// <summary>The formats of others that people have data in.</summary>
    private static string? Foreign(ReadOnlySpan<byte> head) =>
        head.StartsWith("ARROW1"u8) || head.StartsWith("FEA1"u8) ? "an Arrow or Feather"
        : head.StartsWith("MATLAB 5.0 MAT-file"u8) ? "a MATLAB"
        : head.StartsWith("SQLite format 3\0"u8) ? "an SQLite"
        : null;

    private static string? Packed(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "a gzip"
        : head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]) ? "an xz"
        : head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? "a Zstandard"
        : head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]) ? "a 7z"
        : head.Length > 9 && head.StartsWith("BZh"u8) && head[4..].StartsWith("1AY&SY"u8) ? "a bzip2"
        : null;

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var value in head)
        {
            if (value is < 9 or (> 13 and < 32) or 127)
            {
                return false;
            }
        }
        return true;
    }
}
