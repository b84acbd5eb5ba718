using System.Text.Json.Nodes;

namespace Gail.OptionRules;

/// <summary>The values that an option may have, and how they are written.</summary>
public abstract record OptionKind
{
    private protected OptionKind() { }

    /// <summary>The values allowed, as in "a number above 0".</summary>
    public abstract string Allowed { get; }

    /// <summary>The placeholder of the value in help, as in "N".</summary>
    public abstract string Placeholder { get; }

    /// <summary>Reads what somebody has written.</summary>
    internal abstract OptionReading Read(string text);

    /// <summary>Whether a value of options.json is one.</summary>
    internal abstract bool Holds(JsonNode? value);

    /// <summary>A value of options.json as people write it; <see cref="Read"/> reads it again.</summary>
    internal virtual string Write(JsonNode? value) => value?.ToJsonString() ?? "none";
}

/// <summary>An option's value as read from a text.</summary>
/// <param name="Value">The value as options.json has it; null for none.</param>
/// <param name="Fault">The fault; null where there is none.</param>
internal readonly record struct OptionReading(JsonNode? Value, OptionFault? Fault)
{
    internal static OptionReading Of(JsonNode? value) => new(value, null);

    internal static OptionReading Wrong(OptionFault fault) => new(null, fault);
}

/// <summary>Why a text is no value of an option.</summary>
/// <param name="IsOfAnotherKind">Whether it is of another kind altogether.</param>
/// <param name="Clause">The advice, as the end of a sentence; empty for none.</param>
/// <param name="IsQuoted">Whether messages put it into quotes: words, not numbers.</param>
internal sealed record OptionFault(bool IsOfAnotherKind = false, string Clause = "", bool IsQuoted = false);
