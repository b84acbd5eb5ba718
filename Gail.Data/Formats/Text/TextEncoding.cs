using System.Text;

namespace Gail.Data.Formats.Text;

/// <summary>Tells encodings of text other than UTF-8, as spreadsheets write them.</summary>
internal static class TextEncoding
{
    /// <summary>The encoding whose byte order mark some bytes begin with; null for UTF-8 and for bytes without one.</summary>
    public static Encoding? Marked(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
            [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };
}
