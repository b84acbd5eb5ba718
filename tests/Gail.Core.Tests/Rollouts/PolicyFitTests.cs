using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rollouts;

/// <summary>A policy for other spaces is refused before it acts.</summary>
public sealed class PolicyFitTests
{
    public static TheoryData<int, ActionSpace> Others =>
        new()
        {
            { 5, new DiscreteSpace(2) },
            { 2, new DiscreteSpace(2) },
            { 4, BoxSpace.Uniform(2, -1, 1) },
        };

    [Theory]
    [MemberData(nameof(Others))]
    public void Widths_must_agree(int observationWidth, ActionSpace action)
    {
        var network = new PolicyNetwork(observationWidth, action, new PolicyOptions { Hidden = [4] });
        var policy = new NetworkPolicy(network, network.Init(default, NormalizationStatistics.None(observationWidth)));
        var environment = new CartPole();
        var key = RandomKey.FromSeed(0);
        var fragments = new FragmentSampler(numEnvs: 2, steps: 4);

        var whole = Assert.Throws<ArgumentException>(() =>
            new EpisodeSampler(5).Collect(new Executor(1), environment, policy, StateTree.Empty, key)
        );
        Assert.Contains("CartPole-v1 has observations of 4 and actions of 1", whole.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() =>
            fragments.Collect(new Executor(1), environment, policy, fragments.Init(environment, key), key)
        );
    }
}
