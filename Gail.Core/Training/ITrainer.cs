using System.Collections.Immutable;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>
/// Trains a policy, as pure functions over <see cref="TrainState"/>: on-policy, off-policy, supervised or
/// tabular; the code that runs one does not ask which.
/// </summary>
public interface ITrainer
{
    /// <summary>The state before the first iteration.</summary>
    /// <param name="seed">Names the run's randomness.</param>
    TrainState Init(long seed);

    /// <summary>Runs one iteration; the state given does not change.</summary>
    /// <param name="state">The state before.</param>
    /// <exception cref="OperationCanceledException">The executor was cancelled.</exception>
    TrainStep Step(Executor executor, TrainState state);

    /// <summary>The policy to use now.</summary>
    IPolicy Publish(TrainState state);

    /// <summary>The progress of a run, in units that all trainers share.</summary>
    TrainProgress Progress(TrainState state);
}

/// <summary>The result of one iteration.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Metrics">Numbers about it, always the same names in the same order.</param>
public sealed record TrainStep(TrainState State, ImmutableArray<Metric> Metrics)
{
    /// <summary>The lengths and ends of the iteration's episodes; empty where no environment is stepped.</summary>
    public ImmutableArray<EpisodeEnd> Episodes { get; init; } = [];
}
