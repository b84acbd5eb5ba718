using Gail.OptionRules;

namespace Gail.Rewards;

/// <summary>The set of weights over which the linear adversary maximises.</summary>
public enum LinearRule
{
    /// <summary>
    /// Feature expectation matching (FEM): weights in the L2 ball (Abbeel and Ng 2004; C_linear in Ho and Ermon 2016,
    /// section 4).
    /// </summary>
    FeatureMatching,

    /// <summary>
    /// Game-theoretic apprenticeship learning (GTAL): weights in the simplex over the features and their negatives (Syed
    /// and Schapire 2007; C_convex in Ho and Ermon 2016, section 4).
    /// </summary>
    GameTheoretic,
}

/// <summary>The linear adversaries, FEM and GTAL; the defaults are the paper's.</summary>
[OptionRecord]
public sealed partial record LinearOptions
{
    /// <summary>c in the features (c x)^2, see <see cref="LinearRewardModel"/>; 0 takes them away.</summary>
    [Option("c of the features (c x)^2 of FEM and GTAL", Range = "[0, inf)")]
    public partial double SquareScale { get; init; } = 0.01;

    /// <summary>The greatest magnitude of a standardised input, clipped beyond; 0, the paper's, for no limit.</summary>
    [Option(
        "greatest magnitude of a standardised input; 0: no limit",
        Range = "[0, inf)",
        Unit = "standard deviations"
    )]
    public partial double InputClip { get; init; }

    /// <summary>
    /// The side of zero that rewards are shifted to, by the rule of <see cref="RewardForms.Resolve"/>;
    /// <see cref="RewardForm.Logit"/> for none: rewards of either sign.
    /// </summary>
    [Option("the side of zero that the rewards of FEM and GTAL are shifted to; logit: not shifted")]
    public partial RewardForm Reward { get; init; } = RewardForm.Auto;
}
