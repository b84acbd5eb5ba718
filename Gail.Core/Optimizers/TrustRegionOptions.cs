using Gail.OptionRules;

namespace Gail.Optimizers;

/// <summary>The settings of a trust-region step; the defaults are the paper's.</summary>
[OptionRecord]
public sealed partial record TrustRegionOptions
{
    /// <summary>The limit on the divergence from the old parameters, in nats, above 0.</summary>
    [Option("the limit on the divergence of a step", Range = "(0, inf)", Unit = "nats")]
    public partial double MaxKl { get; init; } = 0.01;

    /// <summary>
    /// The number of updates after which the limit is half of <see cref="MaxKl"/>, see <see cref="After"/>; 0, the
    /// paper's, for a limit that stays.
    /// </summary>
    [Option("the number of updates by which that limit has halved, L T / (T + t); 0: it stays", Range = "[0, inf)")]
    public partial double MaxKlHalving { get; init; }

    /// <summary>The multiple of the identity added to the Fisher matrix.</summary>
    [Option("the multiple of the identity added to the Fisher matrix", Range = "[0, inf)")]
    public partial double Damping { get; init; } = 0.1;

    /// <summary>The most conjugate-gradient steps.</summary>
    [Option("the most conjugate-gradient steps", Range = "[1, inf)")]
    public partial int ConjugateGradientSteps { get; init; } = 10;

    /// <summary>Conjugate gradient stops at this residual relative to the gradient.</summary>
    [Option("the relative residual at which they stop", Range = "[0, inf)")]
    public partial double ConjugateGradientTolerance { get; init; } = 1e-5;

    /// <summary>The fraction of the batch, drawn with replacement, that Fisher products are taken on, in (0, 1].</summary>
    [Option("the share of the batch that Fisher products are taken on", Range = "(0, 1]")]
    public partial double FisherFraction { get; init; } = 0.1;

    /// <summary>The most times the line search shrinks the step.</summary>
    [Option("the most times the line search shrinks the step", Range = "[0, 1000]")]
    public partial int Backtracks { get; init; } = 10;

    /// <summary>The factor that the line search shrinks the step by, in (0, 1).</summary>
    [Option("what the line search shrinks the step by", Range = "(0, 1)")]
    public partial double Shrink { get; init; } = 0.5;

    /// <summary>The share of the linearly predicted improvement that a step must reach.</summary>
    [Option("the share of the predicted improvement a step must reach", Range = "[0, inf)")]
    public partial double AcceptRatio { get; init; } = 0.1;

    /// <summary>A step is never accepted above this multiple of <see cref="MaxKl"/>.</summary>
    [Option("no step is accepted above this multiple of the limit", Range = "(0, inf)")]
    public partial double KlSlack { get; init; } = 2;

    /// <summary>
    /// The options of the update that follows t others, with the limit MaxKl T / (T + t), T being
    /// <see cref="MaxKlHalving"/>. A step that always goes to a fixed limit can circle an equilibrium but not come to
    /// rest; under this limit steps shrink as 1 / sqrt(t), so that their sum is unbounded. How many updates are still
    /// to come plays no part.
    /// </summary>
    /// <param name="updates">t, the updates already made.</param>
    public TrustRegionOptions After(long updates) =>
        MaxKlHalving > 0 ? this with { MaxKl = MaxKl * MaxKlHalving / (MaxKlHalving + updates) } : this;
}
