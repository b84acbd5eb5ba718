namespace Gail.OptionRules;

/// <summary>
/// Marks a record of options. Its method With is generated, and for properties declared partial the checks and the list
/// Rules, from the attributes beside them.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OptionRecordAttribute : Attribute;

/// <summary>Declares an option: everything that is known of it but its type and default, which the property has.</summary>
/// <param name="help">The meaning, for help and documentation.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OptionAttribute(string help) : Attribute
{
    /// <summary>The meaning.</summary>
    public string Help => help;

    /// <summary>Its flag on the command line, as in "--discount"; without one, --set reaches it.</summary>
    public string? Flag { get; set; }

    /// <summary>The numbers it may be, as in "[0, 1)" or "(0, inf)"; without one, all that are finite.</summary>
    public string? Range { get; set; }

    /// <summary>The unit of its numbers, where the help does not say it.</summary>
    public string? Unit { get; set; }

    /// <summary>The section of the help, one of <see cref="OptionSections"/>.</summary>
    public string? Section { get; set; }
}

/// <summary>Declares a group of options: a property whose type is another record of options.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OptionGroupAttribute : Attribute
{
    /// <summary>The section of the help for those of its options that have flags.</summary>
    public string? Section { get; set; }

    /// <summary>Whether they mean something only where demonstrations are imitated.</summary>
    public bool OfImitation { get; set; }
}

/// <summary>Gives an option of a group a flag at this place: records that occur in several places have none themselves.</summary>
/// <param name="option">The option's path within the group, as in "learningRate".</param>
/// <param name="flag">As in "--disc-lr".</param>
/// <param name="help">The meaning here.</param>
/// <param name="unit">The unit of its numbers here, where the help does not say it.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal sealed class OptionFlagAttribute(string option, string flag, string help, string? unit = null) : Attribute
{
    /// <summary>The option's path within the group.</summary>
    public string Option => option;

    /// <summary>The flag.</summary>
    public string Flag => flag;

    /// <summary>The option's meaning here.</summary>
    public string Help => help;

    /// <summary>The unit of its numbers.</summary>
    public string? Unit => unit;
}
