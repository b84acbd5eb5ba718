using Gail.OptionRules;

namespace Gail.Configuration;

/// <summary>Subsampling of the demonstrations before training.</summary>
[OptionRecord]
public sealed partial record DemonstrationOptions
{
    /// <summary>The number of episodes used, from the first; null for all.</summary>
    [Option("use only the first N demonstrated episodes", Flag = "--episodes", Range = "[1, inf)")]
    public partial int? Episodes { get; init; }

    /// <summary>The subsample interval k: every k-th step is kept, from a random start in each episode.</summary>
    [Option("keep every Nth step of them, from a random start", Flag = "--every", Range = "[1, inf)")]
    public partial int Every { get; init; } = 1;

    /// <summary>
    /// Names the randomness of those starts; null for the run's seed. The authors drew the starts once, so that all runs
    /// on a number of episodes see the same steps (preset paper: 0).
    /// </summary>
    [Option("names the randomness of those starts; none: the run's seed")]
    public partial long? StartSeed { get; init; }
}
