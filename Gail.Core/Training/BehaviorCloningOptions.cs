using Gail.Optimizers;
using Gail.OptionRules;

namespace Gail.Training;

/// <summary>The parameters that a run of behaviour cloning publishes.</summary>
public enum CloningSnapshot
{
    /// <summary>The last.</summary>
    Last,

    /// <summary>
    /// The best on the held-out pairs of all snapshots: one after the first update and one after each iteration.
    /// Best is the least squared distance of the most probable action from the expert's where actions are continuous, else
    /// the least loss (the authors' choice). Without held-out pairs, the last.
    /// </summary>
    BestValidation,
}

/// <summary>The settings of behaviour cloning; the defaults are the paper's.</summary>
[OptionRecord]
public sealed partial record BehaviorCloningOptions
{
    /// <summary>The optimiser.</summary>
    [OptionGroup]
    [OptionFlag("learningRate", "--bc-lr", "learning rate")]
    public partial AdamOptions Adam { get; init; } = new();

    /// <summary>Pairs per update, drawn with replacement.</summary>
    [Option("pairs per update", Flag = "--bc-batch", Range = "[1, inf)")]
    public partial int BatchSize { get; init; } = 128;

    /// <summary>
    /// The share of the pairs that is trained on, at most 1; the others measure the loss, and tell the best snapshot where
    /// that is published. 0 for what the snapshot needs: 0.7, the authors', to tell the best by the others, else all.
    /// </summary>
    /// <remarks>
    /// A choice of a discrete action that only held-out pairs would show is trained on as well: the first such pair is.
    /// </remarks>
    [Option(
        "share of the pairs trained on; 0: 0.7 to tell the best snapshot by the others, else all",
        Flag = "--bc-train-fraction",
        Range = "[0, 1]"
    )]
    public partial double TrainFraction { get; init; } = 0.7;

    /// <summary>Adam updates per iteration.</summary>
    [Option("updates per iteration", Flag = "--bc-updates", Range = "[1, inf)")]
    public partial int UpdatesPerIteration { get; init; } = 100;

    /// <summary>The parameters that are published.</summary>
    [Option("what is kept: the last parameters, or those best on the pairs not trained on", Flag = "--bc-snapshot")]
    public partial CloningSnapshot Snapshot { get; init; } = CloningSnapshot.BestValidation;

    /// <summary>The share itself.</summary>
    internal double TrainShare =>
        TrainFraction > 0 ? TrainFraction
        : Snapshot == CloningSnapshot.BestValidation ? 0.7
        : 1;
}
