namespace Gail.OptionRules;

/// <summary>
/// A record of options of which some exclude each other. Its properties are set one by one, so no single one can tell;
/// the record is checked where it is whole: as a group of another record, and by With.
/// </summary>
internal interface IContradictable
{
    /// <summary>The options that exclude each other, their values and what to do, as a sentence; null where none do.</summary>
    string? Contradiction { get; }
}
