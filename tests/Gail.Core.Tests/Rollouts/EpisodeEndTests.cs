using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rollouts;

/// <summary>How the episodes of an iteration ended, as its trainer publishes it.</summary>
public sealed class EpisodeEndTests
{
    [Fact]
    public void Lengths_count_from_the_episodes_beginning_and_ends_are_told_apart()
    {
        var environment = new CountingEnvironment(limit: 100, terminateAfter: 5);
        var policy = new RandomPolicy(1, environment.Spec.Action);
        var sampler = new FragmentSampler(numEnvs: 1, steps: 7);
        var state = sampler.Init(environment, RandomKey.FromSeed(0));
        var executor = new Executor(1);
        var first = sampler.Collect(executor, environment, policy, state, RandomKey.FromSeed(1));
        var second = sampler.Collect(executor, environment, policy, first.State, RandomKey.FromSeed(2));

        AssertEnds([new(5, true, false), new(2, false, false)], first.Rollout);
        // The second batch begins with the last three steps of that episode.
        AssertEnds([new(5, true, false), new(4, false, false)], second.Rollout);
    }

    [Fact]
    public void A_time_limit_truncates()
    {
        var environment = new CountingEnvironment(limit: 4);
        var policy = new RandomPolicy(1, environment.Spec.Action);
        var rollout = new EpisodeSampler(8)
            .Collect(new Executor(1), environment, policy, StateTree.Empty, RandomKey.FromSeed(0))
            .Rollout;

        AssertEnds([new(4, false, true), new(4, false, true)], rollout);
    }

    private static void AssertEnds(EpisodeEnd[] expected, Rollout rollout) =>
        Assert.Equal(expected, EpisodeEnd.Of(rollout).AsEnumerable());
}
