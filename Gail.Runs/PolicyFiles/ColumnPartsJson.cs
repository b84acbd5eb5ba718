using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gail.Data.Views;

namespace Gail.Runs.PolicyFiles;

/// <summary>The members of flattened dictionaries as a JSON list of objects of name and width.</summary>
internal static class ColumnPartsJson
{
    public static string Write(ImmutableArray<ColumnPart> parts) =>
        JsonSerializer.Serialize(parts, ColumnPartsContext.Default.ImmutableArrayColumnPart);

    /// <exception cref="JsonException">The text is no such list.</exception>
    public static ImmutableArray<ColumnPart> Read(string text)
    {
        var parts = JsonSerializer.Deserialize(text, ColumnPartsContext.Default.ImmutableArrayColumnPart);
        return parts.IsDefault || parts.Any(part => part?.Name is null || part.Width < 1)
            ? throw new JsonException("expected a list of objects of name and width.")
            : parts;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImmutableArray<ColumnPart>))]
internal sealed partial class ColumnPartsContext : JsonSerializerContext;
