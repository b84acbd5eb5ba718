using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Rewards;

/// <summary>The environment's own reward: reinforcement learning, for experts only. It learns nothing.</summary>
public sealed class EnvironmentReward : IRewardModel
{
    /// <inheritdoc/>
    public TransitionColumns Requires => TransitionColumns.EnvironmentRewards;

    /// <inheritdoc/>
    public StateTree Init(Transitions expert, RandomKey key) => StateTree.Empty;

    /// <inheritdoc/>
    public RewardUpdate Update(
        Executor executor,
        StateTree state,
        Transitions expert,
        Transitions policy,
        IActionDensity current,
        RandomKey key
    )
    {
        RewardArguments.RequireUpdate(executor, state, expert, policy);
        return new RewardUpdate(state, []);
    }

    /// <inheritdoc/>
    public void Rewards(Executor executor, StateTree state, Transitions transitions, Span<double> rewards)
    {
        RewardArguments.RequireRewards(executor, state, transitions, rewards);
        transitions.Require(TransitionColumns.EnvironmentRewards);
        transitions.EnvironmentRewards!.Span.CopyTo(rewards);
    }
}
