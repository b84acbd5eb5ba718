using Gail.Core.Tests.Training.Support;
using Gail.Execution;

namespace Gail.Core.Tests.Training;

/// <summary>Imitation never reads the environment's reward; experts live by it.</summary>
public sealed class TrueRewardTests
{
    [Theory]
    [InlineData("gail")]
    [InlineData("gail, fragments")]
    [InlineData("gail, value by Adam")]
    [InlineData("fem")]
    [InlineData("gtal, continuous")]
    public void Imitation_is_the_same_to_the_bit_whatever_the_reward(string name)
    {
        var expected = Learned(name, null);
        Assert.Equal(expected, Learned(name, reward => 1e6 * Math.Sin(1e3 * reward)));
        Assert.Equal(expected, Learned(name, _ => double.NaN));
    }

    [Fact]
    public void Experts_are_not() =>
        Assert.NotEqual(Learned("expert", null), Learned("expert", reward => Math.Sin(1e3 * reward)));

    /// <summary>
    /// All of the state after three iterations but the running sum of the true reward that unfinished episodes carry
    /// for the reader's eyes.
    /// </summary>
    private static List<string> Learned(string name, Func<double, double>? change)
    {
        var trainer = TrainerTable.Make(
            name,
            environment => change is null ? environment : new ChangedReward(environment, change)
        );
        var executor = new Executor(threads: 2);
        var state = trainer.Init(3);
        for (var i = 0; i < 3; i++)
        {
            state = trainer.Step(executor, state).State;
        }
        return
        [
            .. state
                .ToTree()
                .Leaves.Where(leaf => leaf.Path != "state/sampler/returns")
                .Select(leaf => $"{leaf.Path} {leaf.Value} {Convert.ToHexString(leaf.Value.Bytes)}"),
        ];
    }
}
