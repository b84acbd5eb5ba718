using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gail.Environments;
using Gail.Policies;

namespace Gail.Configuration;

/// <summary>Options as JSON and back. Unknown names are refused, so that a misspelt option is never ignored.</summary>
public static class OptionsJson
{
    /// <summary>All options, indented.</summary>
    /// <param name="options">The options.</param>
    public static string Write(TrainingOptions options) =>
        JsonSerializer.Serialize(options, OptionsContext.Default.TrainingOptions);

    /// <summary>Reads what <see cref="Write(TrainingOptions)"/> wrote; what is absent keeps its default.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">It is not JSON of these options; the message says where.</exception>
    public static TrainingOptions Read(string json) =>
        Parse(json, OptionsContext.Default.TrainingOptions, new TrainingOptions { Environment = "" });

    /// <summary>A policy's architecture on one line: what a policy file carries.</summary>
    /// <param name="architecture">The architecture.</param>
    public static string WriteArchitecture(PolicyArchitecture architecture) =>
        JsonSerializer.Serialize(architecture, OptionsContext.Default.PolicyArchitecture);

    /// <summary>Reads what <see cref="WriteArchitecture"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">It is not JSON of an architecture; the message says where.</exception>
    public static PolicyArchitecture ReadArchitecture(string json) =>
        Parse(
            json,
            OptionsContext.Default.PolicyArchitecture,
            new PolicyArchitecture("", 0, new DiscreteSpace(2), new PolicyOptions())
        );

    private static T Parse<T>(string json, JsonTypeInfo<T> type, T defaults)
        where T : class
    {
        try
        {
            // The generated reader leaves absent init properties at 0 or null: so the defaults are laid under the text.
            if (JsonNode.Parse(json) is not JsonObject given)
            {
                throw new FormatException("Expected an object of options.");
            }
            if (!given.ContainsKey("environment"))
            {
                throw new FormatException("'environment' is missing.");
            }
            var whole = (JsonObject)JsonSerializer.SerializeToNode(defaults, type)!;
            LayOver(whole, given, "");
            return whole.Deserialize(type) ?? throw new FormatException("null is no set of options.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static void LayOver(JsonObject under, JsonObject over, string path)
    {
        foreach (var (name, value) in over)
        {
            if (!under.ContainsKey(name))
            {
                throw new FormatException($"There is no option '{path}{name}'{RenamedTo(path + name)}.");
            }
            // "kind" marks a choice among types: its object replaces the default whole.
            if (value is JsonObject inner && !inner.ContainsKey("kind") && under[name] is JsonObject below)
            {
                LayOver(below, inner, $"{path}{name}.");
            }
            else
            {
                if (value is null && under[name] is JsonObject or JsonArray)
                {
                    throw new FormatException($"'{name}' is null; leave it out for its default.");
                }
                under[name] = value?.DeepClone();
            }
        }
    }

    /// <summary>What an option of an earlier version is called now, as the end of a sentence.</summary>
    private static string RenamedTo(string path) => path == "rollout.lanes" ? "; it is rollout.numEnvs now" : "";
}

/// <summary>What a policy file says besides its arrays.</summary>
/// <param name="Environment">The id of the environment it was trained for; empty when unknown.</param>
/// <param name="ObservationWidth">The columns of an observation.</param>
/// <param name="Action">The action space.</param>
/// <param name="Options">Layers and normalisation.</param>
public sealed record PolicyArchitecture(
    string Environment,
    int ObservationWidth,
    ActionSpace Action,
    PolicyOptions Options
)
{
    /// <summary>The network described.</summary>
    /// <exception cref="ArgumentException">The description lacks something or holds an impossible number.</exception>
    public PolicyNetwork ToNetwork()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ObservationWidth, 1);
        return IsComplete(Action)
            ? new PolicyNetwork(ObservationWidth, Action, Options)
            : throw new ArgumentException("The action space lacks its bounds, parts or choices.");
    }

    // What JSON leaves out arrives as null or as an array that is none.
    private static bool IsComplete(ActionSpace? space) =>
        space switch
        {
            DiscreteSpace discrete => discrete.Count > 0,
            BoxSpace box => !box.Low.IsDefaultOrEmpty && !box.High.IsDefault && box.Low.Length == box.High.Length,
            ProductSpace product => !product.Parts.IsDefaultOrEmpty && product.Parts.All(IsComplete),
            _ => false,
        };
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
)]
[JsonSerializable(typeof(TrainingOptions))]
[JsonSerializable(typeof(PolicyArchitecture))]
internal sealed partial class OptionsContext : JsonSerializerContext;
