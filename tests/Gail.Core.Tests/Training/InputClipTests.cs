using Gail.Configuration;
using Gail.Core.Tests.Training.Support;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.OptionRules;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Training;

/// <summary>The option that clips standardised inputs, wherever inputs are standardised.</summary>
public sealed class InputClipTests
{
    private static readonly Executor Executor = new(threads: 1);
    private static readonly EnvironmentSpec Spec = new CartPole(version: 0).Spec;
    private static readonly NdArray<float> Observations = NdArray.Matrix<float>(
        4,
        4,
        [1, 2, -1, 0, -1, -2, 1, 1, 0.5f, 1, 0, -1, -0.5f, -1, 0, 0]
    );
    private static readonly Transitions Expert = new(Observations, NdArray.Matrix<float>(4, 1, [0, 1, 0, 1]));

    /// <summary>What a learner says of observations, with its inputs clipped.</summary>
    private static readonly Dictionary<string, Func<double, NdArray<float>, double[]>> Learners = new()
    {
        ["policy"] = (clip, seen) =>
        {
            var network = new PolicyNetwork(4, Spec.Action, new PolicyOptions { Hidden = [8], InputClip = clip });
            var state = network.Init(RandomKey.FromSeed(1), NormalizationStatistics.None(4).Update(Observations));
            return Doubles(network.DistributionParameters(Executor, Trained(state), seen));
        },
        ["value function"] = (clip, seen) =>
        {
            var value = new ValueFunction(4, 200, new ValueOptions { Hidden = [8], InputClip = clip });
            var state = value.Init(RandomKey.FromSeed(1), NormalizationStatistics.None(4).Update(Observations));
            return value.Predict(Executor, Trained(state), seen, new long[seen.Rows]);
        },
        ["classifier"] = (clip, seen) =>
        {
            var classifier = new Discriminator(Spec, new DiscriminatorOptions { Hidden = [8], InputClip = clip });
            var state = Trained(classifier.Init(Expert, RandomKey.FromSeed(1)));
            return classifier.Rewards(Executor, state, new Transitions(seen, Zeros(seen.Rows)));
        },
        ["linear adversary"] = (clip, seen) =>
        {
            var options = new LinearOptions { InputClip = clip, Reward = RewardForm.Logit };
            var linear = new LinearRewardModel(Spec, LinearRule.FeatureMatching, options);
            var state = linear.Init(Expert, RandomKey.FromSeed(1));
            return linear.Rewards(Executor, state, new Transitions(seen, Zeros(seen.Rows)));
        },
    };

    public static TheoryData<string> Names => [.. Learners.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Beyond_it_nothing_changes(string name)
    {
        // All of them above 0.1 deviations, and none so far that tanh would not tell them apart.
        var (near, far) = (Far(1), Far(2));
        Assert.Equal(Learners[name](0.1, near), Learners[name](0.1, far));
        Assert.NotEqual(Learners[name](0, near), Learners[name](0, far));
        // Below it nothing is touched.
        Assert.Equal(Learners[name](0, Observations), Learners[name](10, Observations));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Impossible_ones_are_refused(double clip)
    {
        foreach (var learner in Learners.Values)
        {
            var error = Assert.Throws<OptionException>(() => learner(clip, Observations));
            Assert.Contains("InputClip", error.Message);
        }
    }

    [Theory]
    [InlineData("paper", 0)]
    [InlineData("fast", 10)]
    public void Presets_clip_everywhere_or_nowhere(string preset, double clip)
    {
        foreach (var method in Enum.GetValues<Method>())
        {
            foreach (var id in (string[])["CartPole-v1", "Pendulum-v1"])
            {
                var options = Presets.Create(preset, BuiltInEnvironments.Create(id).Spec, method);
                Assert.Equal((clip, clip), (options.Policy.InputClip, options.Value.InputClip));
                Assert.Equal((clip, clip), (options.Discriminator.InputClip, options.Linear.InputClip));
            }
        }
    }

    /// <summary>A sensor that stood still in the demonstrations and moves by 0.001 in the world.</summary>
    [Theory]
    [InlineData(Normalization.Demonstrations, 0)]
    [InlineData(Normalization.Running, 0)]
    [InlineData(Normalization.MinMax, 0)]
    [InlineData(Normalization.Robust, 0)]
    [InlineData(Normalization.Running, 1e-7f)]
    [InlineData(Normalization.MinMax, 1e-7f)]
    [InlineData(Normalization.Robust, 1e-7f)]
    public void A_cloned_policy_does_not_mind_a_sensor_that_stood_still(Normalization normalization, float noise)
    {
        const int Rows = 200;
        var key = RandomKey.FromSeed(2);
        var (observations, actions) = (new float[2 * Rows], new float[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            observations[2 * row] = (float)key.Normal((ulong)row);
            observations[(2 * row) + 1] = 1 + (noise * (row % 3));
            actions[row] = observations[2 * row] > 0 ? 1 : 0;
        }
        var expert = new Transitions(
            NdArray.Matrix<float>(Rows, 2, observations),
            NdArray.Matrix<float>(Rows, 1, actions)
        );
        var network = new PolicyNetwork(2, new DiscreteSpace(2), new PolicyOptions { Normalization = normalization });
        var options = new BehaviorCloningOptions { Snapshot = CloningSnapshot.Last, TrainFraction = 1 };
        var trainer = new BehaviorCloning(network, expert, options);
        var state = trainer.Step(Executor, trainer.Init(1)).State.Policy;

        var still = network.DistributionParameters(Executor, state, NdArray.Matrix<float>(2, 2, [1, 1, -1, 1]));
        var moved = network.DistributionParameters(
            Executor,
            state,
            NdArray.Matrix<float>(2, 2, [1, 1.001f, -1, 0.999f])
        );

        Assert.True(still[0, 1] > Math.Log(0.9) && still[1, 0] > Math.Log(0.9), "It has not learned.");
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(still[i], moved[i], 0.02f));
    }

    private static NdArray<float> Far(float scale) => NdArray.Matrix<float>(1, 4, [scale, -scale, scale, scale]);

    private static NdArray<float> Zeros(int rows) => NdArray.Zeros<float>(new Shape(rows, 1));

    /// <summary>Output layers begin at zero: what is said would not depend on the inputs.</summary>
    private static StateTree Trained(StateTree state)
    {
        var leaves = state.Leaves.Select(leaf =>
            leaf.Path.EndsWith("output/weight", StringComparison.Ordinal)
                ? new StateLeaf(leaf.Path, Ones(leaf.Value.Shape))
                : leaf
        );
        return StateTree.FromLeaves(leaves);
    }

    private static NdArray<float> Ones(Shape shape) =>
        NdArray.Matrix<float>(shape[0], shape[1], [.. Enumerable.Range(1, shape.Length).Select(i => 0.1f * i)]);

    private static double[] Doubles(NdArray<float> values) => [.. values.Values.Select(value => (double)value)];
}
