using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gail.Environments;
using Gail.Numerics;
using Gail.OptionRules;
using Gail.Policies;

namespace Gail.Configuration;

/// <summary>Options as JSON and back. Unknown names are refused, so that a misspelt option is never ignored.</summary>
public static class OptionsJson
{
    /// <summary>All options, indented.</summary>
    public static string Write(TrainingOptions options) =>
        JsonSerializer.Serialize(options, OptionsContext.Default.TrainingOptions);

    /// <summary>Reads what <see cref="Write(TrainingOptions)"/> wrote; what is absent keeps its default.</summary>
    /// <exception cref="FormatException">It is not JSON of these options; the message says where.</exception>
    public static TrainingOptions Read(string json) =>
        Parse(json, OptionsContext.Default.TrainingOptions, new TrainingOptions { Environment = "" }, CheckValues);

    /// <summary>The options of a whole object of values, each of its option.</summary>
    /// <exception cref="OptionException">Two contradict each other.</exception>
    internal static TrainingOptions Of(JsonObject values) =>
        values.Deserialize(OptionsContext.Default.TrainingOptions)!;

    /// <summary>A policy's architecture on one line: what a policy file carries.</summary>
    /// <param name="architecture">The architecture.</param>
    public static string WriteArchitecture(PolicyArchitecture architecture) =>
        JsonSerializer.Serialize(architecture, OptionsContext.Default.PolicyArchitecture);

    /// <summary>Reads what <see cref="WriteArchitecture"/> wrote.</summary>
    /// <exception cref="FormatException">It is not JSON of an architecture; the message says where.</exception>
    public static PolicyArchitecture ReadArchitecture(string json) =>
        Parse(
            json,
            OptionsContext.Default.PolicyArchitecture,
            new PolicyArchitecture("", 0, new DiscreteSpace(2), new PolicyOptions()),
            static _ => { }
        );

    private static T Parse<T>(string json, JsonTypeInfo<T> type, T defaults, Action<JsonObject> check)
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
            check(whole);
            return whole.Deserialize(type) ?? throw new FormatException("null is no set of options.");
        }
        catch (Exception e)
            when (e is JsonException or NotSupportedException or InvalidOperationException or OptionException)
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
                throw new FormatException($"There is no option '{path}{name}'{Instead(under, path, name)}.");
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
                    throw new FormatException($"'{path}{name}' is null; leave it out for its default.");
                }
                if (value is not JsonObject && under[name] is JsonObject)
                {
                    throw new FormatException(
                        $"{path}{name} is {value?.ToJsonString()}, expected an object of options."
                    );
                }
                under[name] = value?.DeepClone();
            }
        }
    }

    /// <summary>The present or nearest name of an unknown option, as the end of a sentence.</summary>
    private static string Instead(JsonObject there, string path, string name) =>
        path + name == "rollout.lanes"
            ? "; it is rollout.numEnvs now"
            : NearestNames.Question(path + name, there.Select(entry => path + entry.Key).Union(Paths));

    private static IEnumerable<string> Paths => TrainingOptions.Rules.Select(option => option.Path);

    // No option of a run: a command sets it.
    private static readonly OptionRule MethodName = new(
        nameof(TrainingOptions),
        "method",
        new ChoiceKind([.. Enum.GetNames<Method>()]),
        "what a policy is trained by"
    );

    // Here, where the path is known; the records themselves know only their own names.
    private static void CheckValues(JsonObject options)
    {
        MethodName.Check(options["method"]);
        foreach (var option in TrainingOptions.Rules)
        {
            option.Check(OptionValues.Find(options, option));
        }
    }
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
