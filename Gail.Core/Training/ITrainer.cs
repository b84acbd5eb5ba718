using System.Collections.Immutable;
using Gail.Execution;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>A way to train a policy, as pure functions over <see cref="TrainState"/>.</summary>
public interface ITrainer
{
    /// <summary>The architecture of the policy trained.</summary>
    PolicyNetwork Network { get; }

    /// <summary>The state before the first iteration.</summary>
    /// <param name="seed">Names the run's randomness.</param>
    TrainState Init(long seed);

    /// <summary>One iteration. The state given is left as it was.</summary>
    /// <param name="executor">Where to compute; the result does not depend on it.</param>
    /// <param name="state">The state before.</param>
    /// <exception cref="OperationCanceledException">The executor was cancelled.</exception>
    TrainStep Step(Executor executor, TrainState state);
}

/// <summary>What an iteration gives.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Metrics">Numbers about it, always the same names in the same order.</param>
public sealed record TrainStep(TrainState State, ImmutableArray<Metric> Metrics)
{
    /// <summary>How long the episodes of the iteration lasted and how they ended; empty where no environment is stepped.</summary>
    public ImmutableArray<EpisodeEnd> Episodes { get; init; } = [];
}
