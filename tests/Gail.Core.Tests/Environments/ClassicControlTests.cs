using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments;

/// <summary>Laws every classic-control environment keeps, and its public facts.</summary>
public class ClassicControlTests
{
    public static TheoryData<string> Ids => [.. BuiltInEnvironments.All];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Observations_stay_within_their_bounds(string id)
    {
        var env = BuiltInEnvironments.Create(id);
        var spec = env.Spec;
        var key = RandomKey.FromSeed(3);
        var (state, next) = (new double[spec.StateWidth], new double[spec.StateWidth]);
        var seen = new float[spec.Observation.Width];
        env.Reset(key, state);
        for (var i = 0; i < 2000; i++)
        {
            env.Observe(state, seen);
            for (var j = 0; j < seen.Length; j++)
            {
                Assert.InRange(seen[j], spec.Observation.Low[j], spec.Observation.High[j]);
            }
            // The same action for a while, so that walls and speed limits are reached.
            var action = RandomActions.Draw(spec.Action, key.Fold(i / 50));
            var result = env.Step(state, action, key, next);
            (state, next) = (next, state);
            if (result.Terminated)
            {
                env.Reset(key.Fold(i), state);
            }
        }
    }

    [Theory]
    [InlineData("CartPole-v0", "[-4.8, -∞, -0.41887903, -∞]", "Discrete(2)", 200)]
    [InlineData("CartPole-v1", "[-4.8, -∞, -0.41887903, -∞]", "Discrete(2)", 500)]
    [InlineData("Acrobot-v0", "[-3.1415927, -3.1415927, -12.566371, -28.274334]", "Discrete(3)", 200)]
    [InlineData("Acrobot-v1", "[-1, -1, -1, -1, -12.566371, -28.274334]", "Discrete(3)", 500)]
    [InlineData("MountainCar-v0", "[-1.2, -0.07]", "Discrete(3)", 200)]
    [InlineData("MountainCarContinuous-v0", "[-1.2, -0.07]", "Box([-1], [1])", 999)]
    [InlineData("Pendulum-v1", "[-1, -1, -8]", "Box([-2], [2])", 200)]
    public void The_facts_are_Gymnasium_s(string id, string low, string action, int limit)
    {
        var spec = BuiltInEnvironments.Create(id).Spec;

        Assert.Equal(id, spec.Id);
        Assert.Equal(low.Replace("∞", "Infinity"), $"[{string.Join(", ", spec.Observation.Low)}]");
        Assert.Equal(action, $"{spec.Action}");
        Assert.Equal(limit, spec.StepLimit);
        Assert.EndsWith(".", spec.Description);
    }

    [Theory]
    [InlineData("CartPole-v1", TerminationMeaning.Failure)]
    [InlineData("Acrobot-v1", TerminationMeaning.Success)]
    [InlineData("MountainCar-v0", TerminationMeaning.Success)]
    [InlineData("MountainCarContinuous-v0", TerminationMeaning.Success)]
    [InlineData("Pendulum-v1", TerminationMeaning.Never)]
    public void Termination_means_what_it_should(string id, TerminationMeaning meaning) =>
        Assert.Equal(meaning, BuiltInEnvironments.Create(id).Spec.Termination);

    [Fact]
    public void Mountain_car_s_high_bound_is_not_its_low_bound_mirrored()
    {
        Assert.Equal([0.6f, 0.07f], new MountainCar().Spec.Observation.High.AsSpan());
        Assert.Equal([0.6f, 0.07f], new MountainCarContinuous().Spec.Observation.High.AsSpan());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Only_versions_that_exist_are_made(int version)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CartPole(version));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Acrobot(version));
    }
}
