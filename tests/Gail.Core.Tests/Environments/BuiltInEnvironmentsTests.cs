using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments;

public class BuiltInEnvironmentsTests
{
    [Fact]
    public void Every_name_makes_the_environment_of_that_name() =>
        Assert.All(BuiltInEnvironments.All, id => Assert.Equal(id, BuiltInEnvironments.Create(id).Spec.Id));

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<UnknownEnvironmentException>(() => BuiltInEnvironments.Create("CartPol-v1"));

        Assert.Equal(
            "Unknown environment 'CartPol-v1'. Did you mean CartPole-v1, CartPole-v0? `gail envs` lists all.",
            error.Message
        );
        Assert.Equal("CartPol-v1", error.Id);
    }

    [Theory]
    [InlineData("acrobot-V0", "Acrobot-v0", "Acrobot-v1")]
    [InlineData("cartpole-v1", "CartPole-v1", "CartPole-v0")]
    [InlineData("Pendulum", "Pendulum-v1")]
    [InlineData("Pendulum-v0", "Pendulum-v1")]
    [InlineData("MontainCar-v0", "MountainCar-v0")]
    [InlineData("MountainCarContinous-v0", "MountainCarContinuous-v0")]
    [InlineData("LunarLander-v2")]
    [InlineData("")]
    public void The_nearest_names_come_in_order(string id, params string[] nearest)
    {
        var error = Assert.Throws<UnknownEnvironmentException>(() => BuiltInEnvironments.Create(id));

        Assert.Equal(nearest, error.Nearest);
        Assert.Equal(nearest.Length > 0, error.Message.Contains("Did you mean"));
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("ABC", "abc", 0)]
    [InlineData("sede", "seed", 1)]
    public void Edit_distance_is_Levenshtein_s(string from, string to, int distance) =>
        Assert.Equal(distance, NearestNames.EditDistance(from, to));
}
