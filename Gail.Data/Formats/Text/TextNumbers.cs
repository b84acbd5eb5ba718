using System.Globalization;

namespace Gail.Data;

/// <summary>Numbers as text: read exactly rounded, as <see cref="float.Parse(string)"/> reads them, only faster.</summary>
/// <remarks>
/// At most 19 digits and a small power of ten make an exact double or a correctly rounded one (both factors are exact:
/// Clinger's fast path). Rounding that once more to float is right unless it lies half-way between two floats, where
/// the first rounding could have moved it there; that, and all that is unusual, goes the slow way.
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
        if (TrySimple(text, out var exact))
        {
            value = (float)exact;
            // The bits that float cuts off a normal number: half of the last place is the only doubtful case.
            var isHalfWay = (BitConverter.DoubleToUInt64Bits(exact) & 0x1FFFFFFF) == 0x10000000;
            if (!isHalfWay && Math.Abs(exact) is >= 1.5e-38 and < 3.4e38 or 0)
            {
                return true;
            }
        }
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && float.IsFinite(value);
    }

    /// <summary>Reads a finite double; "NaN" and what is out of range are none.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, out double value) =>
        TrySimple(text, out value)
        || (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)
        );

    /// <summary>Whether text is a number at all, be it NaN, infinite or too great.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>Reads a whole number written without point and exponent.</summary>
    public static bool TryLong(ReadOnlySpan<byte> text, out long value) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);

    /// <summary>Numbers of digits with one point and a short exponent at most; false means nothing but "look closer".</summary>
    private static bool TrySimple(ReadOnlySpan<byte> text, out double value)
    {
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
        if (digits is 0 or > 19 || mantissa > GreatestExact || !TryExponent(text[at..], ref power))
        {
            return false;
        }
        if (power is < -22 or > 22)
        {
            return false;
        }
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
