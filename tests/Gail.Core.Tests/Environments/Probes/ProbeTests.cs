using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments.Probes;

/// <summary>The probes themselves are what the learning tests take them for.</summary>
public class ProbeTests
{
    [Theory]
    [InlineData(-1, 0, 1, -1, -1, 1)]
    [InlineData(-1, 1, 1, -1, 1, -1)]
    [InlineData(1, 0, 1, 1, -1, -1)]
    [InlineData(1, 1, 1, 1, 1, 1)]
    public void Rewards_are_as_stated(
        double observation,
        float action,
        double constant,
        double seen,
        double acted,
        double matched
    )
    {
        Assert.Equal(constant, Reward(new ConstantRewardProbe(), observation, action));
        Assert.Equal(seen, Reward(new ObservationRewardProbe(), observation, action));
        Assert.Equal(acted, Reward(new ActionRewardProbe(), observation, action));
        Assert.Equal(matched, Reward(new MatchingRewardProbe(), observation, action));
    }

    [Theory]
    [InlineData(-1, 0.5, -0.5)]
    [InlineData(1, 0.5, 0.5)]
    [InlineData(-1, -3, 1)]
    [InlineData(1, -3, -1)]
    public void Continuous_actions_are_clipped(double observation, float action, double reward) =>
        Assert.Equal(reward, Reward(new ContinuousMatchingRewardProbe(), observation, action));

    [Fact]
    public void Random_observations_are_both_signs_equally_often()
    {
        var batch = EnvironmentBatch.Reset(new MatchingRewardProbe(), 10_000, RandomKey.FromSeed(1));
        var states = batch.States.Span.ToArray();

        Assert.All(states, x => Assert.Equal(1, Math.Abs(x)));
        Assert.InRange(states.Average(), -0.05, 0.05);
    }

    [Fact]
    public void The_delayed_reward_comes_at_the_second_step()
    {
        var env = new DelayedRewardProbe();
        var executor = new Executor(1);
        var actions = NdArray.Zeros<float>(new Shape(1, 1));
        var start = EnvironmentBatch.Reset(env, 1, RandomKey.FromSeed(1));

        var first = start.Step(executor, env, actions, default);
        var second = first.Next.Step(executor, env, actions, default);

        Assert.Equal((0f, 1f), (start.Observe(env, executor)[0], first.Observations[0]));
        Assert.Equal((0.0, 1.0), (first.Rewards[0], second.Rewards[0]));
        Assert.Equal((false, true), (first.Terminated[0], second.Terminated[0]));
        Assert.Equal(0, second.Observations[0]);
    }

    private static double Reward(IEnvironment env, double observation, float action)
    {
        var result = env.Step([observation], [action], default, new double[1]);
        Assert.True(result.Terminated);
        return result.Reward;
    }
}
