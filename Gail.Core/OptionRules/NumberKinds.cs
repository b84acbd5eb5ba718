using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gail.Numerics;

namespace Gail.OptionRules;

/// <summary>A finite number in a range.</summary>
/// <param name="Least">The lower bound; -infinity for none.</param>
/// <param name="WithLeast">Whether it belongs to the range itself.</param>
/// <param name="Most">The upper bound; infinity for none.</param>
/// <param name="WithMost">Whether it belongs to the range itself.</param>
public sealed record RealKind(double Least, bool WithLeast, double Most, bool WithMost) : OptionKind
{
    /// <inheritdoc/>
    public override string Allowed =>
        (double.IsInfinity(Least), double.IsInfinity(Most)) switch
        {
            (true, true) => "a number",
            (false, true) => WithLeast ? $"a number of {Text(Least)} or more" : $"a number above {Text(Least)}",
            (true, false) => WithMost ? $"a number of {Text(Most)} or less" : $"a number below {Text(Most)}",
            _ when WithLeast && WithMost => $"a number from {Text(Least)} to {Text(Most)}",
            _ => $"a number {(WithLeast ? "at least" : "above")} {Text(Least)} and "
                + $"{(WithMost ? "at most" : "below")} {Text(Most)}",
        };

    /// <inheritdoc/>
    public override string Placeholder => "X";

    internal bool Contains(double value) =>
        double.IsFinite(value)
        && (value > Least || (WithLeast && value == Least))
        && (value < Most || (WithMost && value == Most));

    internal override OptionReading Read(string text)
    {
        var reading = NumberText.Real(text);
        return reading.Fault is { } fault ? OptionReading.Wrong(NumberFaults.Of(fault))
            : Contains(reading.Value) ? OptionReading.Of(JsonValue.Create(reading.Value))
            : OptionReading.Wrong(new OptionFault());
    }

    internal override bool Holds(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number && Contains(value.GetValue<double>());

    private static string Text(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}

/// <summary>A whole number in a range.</summary>
/// <param name="Least">The lower bound.</param>
/// <param name="Most">The upper bound.</param>
/// <param name="OrNone">Whether there may be none.</param>
public sealed record WholeKind(long Least, long Most, bool OrNone) : OptionKind
{
    /// <inheritdoc/>
    public override string Allowed =>
        (
            Least is long.MinValue or int.MinValue ? "a whole number"
            : Most >= int.MaxValue ? $"a whole number of {Least} or more"
            : $"a whole number from {Least} to {Most}"
        ) + (OrNone ? ", or none" : "");

    /// <inheritdoc/>
    public override string Placeholder => "N";

    internal bool Contains(long value) => value >= Least && value <= Most;

    internal override OptionReading Read(string text)
    {
        if (
            OrNone
            && (
                text.Equals("none", StringComparison.OrdinalIgnoreCase)
                || text.Equals("null", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return OptionReading.Of(null);
        }
        var reading = NumberText.Whole(text);
        return reading.Fault is { } fault ? OptionReading.Wrong(NumberFaults.Of(fault))
            : Contains(reading.Value) ? OptionReading.Of(JsonValue.Create(reading.Value))
            : OptionReading.Wrong(new OptionFault());
    }

    internal override bool Holds(JsonNode? value) =>
        value is null
            ? OrNone
            : value.GetValueKind() == JsonValueKind.Number
                && value.AsValue().TryGetValue<long>(out var number)
                && Contains(number);
}

/// <summary>The widths of layers.</summary>
public sealed record WidthsKind : OptionKind
{
    /// <inheritdoc/>
    public override string Allowed => "widths of 1 or more, as in 100,100";

    /// <inheritdoc/>
    public override string Placeholder => "N,N,...";

    internal static bool Contains(IEnumerable<int> widths) => widths.All(width => width >= 1);

    internal override OptionReading Read(string text)
    {
        var widths = new JsonArray();
        foreach (var part in text.Split(','))
        {
            var reading = NumberText.Whole(part.Trim());
            if (reading.Fault is { } fault)
            {
                return OptionReading.Wrong(NumberFaults.Of(fault));
            }
            if (reading.Value is < 1 or > int.MaxValue)
            {
                return OptionReading.Wrong(new OptionFault());
            }
            widths.Add((JsonNode)JsonValue.Create((int)reading.Value));
        }
        return OptionReading.Of(widths);
    }

    internal override bool Holds(JsonNode? value) =>
        value is JsonArray widths
        && widths.All(width =>
            width?.GetValueKind() == JsonValueKind.Number
            && width.AsValue().TryGetValue<int>(out var number)
            && number >= 1
        );

    internal override string Write(JsonNode? value) =>
        value is JsonArray widths
            ? string.Join(',', widths.Select(width => width?.ToJsonString() ?? "none"))
            : base.Write(value);
}

/// <summary>Turns faults of numbers into faults of options.</summary>
internal static class NumberFaults
{
    internal static OptionFault Of(NumberFault fault) => new(!fault.IsNumber, fault.Clause);
}
