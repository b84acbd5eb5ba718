using Gail.Environments;
using Gail.MuJoCo.Environments;
using Gail.MuJoCo.Environments.Options;
using Gail.Numerics;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>What options do to episodes.</summary>
public class OptionEffectTests
{
    public static TheoryData<string> Newest =>
        [.. MuJoCoEnvironments.All.Where(id => id.EndsWith("-v5") && !id.Contains("FixedHorizon"))];

    [Theory]
    [MemberData(nameof(Newest))]
    public void No_option_is_without_effect(string id)
    {
        MuJoCoLibrary.Require();
        var options = MuJoCoEnvironments.Options(id);
        var plain = Play(options);
        foreach (var option in options.Family.Options)
        {
            Assert.False(plain.SequenceEqual(Play(OtherValues.Of(options, option))), $"{option.Name} does nothing.");
        }
    }

    [Theory]
    [InlineData("Hopper-v4", "forwardRewardWeight", 3.0, 1.0, 1.0)]
    [InlineData("Ant-v4", "ctrlCostWeight", 1.0, 1.0, 2.0)]
    [InlineData("Walker2d-v5", "healthyReward", 1.0, 4.0, 1.0)]
    public void Weights_scale_their_terms(string id, string weight, double task, double survival, double effort)
    {
        MuJoCoLibrary.Require();
        var factor = task * survival * effort;
        var options = MuJoCoEnvironments.Options(id);
        var option = options.Family.Options.Single(option => option.Name == weight);
        var value = factor * double.Parse(option.Write(options));
        var (before, after) = (Terms(id), Terms($"{id}:{weight}={value}"));
        Assert.Equal(task * before.Task, after.Task, 1e-12);
        Assert.Equal(survival * before.Survival, after.Survival, 1e-12);
        Assert.Equal(effort * before.Effort, after.Effort, 1e-12);
    }

    [Fact]
    public void Controls_cost_in_full_and_move_as_if_clipped()
    {
        MuJoCoLibrary.Require();
        var env = GoldenCases.Create("HalfCheetah-v5");
        var (state, far, near) = (NewState(env), NewState(env), NewState(env));
        env.Reset(default, state);
        env.Step(state, [3, -3, 3, -3, 3, -3], far, out var paid);
        env.Step(state, [1, -1, 1, -1, 1, -1], near, out _);
        Assert.Equal(near, far);
        Assert.Equal(0.1 * 6 * 9, paid.Effort, 1e-12);
    }

    [Fact]
    public void Frame_skip_is_the_number_of_engine_steps()
    {
        MuJoCoLibrary.Require();
        var env = GoldenCases.Create("HalfCheetah-v5:frameSkip=3");
        var (state, next) = (NewState(env), NewState(env));
        env.Reset(default, state);
        env.Step(state, new float[6], next, out _);
        Assert.Equal(0.03, next[0], 1e-15);
    }

    private static RewardTerms Terms(string id)
    {
        var env = GoldenCases.Create(id);
        var (state, next) = (NewState(env), NewState(env));
        env.Reset(RandomKey.FromSeed(5), state);
        env.Step(state, [.. Enumerable.Repeat(0.5f, env.Spec.Action.Width)], next, out var terms);
        return terms;
    }

    /// <summary>All that can be seen of an episode, one number after the other.</summary>
    private static List<double> Play(RobotOptions options)
    {
        var env = MuJoCoEnvironments.Create(options);
        var (state, next) = (NewState(env), NewState(env));
        var seen = new float[env.Spec.Observation.Width];
        var key = RandomKey.FromSeed(3);
        List<double> all = [];
        env.Reset(key, state);
        for (var step = 0; step < 40; step++)
        {
            env.Observe(state, seen);
            var action = Enumerable.Range(0, env.Spec.Action.Width).Select(i => (float)key.Fold(step).Normal((ulong)i));
            var result = env.Step(state, [.. action], default, next);
            all.AddRange([.. seen, result.Reward, result.Terminated ? 1 : 0]);
            if (result.Terminated)
            {
                break;
            }
            (state, next) = (next, state);
        }
        return all;
    }

    private static double[] NewState(IEnvironment env) => new double[env.Spec.StateWidth];
}
