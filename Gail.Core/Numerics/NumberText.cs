using System.Globalization;

namespace Gail.Numerics;

/// <summary>Why a text is not the number that was expected.</summary>
/// <param name="IsNumber">Whether it is a number all the same, of another kind or too great.</param>
/// <param name="Advice">The advice or the fault, without a full stop; empty where there is nothing to
/// say.</param>
public sealed record NumberFault(bool IsNumber, string Advice)
{
    /// <summary>The advice as the end of a sentence: "; write a decimal point: 0.01", or nothing.</summary>
    public string Clause => Advice.Length == 0 ? "" : $"; {Advice}";
}

/// <summary>The result of reading a number from text.</summary>
/// <param name="Value">The number; 0 where there is none.</param>
/// <param name="Fault">The fault; null where there is none.</param>
/// <typeparam name="T">The kind of number.</typeparam>
public sealed record NumberReading<T>(T Value, NumberFault? Fault)
    where T : struct;

/// <summary>
/// Reads numbers that people write: options, the values in environments' names, seeds. It is the only reader, and it is
/// strict: digits, one decimal point, an exponent. No thousands separators, which would make 1 of 0,01; no spaces, no
/// NaN, no infinity, nothing that overflows.
/// </summary>
public static class NumberText
{
    // A long has 19 digits; what is longer is too great whatever they are.
    private const int MostDigits = 19;

    /// <summary>Reads a finite number, correctly rounded.</summary>
    /// <param name="text">As in "0.01", "-3" or "3e-4".</param>
    public static NumberReading<double> Real(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Split(text) is not { } parts)
        {
            return new(0, NoNumber(text, whole: false));
        }
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return !double.IsFinite(value) ? new(0, new NumberFault(true, "it is too great for a number"))
            : value == 0 && parts.Digits.Length > 0 ? new(0, new NumberFault(true, "it is too small to be told from 0"))
            : new(value, null);
    }

    /// <summary>Reads a whole number, exactly: 1e6 and 2.0 are whole, 1.5 is not.</summary>
    /// <param name="text">As in "50", "-2" or "1e6".</param>
    public static NumberReading<long> Whole(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Split(text) is not { } parts)
        {
            return new(0, NoNumber(text, whole: true));
        }
        if (parts.Digits.Length == 0)
        {
            return new(0, null);
        }
        if (!parts.IsWhole)
        {
            return new(0, new NumberFault(true, "it is no whole number"));
        }
        return
            parts.Digits.Length + parts.Exponent <= MostDigits
            && long.TryParse(
                parts.Sign + parts.Digits + new string('0', (int)parts.Exponent),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
            ? new(value, null)
            : new(0, new NumberFault(true, "it is too great for a whole number"));
    }

    /// <summary>The parts of a number; null where the text is none.</summary>
    private static Parts? Split(string text)
    {
        var at = text.StartsWith('-') || text.StartsWith('+') ? 1 : 0;
        var sign = text[..at];
        var whole = Run(text, ref at);
        var fraction = "";
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Run(text, ref at);
        }
        if (whole.Length + fraction.Length == 0)
        {
            return null;
        }
        long exponent = 0;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var start = ++at;
            at += at < text.Length && text[at] is '-' or '+' ? 1 : 0;
            if (Run(text, ref at).Length == 0)
            {
                return null;
            }
            exponent = Exponent(text[start..at]);
        }
        if (at < text.Length)
        {
            return null;
        }
        // Zeros at the end count as powers of ten, so that a negative exponent that is left means a fraction.
        var digits = (whole + fraction).TrimStart('0');
        var significant = digits.TrimEnd('0');
        return new Parts(sign, significant, exponent - fraction.Length + digits.Length - significant.Length);
    }

    private static string Run(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }
        return text[start..at];
    }

    // What an int cannot hold is beyond every number that is read.
    private static long Exponent(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : text[0] == '-' ? int.MinValue
        : int.MaxValue;

    private static NumberFault NoNumber(string text, bool whole)
    {
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && !double.IsFinite(value)
        )
        {
            return new NumberFault(true, "it is not finite");
        }
        var bare = string.Concat(text.Where(letter => letter is not (',' or '_' or '\'' or ' ')));
        var point = text.Replace(',', '.');
        // 1,000 is a thousand to some and one to others: only its writer knows.
        string[] advice =
        [
            .. Reads(point) ? [$"write a decimal point: {point}"] : Array.Empty<string>(),
            .. Reads(bare) && (IsGrouped(text) || !text.Contains(',', StringComparison.Ordinal))
                ? [Reads(point) ? $"no separator: {bare}" : $"write it without separators: {bare}"]
                : Array.Empty<string>(),
        ];
        return new NumberFault(false, string.Join(", or ", advice));

        // What is advised is a number of the kind that is wanted.
        bool Reads(string other) => Split(other) is { } number && (!whole || number.IsWhole);
    }

    /// <summary>Whether commas stand between thousands.</summary>
    private static bool IsGrouped(string text)
    {
        var groups = text.TrimStart('-', '+').Split('.')[0].Split(',');
        return groups.Length > 1
            && groups[0].Length is > 0 and < 4
            && groups[0][0] != '0'
            && Array.TrueForAll(groups[1..], group => group.Length == 3)
            && Array.TrueForAll(groups, group => group.All(char.IsAsciiDigit));
    }

    /// <summary>
    /// A number as Sign Digits · 10^Exponent; Digits begins and ends with one that is not 0, or is empty for 0.
    /// </summary>
    private readonly record struct Parts(string Sign, string Digits, long Exponent)
    {
        public bool IsWhole => Exponent >= 0;
    }
}
