using System.Collections.Immutable;
using System.Text.Json;
using Gail.Data;
using Gail.Data.Formats;
using Gail.Data.Formats.Pickle;

namespace Gail.Runs.StableBaselines;

/// <summary>
/// The settings of a model, from the JSON in it. Values that are no JSON lie there as base64 of a pickle, with their
/// attributes beside them as text, which is enough for most.
/// </summary>
internal sealed class StableBaselinesSettings
{
    private const string Member = "data";
    private const int MostBytes = 1 << 26;

    private readonly string _path;
    private readonly JsonElement _root;

    private StableBaselinesSettings(string path, JsonElement root) => (_path, _root) = (path, root);

    /// <summary>Whether exploration depends on the state (gSDE).</summary>
    public bool UsesStateDependentExploration => Flag(_root, "use_sde");

    /// <summary>The chance of a random choice of DQN.</summary>
    public double ExplorationRate =>
        Value(_root, "exploration_rate") is { ValueKind: JsonValueKind.Number } rate ? rate.GetDouble() : 0;

    /// <summary>The name of the activation's class; null where the policy has its usual one.</summary>
    public string? Activation =>
        Value(Value(_root, "policy_kwargs"), "activation_fn") is { ValueKind: JsonValueKind.String } text
            ? text.GetString()!.TrimEnd('>').TrimEnd('\'').Split('.')[^1]
            : null;

    /// <summary>A switch of the policy.</summary>
    public bool PolicyFlag(string name) => Flag(Value(_root, "policy_kwargs"), name);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="DemonstrationException">They are missing, or no JSON.</exception>
    public static StableBaselinesSettings Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(ArchiveMember.Read(path, Member, MostBytes));
            return new StableBaselinesSettings(path, document.RootElement.Clone());
        }
        catch (JsonException e)
        {
            throw new DemonstrationException(path, Member, $"is no JSON: {e.Message}", e);
        }
    }

    /// <summary>The bounds of actions, where they can be read.</summary>
    public (ImmutableArray<float> Low, ImmutableArray<float> High)? ActionBounds()
    {
        if (Value(Value(_root, "action_space"), ":serialized:") is not { ValueKind: JsonValueKind.String } text)
        {
            return null;
        }
        try
        {
            using var space = PickledArrays.Open(_path, new MemoryStream(text.GetBytesFromBase64()));
            return space.Contains("low") && space.Contains("high")
                ? ([.. space.Floats("low").Values], [.. space.Floats("high").Values])
                : null;
        }
        catch (Exception e) when (e is DemonstrationException or FormatException)
        {
            // A space of somebody's own: the environment's bounds do.
            return null;
        }
    }

    private static bool Flag(JsonElement? element, string name) =>
        Value(element, name) is { } value
        && (
            value.ValueKind == JsonValueKind.True
            || (value.ValueKind == JsonValueKind.String && value.GetString() == "True")
        );

    private static JsonElement? Value(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(name, out var value)
            ? value
            : null;
}
