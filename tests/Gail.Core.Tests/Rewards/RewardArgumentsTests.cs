using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Rewards;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rewards;

/// <summary>Reward models refuse memory of another length, all in the same words.</summary>
public sealed class RewardArgumentsTests
{
    [Fact]
    public void RewardsAreOnePerTransition()
    {
        var environment = BuiltInEnvironments.Create("CartPole-v1").Spec;
        var pairs = new Transitions(NdArray.Matrix<float>(2, 4, new float[8]), NdArray.Matrix<float>(2, 1, [0, 1]));
        IRewardModel[] models =
        [
            new Discriminator(environment, new DiscriminatorOptions()),
            new LinearRewardModel(environment, LinearRule.FeatureMatching, new LinearOptions()),
            new EnvironmentReward(),
        ];
        foreach (var model in models)
        {
            var state = model.Init(pairs, RandomKey.FromSeed(0));
            foreach (var length in (int[])[1, 3])
            {
                var refused = Assert.Throws<ArgumentException>(() =>
                    model.Rewards(Executor.SingleThreaded, state, pairs, new double[length])
                );
                Assert.Contains(
                    $"Expected 2 rewards, one for each transition, but got memory for {length}.",
                    refused.Message
                );
            }
        }
    }
}
