using System.Collections.Immutable;
using Gail.Networks;
using Gail.Optimizers;

namespace Gail.Rewards;

/// <summary>The discriminator of GAIL; the defaults are the paper's.</summary>
public sealed record DiscriminatorOptions
{
    /// <summary>The width of each hidden layer.</summary>
    public ImmutableArray<int> Hidden { get; init; } = [100, 100];

    /// <summary>The function between layers.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>The optimiser.</summary>
    public AdamOptions Adam { get; init; } = new() { LearningRate = 0.01 };

    /// <summary>Adam steps per iteration, at least 1.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Rows of each class per Adam step; 0 for all of the batch.</summary>
    public int BatchSize { get; init; }

    /// <summary>The weight of the Bernoulli entropy of D, which the loss subtracts.</summary>
    public double EntropyWeight { get; init; } = 0.001;

    /// <summary>
    /// The weight of the gradient penalty, mean((|dl/dx| - target)^2) of the logit on pairs mixed from both classes
    /// (Gulrajani et al. 2017; Kostrikov et al. 2019 use 10); 0, the paper's, for none.
    /// </summary>
    public double GradientPenalty { get; init; }

    /// <summary>The greatest magnitude of a standardised input, clipped beyond; 0, the paper's, for no limit.</summary>
    public double InputClip { get; init; }

    /// <summary>
    /// The slope that the gradient penalty draws the logit to. With 1 (Gulrajani et al. 2017) a classifier of two equal
    /// classes still slopes, and its reward leads a policy that is right away again; with 0 it becomes flat, so that the
    /// game can come to rest (Mescheder et al. 2018; Thanh-Tung et al. 2019 on mixed pairs).
    /// </summary>
    public double GradientPenaltyTarget { get; init; } = 1;

    /// <summary>The form of the reward.</summary>
    public RewardForm Reward { get; init; } = RewardForm.Auto;

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public DiscriminatorOptions With(
        IEnumerable<int>? hidden = null,
        Activation? activation = null,
        AdamOptions? adam = null,
        int? steps = null,
        int? batchSize = null,
        double? entropyWeight = null,
        double? gradientPenalty = null,
        double? inputClip = null,
        double? gradientPenaltyTarget = null,
        RewardForm? reward = null
    ) =>
        this with
        {
            Hidden = hidden is null ? Hidden : [.. hidden],
            Activation = activation ?? Activation,
            Adam = adam ?? Adam,
            Steps = steps ?? Steps,
            BatchSize = batchSize ?? BatchSize,
            EntropyWeight = entropyWeight ?? EntropyWeight,
            GradientPenalty = gradientPenalty ?? GradientPenalty,
            InputClip = inputClip ?? InputClip,
            GradientPenaltyTarget = gradientPenaltyTarget ?? GradientPenaltyTarget,
            Reward = reward ?? Reward,
        };
}
