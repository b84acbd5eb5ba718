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
public sealed record LinearOptions
{
    /// <summary>c in the features (c x)^2, see <see cref="LinearAdversary"/>; 0 takes them away.</summary>
    public double SquareScale { get; init; } = 0.01;

    /// <summary>The greatest magnitude of a standardised input, clipped beyond; 0, the paper's, for no limit.</summary>
    public double InputClip { get; init; }

    /// <summary>
    /// The side of zero that rewards are shifted to, by the rule of <see cref="RewardForms.Resolve"/>;
    /// <see cref="RewardForm.Logit"/> for none: rewards of either sign.
    /// </summary>
    public RewardForm Reward { get; init; } = RewardForm.Auto;

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public LinearOptions With(double? squareScale = null, double? inputClip = null, RewardForm? reward = null) =>
        this with
        {
            SquareScale = squareScale ?? SquareScale,
            InputClip = inputClip ?? InputClip,
            Reward = reward ?? Reward,
        };
}
