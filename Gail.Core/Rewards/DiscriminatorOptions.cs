using System.Collections.Immutable;
using Gail.Networks;
using Gail.Optimizers;
using Gail.OptionRules;

namespace Gail.Rewards;

/// <summary>The discriminator of GAIL; the defaults are the paper's.</summary>
[OptionRecord]
public sealed partial record DiscriminatorOptions
{
    /// <summary>The width of each hidden layer.</summary>
    [Option("widths of its hidden layers", Flag = "--disc-hidden")]
    public partial ImmutableArray<int> Hidden { get; init; } = [100, 100];

    /// <summary>The function between layers.</summary>
    [Option("the function between layers")]
    public partial Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>The optimiser.</summary>
    [OptionGroup]
    [OptionFlag("learningRate", "--disc-lr", "learning rate")]
    public partial AdamOptions Adam { get; init; } = new() { LearningRate = 0.01 };

    /// <summary>Adam steps per iteration, at least 1.</summary>
    [Option("Adam steps per iteration", Flag = "--disc-steps", Range = "[1, inf)")]
    public partial int Steps { get; init; } = 1;

    /// <summary>Rows of each class per Adam step; 0 for all of the batch.</summary>
    [Option("rows of each class per step; 0: the whole batch", Flag = "--disc-batch", Range = "[0, inf)")]
    public partial int BatchSize { get; init; }

    /// <summary>The weight of the Bernoulli entropy of D, which the loss subtracts.</summary>
    [Option("weight of the entropy of its answers", Flag = "--disc-entropy", Range = "[0, inf)")]
    public partial double EntropyWeight { get; init; } = 0.001;

    /// <summary>
    /// The weight of the gradient penalty, mean((|dl/dx| - target)^2) of the logit on pairs mixed from both classes
    /// (Gulrajani et al. 2017; Kostrikov et al. 2019 use 10); 0, the paper's, for none.
    /// </summary>
    [Option("weight of the penalty that keeps it smooth; 0: none", Flag = "--gradient-penalty", Range = "[0, inf)")]
    public partial double GradientPenalty { get; init; }

    /// <summary>The greatest magnitude of a standardised input, clipped beyond; 0, the paper's, for no limit.</summary>
    [Option(
        "greatest magnitude of a standardised input; 0: no limit",
        Range = "[0, inf)",
        Unit = "standard deviations"
    )]
    public partial double InputClip { get; init; }

    /// <summary>
    /// The slope that the gradient penalty draws the logit to. With 1 (Gulrajani et al. 2017) a classifier of two equal
    /// classes still slopes, and its reward leads a policy that is right away again; with 0 it becomes flat, so that the
    /// game can come to rest (Mescheder et al. 2018; Thanh-Tung et al. 2019 on mixed pairs).
    /// </summary>
    [Option(
        "slope that the gradient penalty draws the discriminator to; 0: flat where it cannot tell",
        Range = "[0, inf)"
    )]
    public partial double GradientPenaltyTarget { get; init; } = 1;

    /// <summary>The form of the reward.</summary>
    [Option("form of the reward; auto: by what ends the environment's episodes", Flag = "--reward")]
    public partial RewardForm Reward { get; init; } = RewardForm.Auto;
}
