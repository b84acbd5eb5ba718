using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Gail.OptionRules;

/// <summary>
/// One option as its declaration says: the command line, `gail options`, options.json, F# and the documentation are made
/// of this.
/// </summary>
/// <param name="Owner">The record that has the property.</param>
/// <param name="Path">Its path in options.json, as in "advantage.discount".</param>
/// <param name="Kind">The values that it may have.</param>
/// <param name="Help">The meaning.</param>
public sealed record OptionRule(string Owner, string Path, OptionKind Kind, string Help)
{
    /// <summary>Its flag on the command line, as in "--discount"; null where only --set reaches it.</summary>
    public string? Flag { get; init; }

    /// <summary>The unit of its numbers; null where the help says it or there is none.</summary>
    public string? Unit { get; init; }

    /// <summary>The section of the help, one of <see cref="OptionSections"/>; null for those without flags.</summary>
    public string? Section { get; init; }

    /// <summary>Whether it means something only where demonstrations are imitated.</summary>
    public bool OfImitation { get; init; }

    /// <summary>The meaning with the unit: "how far a step may move the policy, in nats".</summary>
    public string Meaning =>
        (Unit, Help.IndexOf(';')) switch
        {
            (null, _) => Help,
            (_, < 0) => $"{Help}, in {Unit}",
            (_, var end) => $"{Help[..end]}, in {Unit}{Help[end..]}",
        };

    /// <summary>The values allowed, as in "a number above 0".</summary>
    public string Allowed => Kind.Allowed;

    /// <summary>Reads a value that somebody has written.</summary>
    /// <param name="name">The name of the option in messages: what was typed.</param>
    /// <returns>The value as options.json has it.</returns>
    /// <exception cref="OptionException">It is no value of the option.</exception>
    public JsonNode? Read(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reading = Kind.Read(text);
        return reading.Fault is not { } fault ? reading.Value
            : fault.IsOfAnotherKind
                ? throw new OptionException($"{name} is '{text}', expected {Allowed}{fault.Clause}.")
                {
                    IsOfAnotherKind = true,
                }
            : throw Refused(name, fault.IsQuoted ? $"'{text}'" : text, fault.Clause);
    }

    /// <summary>Refuses a value of options.json that is none of the option.</summary>
    /// <exception cref="OptionException">It is no value of the option.</exception>
    internal void Check(JsonNode? value)
    {
        if (!Kind.Holds(value))
        {
            throw Refused(Path, value?.ToJsonString() ?? "null");
        }
    }

    /// <summary>The value, if the option can have it.</summary>
    /// <exception cref="OptionException">It cannot.</exception>
    internal double Checked(double value) => ((RealKind)Kind).Contains(value) ? value : throw Refused(value);

    /// <inheritdoc cref="Checked(double)"/>
    internal int Checked(int value) => ((WholeKind)Kind).Contains(value) ? value : throw Refused(value);

    /// <inheritdoc cref="Checked(double)"/>
    internal long Checked(long value) => ((WholeKind)Kind).Contains(value) ? value : throw Refused(value);

    /// <inheritdoc cref="Checked(double)"/>
    internal int? Checked(int? value) => value is { } number ? Checked(number) : null;

    /// <inheritdoc cref="Checked(double)"/>
    internal long? Checked(long? value) => value is { } number ? Checked(number) : null;

    /// <inheritdoc cref="Checked(double)"/>
    internal bool Checked(bool value) => Kind is YesNoKind ? value : throw Refused(value);

    /// <inheritdoc cref="Checked(double)"/>
    internal ImmutableArray<int> Checked(ImmutableArray<int> value) =>
        value.IsDefault ? throw Refused(Property, "null")
        : WidthsKind.Contains(value) ? value
        : throw Refused(Property, string.Join(',', value));

    /// <inheritdoc cref="Checked(double)"/>
    internal T Checked<T>(T value)
        where T : struct, Enum => Enum.IsDefined(value) ? value : throw Refused(value);

    /// <summary>A group that is there and does not contradict itself.</summary>
    /// <exception cref="OptionException">It is null, or its options contradict each other.</exception>
    internal static T Present<T>(T? value, string property)
        where T : class =>
        Consistent(
            value ?? throw new OptionException($"{property} is null, expected options; leave it out for its default.")
        );

    /// <summary>A record whose options do not contradict each other.</summary>
    /// <exception cref="OptionException">They do.</exception>
    internal static T Consistent<T>(T options)
        where T : class =>
        options is IContradictable { Contradiction: { } contradiction }
            ? throw new OptionException(contradiction)
            : options;

    /// <summary>The options of a group as those of the record that has it.</summary>
    internal static IEnumerable<OptionRule> Under(
        string path,
        ImmutableArray<OptionRule> group,
        string? section,
        bool ofImitation,
        ImmutableArray<OptionFlagAttribute> flags
    )
    {
        foreach (var option in group)
        {
            var given = flags.FirstOrDefault(flag => flag.Option == option.Path);
            var flag = given?.Flag ?? option.Flag;
            yield return option with
            {
                Path = $"{path}.{option.Path}",
                Flag = flag,
                Help = given?.Help ?? option.Help,
                Unit = given is null ? option.Unit : given.Unit,
                Section = flag is null ? null : section,
                OfImitation = ofImitation,
            };
        }
    }

    private string Property => $"{Owner}.{char.ToUpperInvariant(Path[0])}{Path[1..]}";

    private OptionException Refused<T>(T value)
        where T : struct => Refused(Property, Convert.ToString(value, CultureInfo.InvariantCulture)!);

    private OptionException Refused(string name, string came, string clause = "") =>
        new($"{name} is {came}, expected {Allowed}{clause}.");
}
