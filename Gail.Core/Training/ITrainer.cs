using System.Collections.Immutable;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>
/// A way to train a policy, as pure functions over <see cref="TrainState"/>: on-policy, off-policy, supervised or
/// tabular, all alike to those who run one.
/// </summary>
public interface ITrainer
{
    /// <summary>The state before the first iteration.</summary>
    /// <param name="seed">Names the run's randomness.</param>
    TrainState Init(long seed);

    /// <summary>One iteration. The state given is left as it was.</summary>
    /// <param name="executor">Threads and pooled buffers; the result does not depend on it.</param>
    /// <param name="state">The state before.</param>
    /// <exception cref="OperationCanceledException">The executor was cancelled.</exception>
    TrainStep Step(Executor executor, TrainState state);

    /// <summary>The policy to act with now.</summary>
    /// <param name="state">A state of this trainer.</param>
    IPolicy Publish(TrainState state);

    /// <summary>How far a run is, in units that all trainers share.</summary>
    /// <param name="state">A state of this trainer.</param>
    TrainProgress Progress(TrainState state);
}

/// <summary>What an iteration gives.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Metrics">Numbers about it, always the same names in the same order.</param>
public sealed record TrainStep(TrainState State, ImmutableArray<Metric> Metrics)
{
    /// <summary>How long the episodes of the iteration lasted and how they ended; empty where no environment is stepped.</summary>
    public ImmutableArray<EpisodeEnd> Episodes { get; init; } = [];
}
