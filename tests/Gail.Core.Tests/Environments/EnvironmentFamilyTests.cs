using Gail.Environments;

namespace Gail.Core.Tests.Environments;

/// <summary>Which environments are versions of one task, by their names.</summary>
public sealed class EnvironmentFamilyTests
{
    [Theory]
    [InlineData("CartPole-v1", "CartPole")]
    [InlineData("Hopper-v5:ctrlCostWeight=0.01,healthyZRange=0.5..inf", "Hopper")]
    [InlineData("HopperFixedHorizon-v4", "Hopper")]
    [InlineData("seals/Hopper-v1", "Hopper")]
    [InlineData("hopper-medium-expert-v2", "hopper")]
    [InlineData("some.module:MyCart-v10", "MyCart")]
    [InlineData("HumanoidStandup-v4", "HumanoidStandup")]
    [InlineData("MountainCarContinuous-v0", "MountainCarContinuous")]
    [InlineData("Lift", "Lift")]
    [InlineData("", "")]
    public void The_family_is_the_name_without_what_surrounds_it(string id, string family) =>
        Assert.Equal(family, EnvironmentFamily.Of(id));

    [Theory]
    [InlineData("CartPole-v0", "CartPole-v1", true)]
    [InlineData("Hopper-v2", "Hopper-v5:frameSkip=2", true)]
    [InlineData("halfcheetah-medium-v2", "HalfCheetah-v4", true)]
    [InlineData("CartPole-v1", "Acrobot-v1", false)]
    [InlineData("Humanoid-v4", "HumanoidStandup-v4", false)]
    [InlineData("MountainCar-v0", "MountainCarContinuous-v0", false)]
    [InlineData("InvertedPendulum-v4", "InvertedDoublePendulum-v4", false)]
    public void Versions_are_the_same_and_tasks_are_not(string id, string other, bool same)
    {
        Assert.Equal(same, EnvironmentFamily.Same(id, other));
        Assert.Equal(same, EnvironmentFamily.Same(other, id));
    }

    [Fact]
    public void No_two_built_in_tasks_are_one_family()
    {
        string[] expected = ["Acrobot", "CartPole", "MountainCar", "MountainCarContinuous", "Pendulum"];

        Assert.Equal(expected, BuiltInEnvironments.All.Select(EnvironmentFamily.Of).Distinct().Order());
    }
}
