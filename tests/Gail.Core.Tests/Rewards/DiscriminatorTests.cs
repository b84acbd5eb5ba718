using Gail.Environments;
using Gail.Execution;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Tests.Graphs;

namespace Gail.Tests.Rewards;

public sealed class DiscriminatorTests
{
    private const int PolicyRows = 6;
    private static readonly RandomKey Key = RandomKey.FromSeed(8);
    private static readonly Executor Executor = new(threads: 2);

    private static readonly Dictionary<string, ActionSpace> Spaces = new()
    {
        ["discrete"] = new DiscreteSpace(3),
        ["box"] = BoxSpace.Uniform(2, -1, 1),
        ["hybrid"] = new ProductSpace([new DiscreteSpace(3), BoxSpace.Uniform(1, -1, 1)]),
    };

    public static TheoryData<string> Names => [.. Spaces.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_new_classifier_knows_nothing(string name)
    {
        var classifier = Make(name, new DiscriminatorOptions());
        var state = classifier.Init(Pairs(name, 1, 10), Key);
        Assert.All(
            classifier.LogitsExpertIsHigh(Executor, state, Pairs(name, 2, 5)).Values,
            logit => Assert.Equal(0, logit)
        );
        Assert.All(
            classifier.Rewards(Executor, state, Pairs(name, 2, 5)),
            reward => Assert.Equal(Math.Log(2), reward, 12)
        );
    }

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
        var moments = RunningMoments.None(Inputs(name, expert).Columns).Update(Inputs(name, expert));
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
        AssertClose(moments, RunningMoments.FromTree(update.State.Child("moments")));
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

    [Fact]
    public void A_discrete_action_chooses_its_logit()
    {
        var classifier = Make("discrete", new DiscriminatorOptions { Hidden = [] });
        var state = classifier
            .Init(Pairs("discrete", 1, 10), Key)
            .With("parameters/output/bias", NdArray.Matrix<float>(1, 3, [10, 20, 30]));
        var pairs = new Transitions(NdArray.Zeros<float>(new Shape(4, 2)), NdArray.Matrix<float>(4, 1, [2, 0, 1, 2]));

        Assert.Equal([30, 10, 20, 30], classifier.LogitsExpertIsHigh(Executor, state, pairs).Span.ToArray());
    }

    [Theory]
    [InlineData(RewardForm.NonNegative)]
    [InlineData(RewardForm.NonPositive)]
    [InlineData(RewardForm.Logit)]
    public void Rewards_are_the_form_of_the_logits(RewardForm form)
    {
        var classifier = Make("box", new DiscriminatorOptions { Hidden = [4], Reward = form });
        var state = Randomized(classifier.Init(Pairs("box", 1, 10), Key));
        var pairs = Pairs("box", 2, 20);

        var logits = classifier.LogitsExpertIsHigh(Executor, state, pairs);

        Assert.Equal(
            logits.Values.Select(logit => RewardForms.Reward(form, logit)),
            classifier.Rewards(Executor, state, pairs)
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Separable_classes_are_told_apart(string name)
    {
        var classifier = Make(name, new DiscriminatorOptions { Hidden = [8], Steps = 100 });
        var expert = Shifted(Pairs(name, 1, 40), 3);
        var policy = Shifted(Pairs(name, 2, 60), -3);

        var update = classifier.Update(Executor, classifier.Init(expert, Key), expert, policy, Key);

        Assert.Equal(1, Metric(update, "discriminator_accuracy_expert"));
        Assert.Equal(1, Metric(update, "discriminator_accuracy_policy"));
        Assert.InRange(Metric(update, "discriminator_loss"), -0.01, 0.3);
        var worst = classifier.Rewards(Executor, update.State, expert).Min();
        Assert.True(worst > classifier.Rewards(Executor, update.State, policy).Max());
    }

    [Fact]
    public void Equal_classes_are_not_told_apart()
    {
        var classifier = Make("box", new DiscriminatorOptions { Hidden = [8], Steps = 20 });
        var pair = Pairs("box", 1, 1);

        var update = classifier.Update(Executor, classifier.Init(pair, Key), pair, pair, Key);

        Assert.Equal(
            1,
            Metric(update, "discriminator_accuracy_expert") + Metric(update, "discriminator_accuracy_policy")
        );
        // 2 log 2, less the entropy's share.
        Assert.Equal(2 * Math.Log(2) * 0.999, Metric(update, "discriminator_loss"), 1e-3);
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
            RunningMoments.None(4).Update(Inputs("box", expert)),
            RunningMoments.FromTree(state.Child("moments"))
        );
        // As many expert pairs as policy pairs.
        Assert.Equal(7 + (2 * PolicyRows), RunningMoments.FromTree(once.Child("moments")).Count);
        Assert.Equal(7 + (4 * PolicyRows), RunningMoments.FromTree(twice.Child("moments")).Count);
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

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_is_pure_and_independent_of_threads(string name)
    {
        var classifier = Make(
            name,
            new DiscriminatorOptions
            {
                Hidden = [8],
                Steps = 3,
                BatchSize = 500,
                GradientPenalty = 1,
            }
        );
        var (expert, policy) = (Pairs(name, 1, 40), Pairs(name, 2, 600));
        var state = Randomized(classifier.Init(expert, Key));
        var before = state.GetHashCode();

        var first = classifier.Update(new Executor(1), state, expert, policy, Key);

        Assert.Equal(before, state.GetHashCode());
        Assert.Equal(state.ToString(), first.State.ToString());
        foreach (var threads in (int[])[1, 2, 3, 7])
        {
            var again = classifier.Update(new Executor(threads), state, expert, policy, Key);
            Assert.Equal(first.State, again.State);
            Assert.Equal(first.Metrics.AsEnumerable(), again.Metrics);
            Assert.Equal(
                classifier.Rewards(new Executor(1), first.State, policy),
                classifier.Rewards(new Executor(threads), again.State, policy)
            );
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

    private static Discriminator Make(string name, DiscriminatorOptions options) =>
        new(
            new EnvironmentSpec
            {
                Id = "Test",
                Observation = ObservationSpace.Unbounded(2),
                Action = Spaces[name],
                StateWidth = 1,
                StepLimit = 10,
                Termination = TerminationMeaning.Failure,
            },
            options
        );

    private static Transitions Pairs(string name, int seed, int count)
    {
        var key = RandomKey.FromSeed(seed);
        var space = Spaces[name];
        var actions = new List<float>();
        for (var row = 0; row < count; row++)
        {
            var own = key.Fold(row);
            foreach (var part in space is ProductSpace product ? product.Parts : [space])
            {
                actions.AddRange(
                    part is DiscreteSpace discrete
                        ? [own.Below(99, discrete.Count)]
                        : Enumerable.Range(0, part.Width).Select(i => (float)own.Normal((ulong)i))
                );
            }
        }
        return new Transitions(
            Matrices.ToSingle(Matrices.Random(key, count, 2, -1, 3)),
            NdArray.Matrix<float>(count, space.Width, actions.ToArray())
        );
    }

    private static Transitions Shifted(Transitions pairs, float by) =>
        pairs with
        {
            Observations = NdArray.Matrix<float>(
                pairs.Count,
                2,
                pairs.Observations.Values.Select(value => value + by).ToArray()
            ),
        };

    private static NdArray<float> Inputs(string name, Transitions pairs) =>
        name == "discrete"
            ? pairs.Observations
            : Rows.Beside(pairs.Observations, Spaces[name].EncodeRows(pairs.RequiredActions));

    private static StateTree Randomized(StateTree state) =>
        state.With(
            "parameters",
            StateTree.FromLeaves(
                state
                    .Child("parameters")
                    .Leaves.Select(
                        (leaf, i) =>
                            leaf with
                            {
                                Value = Matrices.ToSingle(
                                    Matrices.Random(Key.Fold(i), leaf.Value.Rows, leaf.Value.Columns)
                                ),
                            }
                    )
            )
        );

    private static void AssertClose(RunningMoments expected, RunningMoments actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var column = 0; column < expected.Width; column++)
        {
            Assert.Equal(expected.Mean[column], actual.Mean[column], 10);
            Assert.Equal(expected.StandardDeviation(column), actual.StandardDeviation(column), 10);
        }
    }

    private static double Metric(RewardUpdate update, string name) =>
        update.Metrics.Single(metric => metric.Name == name).Value;
}
