using Gail.Core.Tests.Training.Support;
using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Core.Tests.Training;

public sealed class StatisticsTests
{
    [Fact]
    public void Worked_by_hand()
    {
        Assert.Equal(4, Statistics.Mean([1, 3, 8]));
        Assert.Equal(3, Statistics.Median([8, 1, 3]));
        Assert.Equal(2, Statistics.Median([8, 1, 3, 1]));
        Assert.Equal(Math.Sqrt(26.0 / 3), Statistics.StandardDeviation([1, 3, 8]), 14);
    }

    [Fact]
    public void Nothing_has_no_statistics()
    {
        Assert.Equal(double.NaN, Statistics.Mean([]));
        Assert.Equal(double.NaN, Statistics.Median([]));
        Assert.Equal(double.NaN, Statistics.StandardDeviation([]));
    }

    [Fact]
    public void Explained_variance_is_1_when_perfect_and_0_for_a_constant()
    {
        Assert.Equal(1, Statistics.ExplainedVariance([1, 2, 4], [1, 2, 4]));
        Assert.Equal(1, Statistics.ExplainedVariance([11, 12, 14], [1, 2, 4]), 12);
        Assert.Equal(0, Statistics.ExplainedVariance([5, 5, 5], [1, 2, 4]), 12);
        Assert.Equal(double.NaN, Statistics.ExplainedVariance([1, 2], [3, 3]));
    }

    [Fact]
    public void Evaluation_runs_one_episode_per_key()
    {
        var environment = new CartPole(version: 0);

        var result = PolicyEvaluation.Run(
            new Executor(threads: 2),
            environment,
            new Balancer(),
            episodes: 20,
            RandomKey.FromSeed(1),
            ActionMode.Deterministic
        );

        Assert.Equal(20, result.Lengths.Length);
        Assert.Equal(result.Lengths.Select(length => (double)length), result.Returns);
        Assert.Equal((200, 0), (result.MeanReturn, result.StandardDeviation));
        Assert.Throws<ArgumentOutOfRangeException>(
            "episodes",
            () =>
                PolicyEvaluation.Run(
                    new Executor(1),
                    environment,
                    new Balancer(),
                    episodes: 0,
                    default,
                    ActionMode.Deterministic
                )
        );
    }
}
