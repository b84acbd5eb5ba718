using System.Globalization;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Writes, reads and checks the values of an option.</summary>
/// <param name="Expected">What a value must be, for messages.</param>
/// <param name="Write">A value as text that needs no quotes in a shell.</param>
/// <param name="Read">The value of a text; null when it is none.</param>
/// <param name="Holds">Whether a value is one that the option can have.</param>
internal sealed record OptionKind<T>(string Expected, Func<T, string> Write, Func<string, T?> Read, Func<T, bool> Holds)
    where T : struct;

/// <summary>The kinds of options there are.</summary>
internal static class OptionKind
{
    private const int MostFrames = 1000;

    /// <summary>true or false.</summary>
    internal static OptionKind<bool> Flag { get; } =
        new(
            "true or false",
            value => value ? "true" : "false",
            text => bool.TryParse(text, out var value) ? value : null,
            _ => true
        );

    /// <summary>A number of engine steps.</summary>
    internal static OptionKind<int> Count { get; } =
        new(
            $"a whole number from 1 to {MostFrames}",
            value => value.ToString(CultureInfo.InvariantCulture),
            ReadCount,
            value => value is >= 1 and <= MostFrames
        );

    /// <summary>A weight of any sign.</summary>
    internal static OptionKind<double> Number { get; } = new("a finite number", Write, Read, double.IsFinite);

    /// <summary>A size of noise.</summary>
    internal static OptionKind<double> Scale { get; } =
        new("a number of 0 or more", Write, Read, value => double.IsFinite(value) && value >= 0);

    /// <summary>A range between two bounds, either of which may be infinite.</summary>
    internal static OptionKind<Interval> Range { get; } =
        new(
            "two bounds with the lower one first, as in 0.7..inf",
            range => $"{Write(range.Low)}..{Write(range.High)}",
            ReadRange,
            range => range.Low <= range.High
        );

    // -0 equals 0 and so has its text; adding 0 makes the one of the other.
    private static string Write(double value) =>
        double.IsInfinity(value)
            ? (value > 0 ? "inf" : "-inf")
            : (value + 0.0).ToString("R", CultureInfo.InvariantCulture);

    private static int? ReadCount(string text) =>
        NumberText.Whole(text) is { Fault: null, Value: >= 1 and <= MostFrames and var value } ? (int)value : null;

    private static double? Read(string text) =>
        text switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => NumberText.Real(text) is { Fault: null, Value: var value } ? value : null,
        };

    private static Interval? ReadRange(string text) =>
        text.Split("..") is [var low, var high] && Read(low) is { } from && Read(high) is { } to
            ? new Interval(from, to)
            : null;
}
