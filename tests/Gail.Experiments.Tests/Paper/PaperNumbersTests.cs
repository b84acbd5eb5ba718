using Gail.Experiments.Paper;

namespace Gail.Experiments.Tests.Paper;

public sealed class PaperNumbersTests
{
    [Theory]
    [InlineData("CartPole-v0", PaperMethod.BehaviorCloning, 1, 72.02, 35.82)]
    [InlineData("CartPole-v0", PaperMethod.Gail, 10, 200, 0)]
    [InlineData("Acrobot-v0", PaperMethod.Fem, 1, -133.14, 60.8)]
    [InlineData("MountainCar-v0", PaperMethod.Gtal, 4, -143.58, 50.08)]
    [InlineData("Walker2d-v1", PaperMethod.Gail, 4, 4877.98, 2848.37)]
    public void Known_by_environment_method_and_trajectories(
        string environment,
        PaperMethod method,
        int trajectories,
        double mean,
        double deviation
    ) => Assert.Equal(new PaperNumber(mean, deviation), PaperNumbers.Of(environment, method, trajectories));

    [Fact]
    public void Experts_and_random_policies()
    {
        Assert.Equal(new PaperNumber(-75.25, 10.94), PaperNumbers.Expert("Acrobot-v0"));
        Assert.Equal(new PaperNumber(18.64, 0), PaperNumbers.Random("CartPole-v0"));
    }

    [Fact]
    public void What_the_paper_has_not_is_null()
    {
        Assert.Null(PaperNumbers.Of("CartPole-v0", PaperMethod.Control, 1));
        Assert.Null(PaperNumbers.Of("CartPole-v0", PaperMethod.Gail, 2));
        Assert.Null(PaperNumbers.Of("Pendulum-v1", PaperMethod.Gail, 1));
        Assert.Null(PaperNumbers.Expert("Pendulum-v1"));
    }

    [Fact]
    public void The_whole_table_is_there()
    {
        foreach (var environment in new PaperOptions().Environments)
        {
            Assert.NotNull(PaperNumbers.Expert(environment));
            Assert.NotNull(PaperNumbers.Random(environment));
            foreach (var method in PaperMethods.All.Where(method => method != PaperMethod.Control))
            {
                Assert.All(
                    new PaperOptions().Trajectories,
                    count => Assert.NotNull(PaperNumbers.Of(environment, method, count))
                );
            }
        }
    }
}
