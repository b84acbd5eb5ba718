namespace Gail.Optimizers;

/// <summary>The settings of a trust-region step; the defaults are the paper's.</summary>
public sealed record TrustRegionOptions
{
    /// <summary>The limit on the divergence from the old parameters, in nats, above 0.</summary>
    public double MaxKl { get; init; } = 0.01;

    /// <summary>
    /// The number of updates after which the limit is half of <see cref="MaxKl"/>, see <see cref="After"/>; 0, the
    /// paper's, for a limit that stays.
    /// </summary>
    public double MaxKlHalving { get; init; }

    /// <summary>The multiple of the identity added to the Fisher matrix.</summary>
    public double Damping { get; init; } = 0.1;

    /// <summary>The most conjugate-gradient steps.</summary>
    public int ConjugateGradientSteps { get; init; } = 10;

    /// <summary>Conjugate gradient stops at this residual relative to the gradient.</summary>
    public double ConjugateGradientTolerance { get; init; } = 1e-5;

    /// <summary>The fraction of the batch, drawn with replacement, that Fisher products are taken on, in (0, 1].</summary>
    public double FisherFraction { get; init; } = 0.1;

    /// <summary>The most times the line search shrinks the step.</summary>
    public int Backtracks { get; init; } = 10;

    /// <summary>What the line search shrinks the step by, in (0, 1).</summary>
    public double Shrink { get; init; } = 0.5;

    /// <summary>The share of the linearly predicted improvement that a step must reach.</summary>
    public double AcceptRatio { get; init; } = 0.1;

    /// <summary>A step is never accepted above this multiple of <see cref="MaxKl"/>.</summary>
    public double KlSlack { get; init; } = 2;

    /// <summary>
    /// The options of the update that follows t others, with the limit MaxKl T / (T + t), T being
    /// <see cref="MaxKlHalving"/>. A step that always goes to a fixed limit can circle an equilibrium but not come to
    /// rest; under this limit steps shrink as 1 / sqrt(t), so that their sum is unbounded. How many updates are still
    /// to come plays no part.
    /// </summary>
    /// <param name="updates">t, the updates already made.</param>
    public TrustRegionOptions After(long updates) =>
        MaxKlHalving > 0 ? this with { MaxKl = MaxKl * MaxKlHalving / (MaxKlHalving + updates) } : this;

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public TrustRegionOptions With(
        double? maxKl = null,
        double? maxKlHalving = null,
        double? damping = null,
        int? conjugateGradientSteps = null,
        double? conjugateGradientTolerance = null,
        double? fisherFraction = null,
        int? backtracks = null,
        double? shrink = null,
        double? acceptRatio = null,
        double? klSlack = null
    ) =>
        this with
        {
            MaxKl = maxKl ?? MaxKl,
            MaxKlHalving = maxKlHalving ?? MaxKlHalving,
            Damping = damping ?? Damping,
            ConjugateGradientSteps = conjugateGradientSteps ?? ConjugateGradientSteps,
            ConjugateGradientTolerance = conjugateGradientTolerance ?? ConjugateGradientTolerance,
            FisherFraction = fisherFraction ?? FisherFraction,
            Backtracks = backtracks ?? Backtracks,
            Shrink = shrink ?? Shrink,
            AcceptRatio = acceptRatio ?? AcceptRatio,
            KlSlack = klSlack ?? KlSlack,
        };
}
