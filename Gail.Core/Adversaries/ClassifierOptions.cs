using System.Collections.Immutable;
using Gail.Networks;
using Gail.Optimizers;

namespace Gail.Adversaries;

/// <summary>The classifier of GAIL; the defaults are the paper's.</summary>
public sealed record ClassifierOptions
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

    /// <summary>The form of the reward.</summary>
    public RewardForm Reward { get; init; } = RewardForm.Auto;
}
