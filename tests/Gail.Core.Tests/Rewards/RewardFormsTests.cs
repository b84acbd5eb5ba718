using Gail.Environments;
using Gail.Rewards;

namespace Gail.Core.Tests.Rewards;

/// <summary>Every reward form; a new one gets its rows here.</summary>
public sealed class RewardFormsTests
{
    private const double Log2 = 0.69314718055994531;

    private static readonly RewardForm[] Explicit = [RewardForm.NonNegative, RewardForm.NonPositive, RewardForm.Logit];

    public static TheoryData<RewardForm> Forms => [.. Explicit];

    [Theory]
    [InlineData(RewardForm.NonNegative, -1000, 0)]
    [InlineData(RewardForm.NonNegative, -1, 0.31326168751822286)]
    [InlineData(RewardForm.NonNegative, 0, Log2)]
    [InlineData(RewardForm.NonNegative, 1, 1.3132616875182228)]
    [InlineData(RewardForm.NonNegative, 1000, 1000)]
    [InlineData(RewardForm.NonPositive, -1000, -1000)]
    [InlineData(RewardForm.NonPositive, -1, -1.3132616875182228)]
    [InlineData(RewardForm.NonPositive, 0, -Log2)]
    [InlineData(RewardForm.NonPositive, 1, -0.31326168751822286)]
    [InlineData(RewardForm.NonPositive, 1000, 0)]
    [InlineData(RewardForm.Logit, -1000, -1000)]
    [InlineData(RewardForm.Logit, -1, -1)]
    [InlineData(RewardForm.Logit, 0, 0)]
    [InlineData(RewardForm.Logit, 1, 1)]
    [InlineData(RewardForm.Logit, 1000, 1000)]
    public void Values(RewardForm form, double logit, double reward) =>
        Assert.Equal(reward, RewardForms.Reward(form, logit), 14);

    [Theory]
    [InlineData(RewardForm.NonNegative, -40, 4.248354255291589e-18)]
    [InlineData(RewardForm.NonPositive, 40, -4.248354255291589e-18)]
    public void Far_tails_keep_their_digits(RewardForm form, double logit, double reward) =>
        Assert.Equal(1, RewardForms.Reward(form, logit) / reward, 12);

    [Theory]
    [MemberData(nameof(Forms))]
    public void Any_difference_counts_where_the_classifier_is_unsure(RewardForm form)
    {
        for (var logit = -20.0; logit < 20; logit += 0.01)
        {
            Assert.True(RewardForms.Reward(form, logit) < RewardForms.Reward(form, logit + 0.01));
        }
    }

    [Theory]
    [InlineData(TerminationMeaning.Failure, RewardForm.NonNegative)]
    [InlineData(TerminationMeaning.Success, RewardForm.NonPositive)]
    [InlineData(TerminationMeaning.Never, RewardForm.NonNegative)]
    public void The_environment_chooses_where_nothing_is_asked_for(TerminationMeaning meaning, RewardForm expected)
    {
        var environment = new CartPole().Spec with { Termination = meaning };

        Assert.Equal(expected, RewardForms.Resolve(RewardForm.Auto, environment));
        Assert.All(Explicit, form => Assert.Equal(form, RewardForms.Resolve(form, environment)));
    }

    [Theory]
    [InlineData("CartPole-v0", RewardForm.NonNegative)]
    [InlineData("CartPole-v1", RewardForm.NonNegative)]
    [InlineData("Acrobot-v0", RewardForm.NonPositive)]
    [InlineData("Acrobot-v1", RewardForm.NonPositive)]
    [InlineData("MountainCar-v0", RewardForm.NonPositive)]
    [InlineData("MountainCarContinuous-v0", RewardForm.NonPositive)]
    [InlineData("Pendulum-v1", RewardForm.NonNegative)]
    public void Built_in_environments_get_the_paper_s_form(string id, RewardForm expected) =>
        Assert.Equal(expected, RewardForms.Resolve(RewardForm.Auto, BuiltInEnvironments.Create(id).Spec));

    [Fact]
    public void Auto_has_no_value() =>
        Assert.Throws<ArgumentOutOfRangeException>("form", () => RewardForms.Reward(RewardForm.Auto, 0));
}
