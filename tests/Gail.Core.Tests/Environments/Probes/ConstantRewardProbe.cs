using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments.Probes;

/// <summary>Sees 0, is paid 1: does the value function learn a constant?</summary>
public sealed class ConstantRewardProbe()
    : OneStepProbe("Probe-ConstantReward", new DiscreteSpace(2), "The value is 1.")
{
    protected override double Initial(RandomKey key) => 0;

    protected override double Reward(double observation, float action) => 1;
}
