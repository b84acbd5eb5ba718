using Gail.Core.Tests.Distributions;
using Gail.Core.Tests.Graphs;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Core.Tests.Policies;

public sealed class PolicyNetworkTests
{
    private static readonly NdArray<float> Observations = Matrices.ToSingle(
        Matrices.Random(RandomKey.FromSeed(1), 20, 3, 50, 60)
    );

    private static readonly NormalizationStatistics Moments = NormalizationStatistics.None(3).Update(Observations);

    public static TheoryData<string> Families => DistributionGraphs.Names;

    [Fact]
    public void A_new_policy_is_undecided()
    {
        var choice = Distribution(new DiscreteSpace(4), new PolicyOptions());
        var number = Distribution(BoxSpace.Uniform(2, -1, 1), new PolicyOptions { InitialLogStandardDeviation = -0.5 });

        Assert.All(choice.Values, value => Assert.Equal(-Math.Log(4), value, 1e-6));
        Assert.All(
            Enumerable.Range(0, number.Rows),
            row => Assert.Equal([0, 0, -0.5f, -0.5f], number.Row(row).ToArray())
        );
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Acting_draws_from_the_distribution_it_reports(string name)
    {
        var space = DistributionGraphs.Spaces[name];
        var policy = Policy(space, new PolicyOptions { Hidden = [4] });
        var keys = Enumerable.Range(0, 20).Select(RandomKey.FromSeed(3).Fold).ToArray();

        var drawn = policy.Act(Executor.SingleThreaded, Observations, keys, ActionMode.Stochastic);
        var best = policy.Act(Executor.SingleThreaded, Observations, keys, ActionMode.Deterministic);

        var expected = new float[space.Width];
        for (var row = 0; row < 20; row++)
        {
            policy.Network.Family.Sample(drawn.Distribution.Row(row), keys[row], expected);
            Assert.Equal(expected, drawn.Actions.Row(row).ToArray());
            policy.Network.Family.Mode(drawn.Distribution.Row(row), expected);
            Assert.Equal(expected, best.Actions.Row(row).ToArray());
            Assert.Equal(expected, policy.Act(Observations.Row(row)));
        }
    }

    [Theory]
    [InlineData(Normalization.None)]
    [InlineData(Normalization.Demonstrations)]
    [InlineData(Normalization.Running)]
    public void Normalization_decides_what_the_moments_are(Normalization normalization)
    {
        var network = new PolicyNetwork(3, new DiscreteSpace(2), new PolicyOptions { Normalization = normalization });

        var state = network.Init(default, Moments);
        var updated = network.UpdateStatistics(state, Observations);

        var expected = normalization == Normalization.None ? NormalizationStatistics.None(3) : Moments;
        Assert.Equal(expected, NormalizationStatistics.FromTree(state.Child("moments")));
        Assert.Equal(expected.Standardize(Observations), network.Standardize(state, Observations));
        Assert.Equal(
            normalization == Normalization.Running ? Moments.Update(Observations) : expected,
            NormalizationStatistics.FromTree(updated.Child("moments"))
        );
        Assert.Equal(state.Child("parameters"), updated.Child("parameters"));
    }

    [Fact]
    public void Actions_spread_at_first_as_the_demonstrated_ones_do_where_asked()
    {
        // A number that varies by 2, a choice, one that never varies.
        var space = new ProductSpace([BoxSpace.Uniform(1, -9, 9), new DiscreteSpace(3), BoxSpace.Uniform(1, -9, 9)]);
        var demonstrated = NdArray.Matrix<float>(4, 3, [1, 0, 7, 5, 2, 7, 1, 1, 7, 5, 0, 7]);

        float[] LogStandardDeviations(ActionSpread spread, NdArray<float>? actions)
        {
            var options = new PolicyOptions { InitialSpread = spread, InitialLogStandardDeviation = -0.5 };
            var state = new PolicyNetwork(3, space, options).Init(default, Moments, actions);
            return state.Child("parameters").Get<float>("log_std").Span.ToArray();
        }

        Assert.Equal(
            [(float)Math.Log(2), (float)Math.Log(0.01)],
            LogStandardDeviations(ActionSpread.Demonstrations, demonstrated)
        );
        Assert.Equal([-0.5f, -0.5f], LogStandardDeviations(ActionSpread.Demonstrations, null));
        Assert.Equal([-0.5f, -0.5f], LogStandardDeviations(ActionSpread.Fixed, demonstrated));
    }

    [Fact]
    public void Random_policy_draws_every_action_equally_often()
    {
        var space = new ProductSpace([new DiscreteSpace(3), BoxSpace.Uniform(1, -2, 4)]);
        var keys = Enumerable.Range(0, 6_000).Select(RandomKey.FromSeed(1).Fold).ToArray();
        var observations = NdArray.Zeros<float>(new Shape(keys.Length, 3));

        var actions = new RandomPolicy(3, space)
            .Act(Executor.SingleThreaded, observations, keys, ActionMode.Stochastic)
            .Actions;

        var choices = Enumerable.Range(0, keys.Length).Select(row => actions[row, 0]).ToList();
        var numbers = Enumerable.Range(0, keys.Length).Select(row => actions[row, 1]).ToList();
        Assert.All((float[])[0, 1, 2], choice => Assert.InRange(choices.Count(c => c == choice), 1_850, 2_150));
        Assert.InRange(numbers.Min(), -2, -1.98);
        Assert.InRange(numbers.Max(), 3.98, 4);
        Assert.InRange(numbers.Average(), 0.88, 1.12);
    }

    private static NdArray<float> Distribution(ActionSpace space, PolicyOptions options)
    {
        var policy = Policy(space, options);
        return policy.Network.DistributionParameters(Executor.SingleThreaded, policy.State, Observations);
    }

    private static NetworkPolicy Policy(ActionSpace space, PolicyOptions options)
    {
        var network = new PolicyNetwork(3, space, options);
        return new NetworkPolicy(network, network.Init(RandomKey.FromSeed(2), Moments));
    }

    [Fact]
    public void Observations_of_another_width_and_weights_of_another_network_are_refused()
    {
        var network = new PolicyNetwork(4, new DiscreteSpace(2), new PolicyOptions { Hidden = [8] });
        var other = new PolicyNetwork(4, new DiscreteSpace(2), new PolicyOptions { Hidden = [16] });
        var state = network.Init(RandomKey.FromSeed(0), NormalizationStatistics.None(4));
        var wide = NdArray.Zeros<float>(new Shape(4, 5));
        var right = NdArray.Zeros<float>(new Shape(4, 4));
        Assert.Throws<ArgumentException>(() => network.DistributionParameters(Executor.SingleThreaded, state, wide));
        Assert.Throws<ArgumentException>(() => other.DistributionParameters(Executor.SingleThreaded, state, right));
        Assert.Equal(4, network.DistributionParameters(Executor.SingleThreaded, state, right).Rows);
    }
}
