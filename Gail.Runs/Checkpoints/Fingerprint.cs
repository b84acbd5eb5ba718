using System.Globalization;
using System.IO.Hashing;

namespace Gail.Runs.Checkpoints;

/// <summary>How long a file was, and XxHash128 of so many of its first bytes: whether it still begins as it did.</summary>
/// <param name="Bytes">The file's length.</param>
/// <param name="Hash">32 hexadecimal digits.</param>
internal sealed record Fingerprint(long Bytes, string Hash)
{
    /// <summary>Of a file as it is now.</summary>
    /// <param name="path">A file that is there.</param>
    public static Fingerprint Of(string path)
    {
        using var stream = File.OpenRead(path);
        return Of(stream, stream.Length);
    }

    /// <summary>Of bytes in memory.</summary>
    /// <param name="bytes">The bytes.</param>
    public static Fingerprint Of(ReadOnlySpan<byte> bytes) =>
        new(bytes.Length, Convert.ToHexStringLower(XxHash128.Hash(bytes)));

    /// <summary>Whether a file begins as the one did that this is of; what came later does not count.</summary>
    /// <param name="path">The file, there or not.</param>
    public bool IsBeginningOf(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }
        using var stream = File.OpenRead(path);
        return stream.Length >= Bytes && Of(stream, Bytes) == this;
    }

    /// <summary>As one text, which <see cref="Parse"/> reads.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Bytes} {Hash}");

    /// <summary>From the text.</summary>
    /// <param name="text">What <see cref="ToText"/> gave.</param>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static Fingerprint Parse(string text) =>
        text.Split(' ') is [var bytes, var hash]
        && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? new Fingerprint(length, hash)
            : throw new FormatException($"'{text}' is no fingerprint of a file.");

    private static Fingerprint Of(Stream stream, long bytes)
    {
        var hash = new XxHash128();
        var buffer = new byte[1 << 16];
        for (var left = bytes; left > 0; )
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                break;
            }
            hash.Append(buffer.AsSpan(0, read));
            left -= read;
        }
        return new Fingerprint(bytes, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }
}
