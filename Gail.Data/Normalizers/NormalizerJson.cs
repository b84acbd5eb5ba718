using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gail.Data.Views;

namespace Gail.Data.Normalizers;

/// <summary>Fitted normalisers as JSON and back.</summary>
internal static class NormalizerJson
{
    public static string Write(FittedNormalizer normalizer) =>
        JsonSerializer.Serialize(
            new NormalizerText(
                normalizer.Kind,
                normalizer.Column,
                normalizer.Centre,
                normalizer.Scale,
                normalizer.Parts
            ),
            NormalizerContext.Default.NormalizerText
        );

    public static FittedNormalizer Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var text =
                JsonSerializer.Deserialize(json, NormalizerContext.Default.NormalizerText)
                ?? throw new FormatException("null is no normaliser.");
            if (text.Centre.IsDefault || text.Scale.IsDefault || string.IsNullOrEmpty(text.Column))
            {
                throw new FormatException("A normaliser has a column, a centre and a scale; one of them is missing.");
            }
            return new FittedNormalizer(text.Column, text.Centre, text.Scale)
            {
                Kind = text.Kind,
                Parts = text.Parts.IsDefault ? [] : text.Parts,
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new FormatException(e.Message, e);
        }
    }
}

/// <summary>A normaliser as it is written.</summary>
internal sealed record NormalizerText(
    NormalizerKind Kind,
    string Column,
    ImmutableArray<double> Centre,
    ImmutableArray<double> Scale,
    ImmutableArray<ColumnPart> Parts
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(NormalizerText))]
internal sealed partial class NormalizerContext : JsonSerializerContext;
