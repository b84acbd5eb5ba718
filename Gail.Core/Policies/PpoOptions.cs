using Gail.Optimizers;
using Gail.OptionRules;

namespace Gail.Policies;

/// <summary>
/// The settings of <see cref="Ppo"/>; the defaults are those of Huang et al. (2022), "The 37 implementation details of
/// proximal policy optimization", for continuous control, but for larger minibatches.
/// </summary>
[OptionRecord]
public sealed partial record PpoOptions
{
    /// <summary>The optimiser (details 3 and 27: epsilon 1e-5).</summary>
    [OptionGroup]
    public partial AdamOptions Adam { get; init; } = new() { LearningRate = 3e-4, Epsilon = 1e-5 };

    /// <summary>
    /// The number of updates in which the learning rate falls linearly to 0, where it then stays (detail 4); 0 for a
    /// rate that stays.
    /// </summary>
    [Option("the number of updates in which the learning rate falls to 0; 0: it stays", Range = "[0, inf)")]
    public partial int LearningRateDecay { get; init; }

    /// <summary>c: the probability ratio earns nothing more beyond [1 - c, 1 + c] (detail 8), above 0.</summary>
    [Option("how far from 1 a probability ratio earns something", Range = "(0, inf)")]
    public partial double ClipRange { get; init; } = 0.2;

    /// <summary>The passes over the batch, at least 1.</summary>
    [Option("passes over the batch", Range = "[1, inf)")]
    public partial int Epochs { get; init; } = 10;

    /// <summary>The rows of each gradient step, at least 2 (detail 6); the batch where it has fewer.</summary>
    [Option("rows per step", Range = "[2, inf)")]
    public partial int Minibatch { get; init; } = 256;

    /// <summary>Whether advantages are standardised in each minibatch (detail 7), or only in the batch.</summary>
    [Option("whether advantages are standardised in each minibatch")]
    public partial bool StandardizeMinibatch { get; init; } = true;

    /// <summary>The greatest Euclidean norm of a gradient, longer ones are shortened (detail 11); 0 for no limit.</summary>
    [Option("the greatest Euclidean norm of a gradient; 0: no limit", Range = "[0, inf)")]
    public partial double MaxGradientNorm { get; init; } = 0.5;

    /// <summary>
    /// The weight of the mean entropy of the current policy in the objective (detail 10), in units of standardised
    /// advantage per nat. The causal entropy of the paper's eq. 1 is a reward instead, and another option.
    /// </summary>
    [Option(
        "weight of the current policy's entropy in the objective",
        Range = "[0, inf)",
        Unit = "units of standardised advantage per nat"
    )]
    public partial double EntropyWeight { get; init; }

    /// <summary>
    /// The update ends once a minibatch's KL from the old policy is above 1.5 times this, in nats (as Stable-Baselines3
    /// has it); 0 for all epochs in any case.
    /// </summary>
    [Option(
        "a KL from the old policy above 1.5 times this ends the update; 0: it never does",
        Range = "[0, inf)",
        Unit = "nats"
    )]
    public partial double TargetKl { get; init; }

    /// <summary>The learning rate of the update that follows others.</summary>
    /// <param name="updates">The updates already made.</param>
    public double LearningRateAfter(long updates) =>
        LearningRateDecay == 0
            ? Adam.LearningRate
            : Adam.LearningRate * Math.Max(0, 1 - ((double)updates / LearningRateDecay));
}
