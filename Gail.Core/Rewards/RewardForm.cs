using Gail.Environments;

namespace Gail.Rewards;

/// <summary>
/// The reward as a function of the discriminator's output D, the probability that a pair is the expert's.
/// With l the logit (expert is high): log D = -softplus(-l), log(1 - D) = -softplus(l).
/// </summary>
public enum RewardForm
{
    /// <summary>By the environment, see <see cref="RewardForms.Resolve"/>.</summary>
    Auto,

    /// <summary>
    /// -log(1 - D), never negative: every further step is worth something. For episodes cut off on failure.
    /// </summary>
    NonNegative,

    /// <summary>log D, never positive: every further step costs. For episodes cut off on success.</summary>
    NonPositive,

    /// <summary>log D - log(1 - D), the logit itself: of either sign. For episodes of fixed length.</summary>
    Logit,
}

/// <summary>The rule that chooses a form, and the forms themselves.</summary>
public static class RewardForms
{
    /// <summary>
    /// The form for an environment when none is asked for: <see cref="RewardForm.NonPositive"/> where episodes
    /// terminate on success, otherwise <see cref="RewardForm.NonNegative"/> (the paper's choice; section B of its
    /// appendix).
    /// </summary>
    /// <param name="form">The form requested.</param>
    public static RewardForm Resolve(RewardForm form, EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return form != RewardForm.Auto ? form
            : environment.Termination == TerminationMeaning.Success ? RewardForm.NonPositive
            : RewardForm.NonNegative;
    }

    /// <summary>The reward of a logit.</summary>
    /// <param name="form">Any form but Auto.</param>
    /// <param name="logitExpertIsHigh">l.</param>
    public static double Reward(RewardForm form, double logitExpertIsHigh) =>
        form switch
        {
            RewardForm.NonNegative => Softplus(logitExpertIsHigh),
            RewardForm.NonPositive => -Softplus(-logitExpertIsHigh),
            RewardForm.Logit => logitExpertIsHigh,
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Resolve the form first."),
        };

    private static double Softplus(double x)
    {
        var small = Math.Exp(-Math.Abs(x));
        // log(1 + small), exact where small is below the precision of 1.
        var logarithm = small < 1e-8 ? small : Math.Log(1 + small);
        return Math.Max(x, 0) + logarithm;
    }
}
