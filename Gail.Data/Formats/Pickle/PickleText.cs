using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gail.Data.Formats.Pickle;

/// <summary>The ways in which pickles write text and bytes.</summary>
internal static class PickleText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Text as protocols from 1 on write it. Halves of surrogate pairs, which Python allows, are replaced.</summary>
    public static string OfUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.UTF8.GetString(bytes);
        }
    }

    /// <summary>The bytes that a text of characters below 256 stands for.</summary>
    public static byte[] Latin(ReadOnlySpan<byte> utf8)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1, utf8.Length));
        while (!utf8.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            if (status != OperationStatus.Done || rune.Value > byte.MaxValue)
            {
                throw new PickleException("bytes are written as text with a character that is none.");
            }
            bytes.GetSpan(1)[0] = (byte)rune.Value;
            bytes.Advance(1);
            utf8 = utf8[consumed..];
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The bytes that a text of characters below 256 stands for.</summary>
    public static byte[] Latin(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] =
                text[i] <= byte.MaxValue
                    ? (byte)text[i]
                    : throw new PickleException("bytes are written as text with a character that is none.");
        }
        return bytes;
    }

    /// <summary>A quoted text of Python 2's <c>repr</c>, as in 'a\x00b'.</summary>
    public static byte[] Unquoted(ReadOnlySpan<byte> line)
    {
        while (line.Length > 0 && line[^1] is (byte)' ' or (byte)'\r')
        {
            line = line[..^1];
        }
        if (line.Length < 2 || line[0] is not ((byte)'\'' or (byte)'"') || line[^1] != line[0])
        {
            throw new PickleException("a text is not quoted.");
        }
        return Unescaped(line[1..^1]);
    }

    /// <summary>The "raw-unicode-escape" of protocol 0: only \u and \U are escapes.</summary>
    public static string RawUnicode(ReadOnlySpan<byte> line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            var digits =
                line[i] == '\\' && i + 1 < line.Length
                    ? line[i + 1] switch
                    {
                        (byte)'u' => 4,
                        (byte)'U' => 8,
                        _ => 0,
                    }
                    : 0;
            if (digits == 0)
            {
                text.Append((char)line[i]);
                continue;
            }
            var code = Hexadecimal(line, i + 2, digits);
            if (code > 0xFFFF && !Rune.IsValid(code))
            {
                throw new PickleException("a text has an escape that is no character.");
            }
            // A half of a surrogate pair is a char, though no character.
            text.Append(code <= 0xFFFF ? ((char)code).ToString() : new Rune(code).ToString());
            i += 1 + digits;
        }
        return text.ToString();
    }

    private static byte[] Unescaped(ReadOnlySpan<byte> text)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1, text.Length));
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i];
            if (value == '\\' && i + 1 < text.Length)
            {
                i++;
                switch (text[i])
                {
                    case (byte)'x':
                        value = (byte)Hexadecimal(text, i + 1, 2);
                        i += 2;
                        break;
                    case >= (byte)'0' and <= (byte)'7':
                        var code = 0;
                        var last = Math.Min(text.Length, i + 3);
                        for (; i < last && text[i] is >= (byte)'0' and <= (byte)'7'; i++)
                        {
                            code = (code * 8) + text[i] - '0';
                        }
                        i--;
                        value = (byte)code;
                        break;
                    default:
                        value = Simple(text[i]);
                        break;
                }
            }
            bytes.GetSpan(1)[0] = value;
            bytes.Advance(1);
        }
        return bytes.WrittenSpan.ToArray();
    }

    private static byte Simple(byte letter) =>
        letter switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'a' => 7,
            (byte)'b' => 8,
            (byte)'f' => 12,
            (byte)'v' => 11,
            (byte)'\\' or (byte)'\'' or (byte)'"' => letter,
            _ => throw new PickleException("a text has an unknown escape."),
        };

    private static int Hexadecimal(ReadOnlySpan<byte> text, int start, int digits) =>
        start + digits <= text.Length
        && int.TryParse(
            text.Slice(start, digits),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var code
        )
        && code >= 0
            ? code
            : throw new PickleException("a text has an escape that is cut off.");
}
