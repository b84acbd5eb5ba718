using Gail.Core.Tests.Rewards.Support;
using Gail.Execution;
using Gail.Numerics;
using Gail.Rewards;
using Gail.Rollouts;
using static Gail.Core.Tests.Rewards.DiscriminatorSamples;

namespace Gail.Core.Tests.Rewards;

/// <summary>What a discriminator says of pairs, and that updates are pure.</summary>
public sealed class DiscriminatorTests
{
    private static readonly Executor Executor = new(threads: 2);

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(DiscriminatorSamples))]
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
    [MemberData(nameof(Names), MemberType = typeof(DiscriminatorSamples))]
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
}
