using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments.Probes;

/// <summary>Sees -1 or +1 and is paid that: does the value function read the observation?</summary>
public sealed class ObservationRewardProbe()
    : OneStepProbe("Probe-ObservationReward", new DiscreteSpace(2), "The value is the observation.")
{
    protected override double Initial(RandomKey key) => RandomSign(key);

    protected override double Reward(double observation, float action) => observation;
}
