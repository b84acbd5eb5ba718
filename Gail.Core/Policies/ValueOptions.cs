using System.Collections.Immutable;
using Gail.Networks;
using Gail.Optimizers;

namespace Gail.Policies;

/// <summary>How the value function is fitted.</summary>
public enum ValueFit
{
    /// <summary>One KL-limited natural-gradient step per iteration (the paper's).</summary>
    NaturalGradient,

    /// <summary>Adam on shuffled minibatches.</summary>
    Adam,
}

/// <summary>The value function's network and fit.</summary>
public sealed record ValueOptions
{
    /// <summary>The width of each hidden layer.</summary>
    public ImmutableArray<int> Hidden { get; init; } = [100, 100];

    /// <summary>The function between layers.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>How observations are standardised.</summary>
    public Normalization Normalization { get; init; } = Normalization.Running;

    /// <summary>The greatest magnitude of a standardised observation, clipped beyond; 0, the paper's, for no limit.</summary>
    public double InputClip { get; init; }

    /// <summary>Whether the time step, divided by the limit, is an input.</summary>
    public bool IncludeTime { get; init; } = true;

    /// <summary>How it is fitted.</summary>
    public ValueFit Fit { get; init; } = ValueFit.NaturalGradient;

    /// <summary>The trust region of <see cref="ValueFit.NaturalGradient"/>; its KL is the mean squared change.</summary>
    public TrustRegionOptions TrustRegion { get; init; } = new();

    /// <summary>The settings of <see cref="ValueFit.Adam"/>.</summary>
    public AdamOptions Adam { get; init; } = new();

    /// <summary>The passes over the batch of <see cref="ValueFit.Adam"/>.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>The rows per step of <see cref="ValueFit.Adam"/>.</summary>
    public int Minibatch { get; init; } = 256;

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public ValueOptions With(
        IEnumerable<int>? hidden = null,
        Activation? activation = null,
        Normalization? normalization = null,
        double? inputClip = null,
        bool? includeTime = null,
        ValueFit? fit = null,
        TrustRegionOptions? trustRegion = null,
        AdamOptions? adam = null,
        int? epochs = null,
        int? minibatch = null
    ) =>
        this with
        {
            Hidden = hidden is null ? Hidden : [.. hidden],
            Activation = activation ?? Activation,
            Normalization = normalization ?? Normalization,
            InputClip = inputClip ?? InputClip,
            IncludeTime = includeTime ?? IncludeTime,
            Fit = fit ?? Fit,
            TrustRegion = trustRegion ?? TrustRegion,
            Adam = adam ?? Adam,
            Epochs = epochs ?? Epochs,
            Minibatch = minibatch ?? Minibatch,
        };
}
