using Gail.MuJoCo.Environments;
using Gail.Numerics;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>Physics that breaks down is told, moves nothing, pays nothing, and leaves nothing behind.</summary>
public class UnstableTests
{
    public static TheoryData<string> Ids => [.. MuJoCoEnvironments.All.Where(id => id.EndsWith("-v5"))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_action_that_is_no_number(string id)
    {
        MuJoCoLibrary.Require();
        var env = GoldenCases.Create(id);
        var state = new double[env.Spec.StateWidth];
        env.Reset(RandomKey.FromSeed(1), state);
        var action = new float[env.Spec.Action.Width];
        action[^1] = float.NaN;
        AssertUnstable(env, state, action);
    }

    // The engine clamps it, but its cost is infinite.
    [Fact]
    public void An_action_that_costs_more_than_can_be_paid()
    {
        MuJoCoLibrary.Require();
        var env = GoldenCases.Create("Hopper-v5");
        var state = new double[env.Spec.StateWidth];
        env.Reset(RandomKey.FromSeed(1), state);
        AssertUnstable(env, state, [0, float.PositiveInfinity, 0]);
    }

    [Fact]
    public void A_state_that_the_engine_would_refuse_next()
    {
        MuJoCoLibrary.Require();
        var env = GoldenCases.Create("HalfCheetah-v4");
        var state = new double[env.Spec.StateWidth];
        env.Reset(RandomKey.FromSeed(1), state);
        // Up in the air, so fast that x reaches the 1e10 that the engine allows in the last of its five time steps.
        (state[1], state[2], state[10]) = (1e10 - 4e8, 100, 9e9);
        AssertUnstable(env, state, new float[6]);
        state[1] -= 1e8;
        Assert.False(env.Step(state, new float[6], new double[state.Length], out _).Unstable);
    }

    [Theory]
    [InlineData("Hopper-v4", 2, double.NaN)]
    [InlineData("Hopper-v4", 9, 1e11)]
    [InlineData("Ant-v1", 20, double.NegativeInfinity)]
    [InlineData("Humanoid-v5", 30, 1e12)]
    [InlineData("HalfCheetah-v4", 1, 1e300)]
    [InlineData("HalfCheetah-v4", 12, 9e9)]
    public void An_absurd_state(string id, int index, double value)
    {
        MuJoCoLibrary.Require();
        var env = GoldenCases.Create(id);
        var state = new double[env.Spec.StateWidth];
        env.Reset(RandomKey.FromSeed(1), state);
        state[index] = value;
        AssertUnstable(env, state, new float[env.Spec.Action.Width]);
    }

    private static void AssertUnstable(RobotEnvironment env, double[] state, float[] action)
    {
        var (good, before, after) = (new double[state.Length], new double[state.Length], new double[state.Length]);
        var still = new float[action.Length];
        env.Reset(RandomKey.FromSeed(2), good);
        var expected = env.Step(good, still, default, before);

        var next = new double[state.Length];
        var result = env.Step(state, action, default, next);
        Assert.True(result.Unstable);
        Assert.False(result.Terminated);
        Assert.Equal(0, result.Reward);
        Assert.Equal(state, next);

        Assert.Equal(expected, env.Step(good, still, default, after));
        Assert.Equal(before, after);
    }
}
