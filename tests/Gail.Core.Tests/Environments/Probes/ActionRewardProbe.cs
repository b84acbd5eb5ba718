using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments.Probes;

/// <summary>Is paid -1 for action 0 and +1 for action 1: does the policy learn at all?</summary>
public sealed class ActionRewardProbe()
    : OneStepProbe("Probe-ActionReward", new DiscreteSpace(2), "The best action is 1, for 1.")
{
    protected override double Initial(RandomKey key) => 0;

    protected override double Reward(double observation, float action) => (2 * action) - 1;
}
