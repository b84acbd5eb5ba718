using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>How steps are collected for one training iteration.</summary>
public interface ISampler
{
    /// <summary>What lies between iterations: nothing for whole episodes, the running episodes for fragments.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="key">The source of randomness.</param>
    StateTree Init(IEnvironment environment, RandomKey key);

    /// <summary>Collects one batch; actions are drawn.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="policy">What acts.</param>
    /// <param name="state">What <see cref="Init"/> or the last call gave.</param>
    /// <param name="key">The iteration's source of randomness.</param>
    Sample Collect(Executor executor, IEnvironment environment, IPolicy policy, StateTree state, RandomKey key);
}

/// <summary>A batch, and what lies between iterations.</summary>
/// <param name="Rollout">The batch.</param>
/// <param name="State">To be given to the next call.</param>
public sealed record Sample(Rollout Rollout, StateTree State);
