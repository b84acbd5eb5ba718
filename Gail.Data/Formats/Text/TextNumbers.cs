using System.Globalization;
using System.Text;

namespace Gail.Data.Formats.Text;

/// <summary>Numbers as text: read exactly rounded, as <see cref="float.Parse(string)"/> reads them, only faster.</summary>
/// <remarks>
/// Digits that fit into 53 bits and a power of ten up to 22 are exact, so that one product or quotient of them is a
/// correctly rounded double (Clinger's fast path). More digits give a double that is off by two units in the last
/// place at most. Either, rounded once more, is the right float unless it lies within that distance of the middle
/// between two floats; that, and all that is unusual, goes the slow way.
/// </remarks>
internal static class TextNumbers
{
    private const ulong GreatestExact = 1UL << 53;

    private static ReadOnlySpan<double> Powers =>
        [
            1e0,
            1e1,
            1e2,
            1e3,
            1e4,
            1e5,
            1e6,
            1e7,
            1e8,
            1e9,
            1e10,
            1e11,
            1e12,
            1e13,
            1e14,
            1e15,
            1e16,
            1e17,
            1e18,
            1e19,
            1e20,
            1e21,
            1e22,
        ];

    /// <summary>Reads a finite float; "NaN" and what is out of range are none.</summary>
    public static bool TryFloat(ReadOnlySpan<byte> text, out float value)
    {
        if (TrySimple(text, out var near, out _))
        {
            value = (float)near;
            // The bits of a double that a float has no room for: half of a float's last place, give or take.
            var rest = (int)(BitConverter.DoubleToUInt64Bits(near) & 0x1FFFFFFF) - 0x10000000;
            if (rest is < -8 or > 8 && Math.Abs(near) is >= 1.5e-38 and < 3.4e38 or 0)
            {
                return true;
            }
        }
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && float.IsFinite(value);
    }

    /// <summary>Reads a finite double; "NaN" and what is out of range are none.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, out double value) =>
        (TrySimple(text, out value, out var isExact) && isExact)
        || (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)
        );

    /// <summary>Reads "true" and "false" in the spellings of programs, 1 and 0, with spaces around or without.</summary>
    /// <remarks>1.0 and 0.0 too: so pandas writes a column of flags once it has been one of floats.</remarks>
    public static bool TryFlag(ReadOnlySpan<byte> text, out bool value)
    {
        if (text.Length == 1)
        {
            value = text[0] == '1';
            return text[0] is (byte)'0' or (byte)'1';
        }
        text = text[Ascii.Trim(text)];
        value = Ascii.EqualsIgnoreCase(text, "true"u8);
        if (value || Ascii.EqualsIgnoreCase(text, "false"u8))
        {
            return true;
        }
        var isNumber = TryDouble(text, out var number);
        value = number == 1;
        return isNumber && (number is 0 or 1);
    }

    /// <summary>Whether text is a number at all, be it NaN, infinite or too great.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>Reads a whole number written without point and exponent.</summary>
    public static bool TryLong(ReadOnlySpan<byte> text, out long value) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);

    /// <summary>Reads a whole number, also where it is written as 3.0 or 3e0, as by programs that know real numbers only.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, out long value)
    {
        if (TryLong(text, out value))
        {
            return true;
        }
        var isWhole =
            TryDouble(text, out var number) && number == Math.Floor(number) && Math.Abs(number) < GreatestExact;
        value = isWhole ? (long)number : 0;
        return isWhole;
    }

    /// <summary>Numbers of digits with one point and a short exponent at most; false means nothing but "look closer".</summary>
    private static bool TrySimple(ReadOnlySpan<byte> text, out double value, out bool isExact)
    {
        isExact = false;
        value = 0;
        var at = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative)
        {
            at = 1;
        }
        // 19 digits fit into 64 bits.
        if (text.Length - at is 0 or > 24)
        {
            return false;
        }
        var mantissa = 0UL;
        var (digits, point) = (0, -1);
        for (; at < text.Length; at++)
        {
            var digit = (uint)text[at] - '0';
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                digits++;
            }
            else if (text[at] == '.' && point < 0)
            {
                point = digits;
            }
            else
            {
                break;
            }
        }
        var power = point < 0 ? 0 : point - digits;
        if (digits is 0 or > 19 || !TryExponent(text[at..], ref power))
        {
            return false;
        }
        if (power is < -22 or > 22)
        {
            return false;
        }
        isExact = mantissa <= GreatestExact;
        value = power < 0 ? mantissa / Powers[-power] : mantissa * Powers[power];
        value = negative ? -value : value;
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, ref int power)
    {
        if (text.IsEmpty)
        {
            return true;
        }
        if (text.Length is < 2 or > 4 || (text[0] | 0x20) != 'e')
        {
            return false;
        }
        var negative = text[1] == '-';
        var digits = text[1] is (byte)'-' or (byte)'+' ? text[2..] : text[1..];
        var exponent = 0;
        foreach (var letter in digits)
        {
            if (letter is < (byte)'0' or > (byte)'9')
            {
                return false;
            }
            exponent = (exponent * 10) + letter - '0';
        }
        power += negative ? -exponent : exponent;
        return !digits.IsEmpty;
    }
}
