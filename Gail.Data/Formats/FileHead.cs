using System.Text;
using Gail.Data.Formats.Text;

namespace Gail.Data.Formats;

/// <summary>The first bytes of a file, which tell its format.</summary>
internal sealed class FileHead
{
    /// <summary>How many bytes are looked at, at most.</summary>
    public const int Length = 4096;

    private readonly byte[] _bytes;

    private FileHead(string path, byte[] bytes, bool isWhole)
    {
        Path = path;
        _bytes = bytes;
        IsWhole = isWhole;
    }

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The bytes as UTF-8, where they begin with the mark of another encoding of text.</summary>
    public ReadOnlySpan<byte> Text =>
        TextEncoding.Marked(_bytes) is { } other ? Encoding.Convert(other, Encoding.UTF8, _bytes) : _bytes;

    /// <summary>Whether the file holds nothing more.</summary>
    public bool IsWhole { get; }

    /// <summary>Reads the first bytes.</summary>
    /// <exception cref="DemonstrationException">There is no such file, or it cannot be read.</exception>
    public static FileHead Of(string path)
    {
        using var stream = InputFile.Open(path);
        var bytes = new byte[Length];
        try
        {
            var read = stream.ReadAtLeast(bytes, Length, throwOnEndOfStream: false);
            return new FileHead(path, bytes[..read], stream.ReadByte() < 0);
        }
        catch (IOException e)
        {
            throw new DemonstrationException(path, "", $"cannot be read: {e.Message}", e);
        }
    }
}
