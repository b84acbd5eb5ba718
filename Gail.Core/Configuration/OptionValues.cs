using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gail.Numerics;
using Gail.OptionRules;

namespace Gail.Configuration;

/// <summary>A value that somebody has written for an option.</summary>
/// <param name="Option">The option.</param>
/// <param name="Name">The name typed for it, as in "--discount", which messages use.</param>
/// <param name="Text">The value.</param>
public sealed record OptionAssignment(OptionRule Option, string Name, string Text);

/// <summary>Options by their paths: the one way by which a text becomes an option's value, and a value a text.</summary>
public sealed class OptionValues
{
    private readonly JsonObject _root;

    /// <summary>The values of a set of options.</summary>
    public OptionValues(TrainingOptions options)
    {
        _root = Write(options);
    }

    /// <summary>The value as people write it; <see cref="Set"/> takes it again.</summary>
    /// <param name="option">One of <see cref="TrainingOptions.Rules"/>.</param>
    public string Show(OptionRule option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.Kind.Write(Find(_root, option));
    }

    /// <summary>The option of a path.</summary>
    /// <param name="name">The name for messages.</param>
    /// <param name="path">As in "advantage.discount"; case does not matter.</param>
    /// <param name="among">The options there are, some or all of <see cref="TrainingOptions.Rules"/>.</param>
    /// <exception cref="OptionException">There is none; the message has the nearest.</exception>
    public static OptionRule Named(string name, string path, ImmutableArray<OptionRule> among)
    {
        ArgumentNullException.ThrowIfNull(path);
        return among.FirstOrDefault(option => option.Path.Equals(path, StringComparison.OrdinalIgnoreCase))
            ?? throw new OptionException(
                $"{name}: there is no '{path}'{NearestNames.Question(path, among.Select(option => option.Path))}; "
                    + "`gail options` lists all."
            );
    }

    /// <summary>Options with values that somebody has written.</summary>
    /// <param name="options">The options before.</param>
    /// <param name="values">The values written, each option at most once.</param>
    /// <exception cref="OptionException">One is no value of its option, or two contradict each other.</exception>
    public static TrainingOptions Set(TrainingOptions options, ImmutableArray<OptionAssignment> values)
    {
        var root = Write(options);
        foreach (var (option, name, text) in values)
        {
            var parts = option.Path.Split('.');
            var group = parts[..^1].Aggregate(root, (node, part) => node[part]!.AsObject());
            group[parts[^1]] = option.Read(name, text);
        }
        return OptionsJson.Of(root);
    }

    /// <summary>The entry of options.json that is an option's value.</summary>
    internal static JsonNode? Find(JsonObject root, OptionRule option) =>
        option.Path.Split('.').Aggregate((JsonNode?)root, (node, part) => node?[part]);

    private static JsonObject Write(TrainingOptions options) => JsonNode.Parse(OptionsJson.Write(options))!.AsObject();
}
