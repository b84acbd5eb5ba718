using System.Text.Json;
using System.Text.Json.Serialization;
using Gail.Environments;
using Gail.Policies;

namespace Gail.Training;

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
    public static TrainingOptions Read(string json) => Parse(json, OptionsContext.Default.TrainingOptions);

    /// <summary>A policy's architecture on one line: what a policy file carries.</summary>
    /// <param name="architecture">The architecture.</param>
    public static string WriteArchitecture(PolicyArchitecture architecture) =>
        JsonSerializer.Serialize(architecture, OptionsContext.Default.PolicyArchitecture);

    /// <summary>Reads what <see cref="WriteArchitecture"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">It is not JSON of an architecture; the message says where.</exception>
    public static PolicyArchitecture ReadArchitecture(string json) =>
        Parse(json, OptionsContext.Default.PolicyArchitecture);

    private static T Parse<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new FormatException("null is no set of options.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new FormatException(e.Message, e);
        }
    }
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
