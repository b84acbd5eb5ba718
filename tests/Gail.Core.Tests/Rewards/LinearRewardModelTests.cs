using Gail.Core.Tests.Rewards.Support;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Rewards;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rewards;

/// <summary>FEM and GTAL against numbers worked by hand, with c = 1/2 in the features (c x)^2.</summary>
public sealed class LinearRewardModelTests
{
    private const double Tolerance = 1e-5;
    private static readonly RandomKey Key = RandomKey.FromSeed(8);
    private static readonly Executor Executor = new(threads: 1);

    // Continuous: the demonstrations' observations are 2 +- 1, their actions 0 +- 1: standardised (-1, -1) and (1, 1).
    // Features [s, a, s^2/4, a^2/4, 1]: mu_E = [0, 0, 1/4, 1/4, 1]. The policy's pairs are standardised (3, 1), (3, -1):
    // mu = [3, 0, 9/4, 1/4, 1], so mu_E - mu = [-3, 0, -2, 0, 0], of length sqrt(13).
    private static readonly Transitions Expert = Pairs([1, 3], [-1, 1]);
    private static readonly Transitions Policy = Pairs([5, 5], [1, -1]);

    // Discrete: s = -1 with action 0, 1 with action 1. Features [s, s^2/4 of action 0; the same of action 1; 1]:
    // mu_E = [-1/2, 1/8, 1/2, 1/8, 1]. The policy does 0 at s = 1, twice: mu = [1, 1/4, 0, 0, 1], so
    // mu_E - mu = [-3/2, -1/8, 1/2, 1/8, 0], of length sqrt(81/32).
    private static readonly Transitions DiscreteExpert = Pairs([-1, 1], [0, 1]);
    private static readonly Transitions DiscretePolicy = Pairs([1, 1], [0, 0]);

    [Fact]
    public void Feature_matching_weighs_by_the_normalised_difference_of_expectations()
    {
        var adversary = Make(LinearRule.FeatureMatching, continuous: true);
        var state = adversary.Init(Expert, Key);

        var update = adversary.Update(Executor, state, Expert, Policy, Key);

        var length = Math.Sqrt(13);
        AssertClose([0, 0, 0.25, 0.25, 1], state.Get<double>("expert"));
        AssertClose([-3 / length, 0, -2 / length, 0, 0], update.State.Get<double>("weights"));
        Assert.Equal(length, update.Metrics.Single(metric => metric.Name == "feature_distance").Value, Tolerance);
        // w f / 5: of the expert's pairs (3 - 1/2) / sqrt(13) / 5 and (-3 - 1/2) / sqrt(13) / 5.
        AssertClose([0.5 / length, -0.7 / length], adversary.Rewards(Executor, update.State, Expert));
    }

    [Fact]
    public void The_game_puts_all_weight_on_the_worst_feature_or_its_negative()
    {
        var adversary = Make(LinearRule.GameTheoretic, continuous: true);

        var update = adversary.Update(Executor, adversary.Init(Expert, Key), Expert, Policy, Key);

        AssertClose([-1, 0, 0, 0, 0], update.State.Get<double>("weights"));
        Assert.Equal(3, update.Metrics.Single(metric => metric.Name == "feature_distance").Value, Tolerance);
        // -s / 10, with the negatives there are ten features.
        AssertClose([0.1, -0.1], adversary.Rewards(Executor, update.State, Expert));
        AssertClose([-0.3, -0.3], adversary.Rewards(Executor, update.State, Policy));
    }

    [Fact]
    public void A_discrete_action_chooses_the_block_of_its_features()
    {
        var fem = Make(LinearRule.FeatureMatching, continuous: false);
        var gtal = Make(LinearRule.GameTheoretic, continuous: false);
        var (state, other) = (fem.Init(DiscreteExpert, Key), gtal.Init(DiscreteExpert, Key));

        var update = fem.Update(Executor, state, DiscreteExpert, DiscretePolicy, Key).State;
        other = gtal.Update(Executor, other, DiscreteExpert, DiscretePolicy, Key).State;

        var length = Math.Sqrt(81.0 / 32);
        AssertClose([-0.5, 0.125, 0.5, 0.125, 1], state.Get<double>("expert"));
        AssertClose([-1.5 / length, -0.125 / length, 0.5 / length, 0.125 / length, 0], update.Get<double>("weights"));
        AssertClose([-1, 0, 0, 0, 0], other.Get<double>("weights"));
        // Action 0 at -1: (3/2 - 1/32) / length / 5; action 1 at 1: (1/2 + 1/32) / length / 5.
        AssertClose([1.46875 / length / 5, 0.53125 / length / 5], fem.Rewards(Executor, update, DiscreteExpert));
        AssertClose([0.1, 0], gtal.Rewards(Executor, other, DiscreteExpert));
    }

    [Fact]
    public void Of_equally_bad_features_the_game_takes_the_first_a_positive_one_before_a_negative()
    {
        var adversary = Make(LinearRule.GameTheoretic, continuous: false);
        // The mirror image: mu_E - mu = [-1/2 - 1/2, 0, 1/2 + 1/2, 0, 0].
        var mirrored = Pairs([1, -1], [0, 1]);

        var update = adversary.Update(Executor, adversary.Init(DiscreteExpert, Key), DiscreteExpert, mirrored, Key);

        AssertClose([0, 0, 1, 0, 0], update.State.Get<double>("weights"));
    }

    [Fact]
    public void Equal_expectations_leave_no_reward()
    {
        var adversary = Make(LinearRule.FeatureMatching, continuous: true);

        var update = adversary.Update(Executor, adversary.Init(Expert, Key), Expert, Expert, Key);

        AssertClose([0, 0, 0, 0, 0], update.State.Get<double>("weights"));
        AssertClose([0, 0], adversary.Rewards(Executor, update.State, Expert));
    }

    [Theory]
    [InlineData(TerminationMeaning.Failure, RewardForm.Auto, 1)]
    [InlineData(TerminationMeaning.Never, RewardForm.Auto, 1)]
    [InlineData(TerminationMeaning.Success, RewardForm.Auto, -1)]
    [InlineData(TerminationMeaning.Success, RewardForm.NonNegative, 1)]
    [InlineData(TerminationMeaning.Failure, RewardForm.NonPositive, -1)]
    [InlineData(TerminationMeaning.Failure, RewardForm.Logit, 0)]
    public void Rewards_are_shifted_to_the_side_of_zero_that_suits_the_endings(
        TerminationMeaning termination,
        RewardForm form,
        int side
    )
    {
        var adversary = Make(LinearRule.GameTheoretic, continuous: true, termination, form);
        // The reward is s / 10: of the expert's pairs -0.1 and 0.1, of the policy's 0.3.
        var state = adversary.Init(Expert, Key).With("weights", NdArray.Vector<double>([1, 0, 0, 0, 0]));

        var expected = side switch
        {
            1 => (double[])[0, 0.2],
            -1 => [-0.2, 0],
            _ => [-0.1, 0.1],
        };
        AssertClose(expected, adversary.Rewards(Executor, state, Expert));
        // All of one sign: no shift where it is the side asked for, else up to the least or down to the greatest.
        AssertClose(side == -1 ? [0, 0] : [0.3, 0.3], adversary.Rewards(Executor, state, Policy));
    }

    [Fact]
    public void The_bound_remembers_every_batch_under_the_weights_of_its_time()
    {
        var adversary = Make(LinearRule.GameTheoretic, continuous: true, reward: RewardForm.NonPositive);
        var state = adversary.Init(Expert, Key).With("weights", NdArray.Vector<double>([1, 0, 0, 0, 0]));

        // The batch's rewards are 0.3 under the old weights, -0.3 under the new: the bound becomes 0.3.
        var next = adversary.Update(Executor, state, Expert, Policy, Key).State;

        Assert.Equal(0.3, next.Get<double>("bound")[0], Tolerance);
        AssertClose([-0.6, -0.6], adversary.Rewards(Executor, next, Policy));
        AssertClose([-0.2, -0.4], adversary.Rewards(Executor, next, Expert));
        // Looking at rewards changes nothing.
        AssertClose([-0.2, -0.4], adversary.Rewards(Executor, next, Expert));
    }

    [Theory]
    [InlineData(LinearRule.FeatureMatching)]
    [InlineData(LinearRule.GameTheoretic)]
    public void The_first_weights_are_a_random_choice_of_the_set(LinearRule rule)
    {
        var adversary = Make(rule, continuous: true);
        var seen = Enumerable
            .Range(0, 50)
            .Select(i => adversary.Init(Expert, Key.Fold(i)).Get<double>("weights").Values.ToArray())
            .ToList();

        Assert.All(seen, weights => Assert.Equal(1, Math.Sqrt(weights.Sum(w => w * w)), 1e-6));
        if (rule == LinearRule.GameTheoretic)
        {
            Assert.All(seen, weights => Assert.Single(weights, weight => weight != 0));
            Assert.Contains(seen, weights => weights.Sum() == -1);
        }
        Assert.True(seen.DistinctBy(weights => string.Join(' ', weights)).Count() > 5);
    }

    [Fact]
    public void Moments_are_the_demonstrations_and_stay()
    {
        var adversary = Make(LinearRule.FeatureMatching, continuous: true);
        var state = adversary.Init(Expert, Key);

        var next = adversary.Update(Executor, state, Expert, Policy, Key).State;

        Assert.Equal([2, 0], NormalizationStatistics.FromTree(state.Child("moments")).Mean.Span.ToArray());
        Assert.Equal(state.Child("moments"), next.Child("moments"));
        Assert.Equal(state.Get<double>("expert"), next.Get<double>("expert"));
    }

    private static LinearRewardModel Make(
        LinearRule rule,
        bool continuous,
        TerminationMeaning termination = TerminationMeaning.Never,
        RewardForm reward = RewardForm.Logit
    ) =>
        new(
            new EnvironmentSpec
            {
                Id = "Test",
                Observation = ObservationSpace.Unbounded(1),
                Action = continuous ? BoxSpace.Uniform(1, -1, 1) : new DiscreteSpace(2),
                StateWidth = 1,
                StepLimit = 10,
                Termination = termination,
            },
            rule,
            new LinearOptions { SquareScale = 0.5, Reward = reward }
        );

    private static Transitions Pairs(float[] observations, float[] actions) =>
        new(
            NdArray.Matrix<float>(observations.Length, 1, observations),
            NdArray.Matrix<float>(actions.Length, 1, actions)
        );

    private static void AssertClose(double[] expected, NdArray<double> actual) =>
        AssertClose(expected, actual.Span.ToArray());

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }
}
