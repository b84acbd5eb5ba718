using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>Collects the steps of one training iteration.</summary>
public interface ISampler
{
    /// <summary>The state kept between iterations: empty for whole episodes, the running episodes for fragments.</summary>
    StateTree Init(IEnvironment environment, RandomKey key);

    /// <summary>Collects one batch; actions are sampled.</summary>
    /// <param name="policy">The policy to run.</param>
    /// <param name="state">The state of <see cref="Init"/> or of the last call.</param>
    /// <param name="key">The iteration's source of randomness.</param>
    Sample Collect(Executor executor, IEnvironment environment, IPolicy policy, StateTree state, RandomKey key);
}

/// <summary>A batch, and the state kept between iterations.</summary>
/// <param name="Rollout">The batch.</param>
/// <param name="State">To be given to the next call.</param>
public sealed record Sample(Rollout Rollout, StateTree State);
