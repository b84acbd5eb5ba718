using System.Collections.Immutable;
using System.Text.Json;
using Gail.Data.Views;

namespace Gail.Data.Formats;

/// <summary>What this project's own files say besides columns, as a JSON object.</summary>
internal sealed record DemonstrationMetadata
{
    private const string Observations = "observation_parts";
    private const string Actions = "action_parts";

    public string Environment { get; init; } = "";

    public int? ActionCount { get; init; }

    /// <summary>Said only where the columns do not tell.</summary>
    public bool ActionsAreDiscrete { get; init; }

    public bool Subsampled { get; init; }

    public ImmutableArray<ColumnPart> ObservationParts { get; init; } = [];

    /// <summary>Where the columns and <see cref="ActionCount"/> do not tell what actions are made of.</summary>
    public ImmutableArray<ColumnPart> ActionParts { get; init; } = [];

    public static DemonstrationMetadata Of(Demonstrations demonstrations) =>
        new()
        {
            Environment = demonstrations.Source.EnvironmentId,
            ActionCount = demonstrations.ActionCount,
            Subsampled = demonstrations.IsSubsampled,
            ObservationParts = demonstrations.ObservationParts,
            ActionParts = demonstrations.ActionParts is [{ Name: "", Choices.Length: 1 }]
                ? []
                : demonstrations.ActionParts,
        };

    /// <summary>Reads the object; each member may be absent, further ones are ignored.</summary>
    /// <param name="utf8">The object.</param>
    /// <param name="fail">Makes an exception of a problem.</param>
    public static DemonstrationMetadata Parse(ReadOnlyMemory<byte> utf8, Func<string, DemonstrationException> fail)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 32 });
            return Checked(Of(json.RootElement));
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw fail(
                $"expected a JSON object with environment (text), action_count (number) and subsampled (true or false), but: {e.Message}"
            );
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Environment.Length > 0)
        {
            json.WriteString("environment", Environment);
        }
        if (ActionCount is { } count)
        {
            json.WriteNumber("action_count", count);
        }
        if (ActionsAreDiscrete)
        {
            json.WriteBoolean("discrete_actions", true);
        }
        json.WriteBoolean("subsampled", Subsampled);
        WriteParts(json, Observations, ObservationParts);
        WriteParts(json, Actions, ActionParts);
        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, string name, ImmutableArray<ColumnPart> parts)
    {
        if (parts.IsEmpty)
        {
            return;
        }
        json.WriteStartArray(name);
        foreach (var part in parts)
        {
            ColumnPartJson.Write(json, part);
        }
        json.WriteEndArray();
    }

    private static DemonstrationMetadata Checked(DemonstrationMetadata metadata) =>
        metadata.ActionCount < 1 ? throw new FormatException($"action_count is {metadata.ActionCount}.")
        : metadata.ObservationParts.FirstOrDefault(part => part.Width < 1) is { } part
            ? throw new FormatException($"the width of '{part.Name}' in {Observations} is {part.Width}.")
        : metadata.ActionParts.FirstOrDefault(part => part.Width < 1) is { } acted
            ? throw new FormatException($"the width of '{acted.Name}' in {Actions} is {acted.Width}.")
        : metadata;

    private static DemonstrationMetadata Of(JsonElement root) =>
        new()
        {
            Environment = root.TryGetProperty("environment", out var environment) ? environment.GetString() ?? "" : "",
            ActionCount = root.TryGetProperty("action_count", out var count) ? count.GetInt32() : null,
            ActionsAreDiscrete = root.TryGetProperty("discrete_actions", out var discrete) && discrete.GetBoolean(),
            Subsampled = root.TryGetProperty("subsampled", out var subsampled) && subsampled.GetBoolean(),
            ObservationParts = Parts(root, Observations),
            ActionParts = Parts(root, Actions),
        };

    private static ImmutableArray<ColumnPart> Parts(JsonElement root, string name) =>
        root.TryGetProperty(name, out var parts) ? [.. parts.EnumerateArray().Select(ColumnPartJson.Read)] : [];
}
