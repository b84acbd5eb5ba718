using System.Collections.Immutable;
using Gail.Networks;
using Gail.OptionRules;

namespace Gail.Policies;

/// <summary>The normalisation of observations. Without demonstrations all but Running use them as they are.</summary>
public enum Normalization
{
    /// <summary>Observations are used as they are.</summary>
    None,

    /// <summary>Moments of the demonstrations, never changed.</summary>
    Demonstrations,

    /// <summary>Moments that start from the demonstrations and are updated with every batch (the paper's).</summary>
    Running,

    /// <summary>The range of the demonstrations, never changed: the least value becomes -1, the greatest 1.</summary>
    MinMax,

    /// <summary>
    /// Median and quartiles of the demonstrations, never changed: (x - median) / (upper - lower quartile), which
    /// outliers do not move.
    /// </summary>
    Robust,
}

/// <summary>The initial spread of a Gaussian policy's actions.</summary>
public enum ActionSpread
{
    /// <summary>As <see cref="PolicyOptions.InitialLogStandardDeviation"/> says (the paper's).</summary>
    Fixed,

    /// <summary>
    /// As the demonstrated actions do, each dimension by itself: who does not yet know what to do when at least does
    /// not do what nobody did. The standard deviation, at least 0.01. Without demonstrations as Fixed.
    /// </summary>
    Demonstrations,
}

/// <summary>The policy's network.</summary>
[OptionRecord]
public sealed partial record PolicyOptions
{
    /// <summary>The width of each hidden layer.</summary>
    [Option("widths of the policy's hidden layers", Flag = "--policy-hidden")]
    public partial ImmutableArray<int> Hidden { get; init; } = [100, 100];

    /// <summary>The function between layers.</summary>
    [Option("the function between layers")]
    public partial Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>The log standard deviation of continuous actions to begin with.</summary>
    [Option("log standard deviation of continuous actions to begin with")]
    public partial double InitialLogStandardDeviation { get; init; }

    /// <summary>Whether that number counts, or the demonstrations do.</summary>
    [Option("whether that number says how actions spread at first, or the demonstrations do")]
    public partial ActionSpread InitialSpread { get; init; } = ActionSpread.Fixed;

    /// <summary>The normalisation of observations.</summary>
    [Option("statistics that standardise observations", Flag = "--policy-norm")]
    public partial Normalization Normalization { get; init; } = Normalization.Running;

    /// <summary>The greatest magnitude of a standardised observation, clipped beyond; 0, the paper's, for no limit.</summary>
    [Option(
        "greatest magnitude of a standardised input; 0: no limit",
        Range = "[0, inf)",
        Unit = "standard deviations"
    )]
    public partial double InputClip { get; init; }
}
