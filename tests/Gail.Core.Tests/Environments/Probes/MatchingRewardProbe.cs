using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments.Probes;

/// <summary>
/// Sees -1 or +1 and is paid +1 when the action, 0 for minus and 1 for plus, matches, else -1: does the policy read the
/// observation?
/// </summary>
public sealed class MatchingRewardProbe()
    : OneStepProbe(
        "Probe-MatchingReward",
        new DiscreteSpace(2),
        "The best action is the observation's sign, for 1; any other policy returns less, a blind one 0."
    )
{
    protected override double Initial(RandomKey key) => RandomSign(key);

    protected override double Reward(double observation, float action) => observation * ((2 * action) - 1);
}
