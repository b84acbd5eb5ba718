using Gail.Configuration;
using Gail.Core.Tests.Training.Support;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Numerics.Scaling;
using Gail.Policies;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Policies;

/// <summary>What policy and value function begin with, and whether it stays.</summary>
public sealed class ObservationStatisticsTests
{
    private static readonly Executor Executor = new(threads: 1);
    private static readonly NdArray<float> Demonstrated = NdArray.Matrix<float>(
        4,
        4,
        [0, 0, 5, 1, 1, 2, 5, 2, 2, 4, 5, 3, 3, 6, 5, 100]
    );

    private static readonly Transitions Expert = new(Demonstrated, NdArray.Matrix<float>(4, 1, [0, 1, 0, 1]));

    public static TheoryData<Normalization, double[], double[]> Fixed =>
        new()
        {
            { Normalization.MinMax, [1.5, 3, 5, 50.5], [1.5, 3, 1, 49.5] },
            { Normalization.Robust, [1.5, 3, 5, 2.5], [1.5, 3, 1, 25.5] },
        };

    [Theory]
    [MemberData(nameof(Fixed))]
    public void Ranges_and_quartiles_are_those_of_the_demonstrations_and_stay(
        Normalization normalization,
        double[] centre,
        double[] scale
    )
    {
        var expected = new AffineScaling(NdArray.Vector<double>(centre), NdArray.Vector<double>(scale)).ToStatistics();
        foreach (var method in (Method[])[Method.Gail, Method.BehaviorCloning])
        {
            var options = Options(normalization, normalization) with { Method = method };
            var trainer = Trainers.Imitation(new CartPole(version: 0), Expert, options);
            var start = trainer.Init(1);
            var next = trainer.Step(Executor, start).State;
            foreach (var state in (TrainState[])[start, next])
            {
                Assert.Equal(expected, NormalizationStatistics.FromTree(state.Policy.Child("moments")));
                if (method == Method.Gail)
                {
                    Assert.Equal(expected, NormalizationStatistics.FromTree(state.Value.Child("moments")));
                }
            }
        }
    }

    [Fact]
    public void Policy_and_value_function_each_follow_their_own_option()
    {
        var trainer = Trainers.Gail(
            new CartPole(version: 0),
            Expert,
            Options(Normalization.MinMax, Normalization.Running)
        );
        var next = trainer.Step(Executor, trainer.Init(1)).State;
        Assert.Equal(1, NormalizationStatistics.FromTree(next.Policy.Child("moments")).Count);
        Assert.InRange(NormalizationStatistics.FromTree(next.Value.Child("moments")).Count, 50, 1000);
    }

    [Fact]
    public void Without_demonstrations_observations_are_used_as_they_are()
    {
        var options = Options(Normalization.MinMax, Normalization.Robust) with { Method = Method.Expert };
        var trainer = Trainers.Expert(new CartPole(version: 0), options);
        var next = trainer.Step(Executor, trainer.Init(1)).State;
        Assert.Equal(NormalizationStatistics.None(4), NormalizationStatistics.FromTree(next.Policy.Child("moments")));
        Assert.Equal(NormalizationStatistics.None(4), NormalizationStatistics.FromTree(next.Value.Child("moments")));
    }

    private static TrainingOptions Options(Normalization policy, Normalization value) =>
        new()
        {
            Environment = "CartPole-v0",
            Rollout = new RolloutOptions { Steps = 60 },
            Policy = new PolicyOptions { Hidden = [4], Normalization = policy },
            Value = new ValueOptions { Hidden = [4], Normalization = value },
            Cloning = new BehaviorCloningOptions { UpdatesPerIteration = 2, BatchSize = 3 },
        };
}
