using Gail.Core.Tests.Graphs;
using Gail.Core.Tests.Rewards.Support;
using Gail.Execution;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Rewards;
using Gail.Rollouts;
using static Gail.Core.Tests.Rewards.DiscriminatorSamples;

namespace Gail.Core.Tests.Rewards;

/// <summary>The loss, its gradient and its terms.</summary>
public sealed class DiscriminatorLossTests
{
    private static readonly Executor Executor = new(threads: 2);

    [Theory]
    [InlineData("discrete", 0)]
    [InlineData("discrete", 4)]
    [InlineData("box", 0)]
    [InlineData("box", 4)]
    [InlineData("hybrid", 4)]
    public void Loss_step_and_logits_are_those_of_the_plain_formula(string name, int hidden)
    {
        // With so large an epsilon the first step of Adam tells the size of the gradient, not only its sign.
        var adam = new AdamOptions { LearningRate = 0.5, Epsilon = 0.1 };
        var classifier = Make(
            name,
            new DiscriminatorOptions
            {
                Hidden = hidden == 0 ? [] : [hidden],
                Adam = adam,
                EntropyWeight = 0.25,
            }
        );
        // One expert pair: however it is drawn, it is this one.
        var (expert, policy) = (Pairs(name, 1, 1), Pairs(name, 2, PolicyRows));
        var state = Randomized(classifier.Init(expert, Key));
        var parameters = state.Child("parameters");
        var both = new Transitions(
            Rows.Stack([policy.Observations, .. Enumerable.Repeat(expert.Observations, PolicyRows)]),
            Rows.Stack([policy.RequiredActions, .. Enumerable.Repeat(expert.RequiredActions, PolicyRows)])
        );
        var moments = NormalizationStatistics.None(Inputs(name, expert).Columns).Update(Inputs(name, expert));
        moments = moments.Update(Inputs(name, both));
        var plain = new PlainClassifier(
            moments.Standardize(Inputs(name, both)),
            [
                .. Enumerable
                    .Range(0, both.Count)
                    .Select(row => name == "discrete" ? (int)both.RequiredActions[row, 0] : 0),
            ],
            PolicyRows
        )
        {
            EntropyWeight = 0.25,
        };

        var update = classifier.Update(Executor, state, expert, policy, Key);

        var start = ParameterVector.Flatten(parameters);
        Assert.Equal(plain.Loss(parameters, start), Metric(update, "discriminator_loss"), 2e-5);
        AssertClose(moments, NormalizationStatistics.FromTree(update.State.Child("moments")));
        var gradient = Enumerable
            .Range(0, start.Length)
            .Select(i =>
                CentralDifferences.Of(h =>
                {
                    var moved = start.ToArray();
                    moved[i] += h;
                    return plain.Loss(parameters, moved);
                })
            )
            .ToArray();
        var expected = Adam.Update(
            adam,
            Adam.Init(parameters),
            parameters,
            ParameterVector.Unflatten(gradient, parameters)
        );
        Assert.Equal(expected.Parameters.ToString(), update.State.Child("parameters").ToString());
        var after = ParameterVector.Flatten(update.State.Child("parameters"));
        Assert.All(
            after.Zip(ParameterVector.Flatten(expected.Parameters), (x, y) => x - y),
            error => Assert.InRange(error, -2e-5, 2e-5)
        );
        var logits = classifier.LogitsExpertIsHigh(Executor, update.State, both);
        Assert.All(
            Enumerable.Range(0, both.Count),
            row => Assert.Equal(plain.Logit(parameters, after, row), logits[row], 2e-5)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(1_000)]
    public void Each_class_weighs_1_whatever_the_batch(int batchSize)
    {
        var classifier = Make("box", new DiscriminatorOptions { BatchSize = batchSize, EntropyWeight = 0 });
        var expert = Pairs("box", 1, 3);

        var update = classifier.Update(Executor, classifier.Init(expert, Key), expert, Pairs("box", 2, 50), Key);

        Assert.Equal(2 * Math.Log(2), Metric(update, "discriminator_loss"), 1e-5);
    }

    [Fact]
    public void Both_classes_share_moments_that_start_from_the_demonstrations()
    {
        var classifier = Make("box", new DiscriminatorOptions());
        var (expert, policy) = (Pairs("box", 1, 7), Pairs("box", 2, PolicyRows));

        var state = classifier.Init(expert, Key);
        var once = classifier.Update(Executor, state, expert, policy, Key.Fold(0)).State;
        var twice = classifier.Update(Executor, once, expert, policy, Key.Fold(1)).State;

        Assert.Equal(
            NormalizationStatistics.None(4).Update(Inputs("box", expert)),
            NormalizationStatistics.FromTree(state.Child("moments"))
        );
        // As many expert pairs as policy pairs.
        Assert.Equal(7 + (2 * PolicyRows), NormalizationStatistics.FromTree(once.Child("moments")).Count);
        Assert.Equal(7 + (4 * PolicyRows), NormalizationStatistics.FromTree(twice.Child("moments")).Count);
    }

    [Theory]
    [InlineData("box")]
    [InlineData("discrete")]
    public void Penalty_is_the_squared_distance_of_the_slope_from_its_target(string name)
    {
        foreach (
            var (length, target, penalty) in (ReadOnlySpan<(float, double?, double)>)
                [(1, null, 0), (3, null, 4), (0, null, 1), (3, 0, 9), (0, 0, 0), (1, 3, 4)]
        )
        {
            var options = new DiscriminatorOptions { Hidden = [] };
            var penalized = options.With(gradientPenalty: 10, gradientPenaltyTarget: target);
            Assert.Equal(10 * penalty, LinearLoss(name, length, penalized) - LinearLoss(name, length, options), 1e-4);
        }
    }

    /// <summary>The loss of a classifier without hidden layer whose weight vector, of every action, has a length.</summary>
    private static double LinearLoss(string name, float length, DiscriminatorOptions options)
    {
        var classifier = Make(name, options);
        var (expert, policy) = (Pairs(name, 1, 9), Pairs(name, 2, PolicyRows));
        var state = classifier.Init(expert, Key);
        var weight = state.Get<float>("parameters/output/weight");
        var vector = weight.Rows == 4 ? new[] { 0.5f, -0.5f, 0.5f, 0.5f } : [0.6f, -0.8f];
        var values = vector.SelectMany(x => Enumerable.Repeat(x * length, weight.Columns)).ToArray();
        state = state.With("parameters/output/weight", NdArray.Matrix<float>(weight.Rows, weight.Columns, values));
        return Metric(classifier.Update(Executor, state, expert, policy, Key), "discriminator_loss");
    }

    private static void AssertClose(NormalizationStatistics expected, NormalizationStatistics actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var column = 0; column < expected.Width; column++)
        {
            Assert.Equal(expected.Mean[column], actual.Mean[column], 10);
            Assert.Equal(expected.StandardDeviation(column), actual.StandardDeviation(column), 10);
        }
    }
}
