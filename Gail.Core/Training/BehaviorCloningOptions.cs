using Gail.Optimizers;

namespace Gail.Training;

/// <summary>The parameters that a run of behaviour cloning publishes.</summary>
public enum CloningSnapshot
{
    /// <summary>The last.</summary>
    Last,

    /// <summary>
    /// Those that do best on the held-out pairs of all snapshots: one after the first update and one after each iteration.
    /// Best is the least squared distance of the most probable action from the expert's where actions are continuous, else
    /// the least loss (the authors' choice). Without held-out pairs, the last.
    /// </summary>
    BestValidation,
}

/// <summary>The settings of behaviour cloning; the defaults are the paper's.</summary>
public sealed record BehaviorCloningOptions
{
    /// <summary>The optimiser.</summary>
    public AdamOptions Adam { get; init; } = new();

    /// <summary>Pairs per update, drawn with replacement.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>
    /// The share of the pairs that is trained on, at most 1; the others measure the loss, and tell the best snapshot where
    /// that is published. 0 for what the snapshot needs: 0.7, the authors', to tell the best by the others, else all.
    /// </summary>
    /// <remarks>
    /// A choice of a discrete action that only held-out pairs would show is trained on as well: the first such pair is.
    /// </remarks>
    public double TrainFraction { get; init; } = 0.7;

    /// <summary>Adam updates per iteration.</summary>
    public int UpdatesPerIteration { get; init; } = 100;

    /// <summary>Which parameters are published.</summary>
    public CloningSnapshot Snapshot { get; init; } = CloningSnapshot.BestValidation;

    /// <summary>The share itself.</summary>
    internal double TrainShare =>
        TrainFraction > 0 ? TrainFraction
        : Snapshot == CloningSnapshot.BestValidation ? 0.7
        : 1;

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public BehaviorCloningOptions With(
        AdamOptions? adam = null,
        int? batchSize = null,
        double? trainFraction = null,
        int? updatesPerIteration = null,
        CloningSnapshot? snapshot = null
    ) =>
        this with
        {
            Adam = adam ?? Adam,
            BatchSize = batchSize ?? BatchSize,
            TrainFraction = trainFraction ?? TrainFraction,
            UpdatesPerIteration = updatesPerIteration ?? UpdatesPerIteration,
            Snapshot = snapshot ?? Snapshot,
        };
}
