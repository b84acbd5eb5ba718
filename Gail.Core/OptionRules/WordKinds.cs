using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gail.OptionRules;

/// <summary>One of several names.</summary>
/// <param name="Names">The names as options.json has them, as in "NonNegative".</param>
public sealed record ChoiceKind(ImmutableArray<string> Names) : OptionKind
{
    /// <inheritdoc/>
    public override string Allowed => string.Join(" or ", Names.Select(Spoken));

    /// <inheritdoc/>
    public override string Placeholder => string.Join('|', Names.Select(Spoken));

    internal override OptionReading Read(string text) =>
        Names.FirstOrDefault(name => Plain(name) == Plain(text)) is { } found
            ? OptionReading.Of(JsonValue.Create(found))
            : OptionReading.Wrong(new OptionFault(IsQuoted: true));

    internal override bool Holds(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String
        && Names.Contains(value.GetValue<string>(), StringComparer.OrdinalIgnoreCase);

    internal override string Write(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? Spoken(value.GetValue<string>()) : base.Write(value);

    /// <summary>NonNegative as people write it: non-negative.</summary>
    private static string Spoken(string name) =>
        string.Concat(name.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"))
            .TrimStart('-');

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}

/// <summary>true or false.</summary>
public sealed record YesNoKind : OptionKind
{
    /// <inheritdoc/>
    public override string Allowed => "true or false";

    /// <inheritdoc/>
    public override string Placeholder => "true|false";

    internal override OptionReading Read(string text) =>
        bool.TryParse(text, out var value)
            ? OptionReading.Of(JsonValue.Create(value))
            : OptionReading.Wrong(new OptionFault(IsOfAnotherKind: true));

    internal override bool Holds(JsonNode? value) => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False;
}
