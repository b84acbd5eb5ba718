using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments.Probes;

/// <summary>
/// Sees -1 or +1 and is paid the observation times the action, clipped to [-1, 1]: does a continuous policy read the
/// observation?
/// </summary>
public sealed class ContinuousMatchingRewardProbe()
    : OneStepProbe(
        "Probe-ContinuousMatchingReward",
        BoxSpace.Uniform(1, -1, 1),
        "The best action is the observation, for 1; a blind policy returns 0."
    )
{
    protected override double Initial(RandomKey key) => RandomSign(key);

    protected override double Reward(double observation, float action) => observation * Math.Clamp(action, -1, 1);
}
