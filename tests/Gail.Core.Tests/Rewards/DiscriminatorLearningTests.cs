using Gail.Core.Tests.Rewards.Support;
using Gail.Execution;
using Gail.Rewards;
using static Gail.Core.Tests.Rewards.DiscriminatorSamples;

namespace Gail.Core.Tests.Rewards;

/// <summary>What is learned from classes that differ, and from such that do not.</summary>
public sealed class DiscriminatorLearningTests
{
    private static readonly Executor Executor = new(threads: 2);

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(DiscriminatorSamples))]
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
}
