using Gail.Execution;
using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Rewards;

/// <summary>Argument checks that all reward models share.</summary>
internal static class RewardArguments
{
    internal static void RequireUpdate(Executor executor, StateTree state, Transitions expert, Transitions policy)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(policy);
    }

    /// <exception cref="ArgumentException">There are not as many rewards as transitions.</exception>
    internal static void RequireRewards(
        Executor executor,
        StateTree state,
        Transitions transitions,
        ReadOnlySpan<double> rewards
    )
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(transitions);
        if (rewards.Length != transitions.Count)
        {
            throw new ArgumentException(
                $"Expected {transitions.Count} rewards, one for each transition, but got memory for {rewards.Length}.",
                nameof(rewards)
            );
        }
    }
}
