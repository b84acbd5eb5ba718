using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rewards.Support;

/// <summary>Updates of reward models that do not ask how probable the policy finds actions.</summary>
internal static class Unasked
{
    internal static RewardUpdate Update(
        this IRewardModel model,
        Executor executor,
        StateTree state,
        Transitions expert,
        Transitions policy,
        RandomKey key
    ) => model.Update(executor, state, expert, policy, NoDensity.Instance, key);

    private sealed class NoDensity : IActionDensity
    {
        internal static readonly NoDensity Instance = new();

        public void LogProbabilities(
            Executor executor,
            NdArray<float> observations,
            NdArray<float> actions,
            Memory<float> logProbabilities
        ) => Assert.Fail("No model of these tests asks for log-probabilities.");
    }
}
