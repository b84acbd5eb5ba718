using Gail.Environments;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rollouts;

public sealed class AdvantagesTests
{
    private static readonly double[] Rewards = [1, 2, 3];
    private static readonly double[] Values = [10, 20, 30];
    private static readonly double[] Final = [40];

    // Discount and lambda 1/2: d = r + V' / 2 - V is 1, -3 and, at the end, 3 + bootstrap / 2 - 30.
    [Theory]
    [InlineData(true, false, TimeLimit.Terminal, 0)]
    [InlineData(true, false, TimeLimit.Bootstrap, 0)]
    [InlineData(false, true, TimeLimit.Terminal, 0)]
    [InlineData(false, true, TimeLimit.Bootstrap, 40)]
    [InlineData(true, true, TimeLimit.Bootstrap, 0)]
    [InlineData(false, false, TimeLimit.Terminal, 40)]
    [InlineData(false, false, TimeLimit.Bootstrap, 40)]
    public void Worked_by_hand(bool terminated, bool truncated, TimeLimit timeLimit, double bootstrap)
    {
        var options = new AdvantageOptions
        {
            Discount = 0.5,
            Lambda = 0.5,
            TimeLimit = timeLimit,
        };
        var rollout = RolloutSamples.Of(new Segment(0, 3, terminated, truncated));

        var advantages = Advantages.Estimate(options, rollout, Rewards, Values, Final);
        var returns = Advantages.Returns(options, rollout, Rewards, Final);

        Assert.Equal(bootstrap == 0 ? [-1.4375, -9.75, -27] : [-0.1875, -4.75, -7], advantages);
        Assert.Equal(bootstrap == 0 ? [2.75, 3.5, 3] : [7.75, 13.5, 23], returns);
    }

    [Fact]
    public void Segments_do_not_reach_into_each_other()
    {
        var options = new AdvantageOptions { Discount = 0.5, Lambda = 0.5 };
        var rollout = RolloutSamples.Of(
            new Segment(0, 3, Terminated: true, Truncated: false),
            new Segment(3, 3, Terminated: false, Truncated: false)
        );

        double[] rewards = [.. Rewards, .. Rewards];
        var advantages = Advantages.Estimate(options, rollout, rewards, [.. Values, .. Values], [99, 40]);

        Assert.Equal([-1.4375, -9.75, -27, -0.1875, -4.75, -7], advantages);
        Assert.Equal([2.75, 3.5, 3, 7.75, 13.5, 23], Advantages.Returns(options, rollout, rewards, [99, 40]));
    }
}
