namespace Gail.Data;

/// <summary>Opens files for reading and says what a file that is not of the expected format seems to be.</summary>
internal static class InputFile
{
    /// <summary>What <see cref="Kind"/> says of .npz archives, among others.</summary>
    public const string Zip = "a zip archive";

    /// <summary>What it says of text.</summary>
    public const string Text = "a text file";

    /// <summary>Opens a file, or fails with a message for people.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fail">Makes the exception from the problem and its cause.</param>
    public static FileStream Open(string path, Func<string, Exception?, DataFileException> fail)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw fail("is a folder, expected a file.", null);
        }
        if (!File.Exists(path))
        {
            var from = Path.IsPathRooted(path) ? "" : $" in {Directory.GetCurrentDirectory()}";
            throw fail($"there is no such file{from}.", null);
        }
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw fail($"cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>What a file seems to be by its first bytes, as a noun phrase.</summary>
    /// <param name="stream">Any seekable stream; its position is put back to 0.</param>
    public static string Kind(Stream stream)
    {
        Span<byte> head = stackalloc byte[64];
        stream.Position = 0;
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        return head.Length == 0 ? "empty"
            : head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) ? Zip
            : head[0] == 0x89 && head[1..].StartsWith("HDF"u8) ? "an HDF5 file"
            : head[0] == 0x93 && head[1..].StartsWith("NUMPY"u8) ? "a single .npy array; save all arrays into one .npz"
            : head[0] == 0x80 && head.Length > 1 && head[1] is >= 2 and <= 5
                ? "a Python pickle; pickles are never loaded, since loading one runs the code in it; convert it to .npz"
            : head.Length > 1 && head[0] == 0x1f && head[1] == 0x8b ? "a gzip file; unpack it first"
            : head.StartsWith("PAR1"u8) ? "a Parquet file; convert it to .npz"
            : head.Length > 8 && head[8] == '{' && head[4..8].IndexOfAnyExcept((byte)0) < 0 ? "a safetensors file"
            : IsText(head) ? Text
            : $"of an unknown kind, beginning with {Convert.ToHexString(head[..Math.Min(8, head.Length)])}";
    }

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
