using System.Collections.Immutable;
using Gail.Networks;
using Gail.Optimizers;
using Gail.OptionRules;

namespace Gail.Policies;

/// <summary>The fit of the value function.</summary>
public enum ValueFit
{
    /// <summary>One KL-limited natural-gradient step per iteration (the paper's).</summary>
    NaturalGradient,

    /// <summary>Adam on shuffled minibatches.</summary>
    Adam,
}

/// <summary>The value function's network and fit.</summary>
[OptionRecord]
public sealed partial record ValueOptions
{
    /// <summary>The width of each hidden layer.</summary>
    [Option("widths of the value function's hidden layers", Flag = "--value-hidden")]
    public partial ImmutableArray<int> Hidden { get; init; } = [100, 100];

    /// <summary>The function between layers.</summary>
    [Option("the function between layers")]
    public partial Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>The normalisation of observations.</summary>
    [Option("statistics that standardise observations", Flag = "--value-norm")]
    public partial Normalization Normalization { get; init; } = Normalization.Running;

    /// <summary>The greatest magnitude of a standardised observation, clipped beyond; 0, the paper's, for no limit.</summary>
    [Option(
        "greatest magnitude of a standardised input; 0: no limit",
        Range = "[0, inf)",
        Unit = "standard deviations"
    )]
    public partial double InputClip { get; init; }

    /// <summary>Whether the time step, divided by the limit, is an input.</summary>
    [Option("whether the time step is an input", Flag = "--value-time")]
    public partial bool IncludeTime { get; init; } = true;

    /// <summary>The kind of fit.</summary>
    [Option("one natural-gradient step, or Adam on minibatches", Flag = "--value-fit")]
    public partial ValueFit Fit { get; init; } = ValueFit.NaturalGradient;

    /// <summary>The trust region of <see cref="ValueFit.NaturalGradient"/>; its KL is the mean squared change.</summary>
    [OptionGroup]
    [OptionFlag("maxKl", "--value-max-kl", "mean squared change a step may make (natural)")]
    public partial TrustRegionOptions TrustRegion { get; init; } = new();

    /// <summary>The settings of <see cref="ValueFit.Adam"/>.</summary>
    [OptionGroup]
    [OptionFlag("learningRate", "--value-lr", "learning rate (Adam)")]
    public partial AdamOptions Adam { get; init; } = new();

    /// <summary>The passes over the batch of <see cref="ValueFit.Adam"/>.</summary>
    [Option("passes over the batch (Adam)", Flag = "--value-epochs", Range = "[1, inf)")]
    public partial int Epochs { get; init; } = 5;

    /// <summary>The rows per step of <see cref="ValueFit.Adam"/>.</summary>
    [Option("rows per step (Adam)", Flag = "--value-batch", Range = "[1, inf)")]
    public partial int Minibatch { get; init; } = 256;
}
