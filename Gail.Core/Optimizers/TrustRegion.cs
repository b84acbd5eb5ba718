using System.Numerics.Tensors;

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

/// <summary>A function to increase within a trust region, as seen from a point x0.</summary>
public interface ITrustRegionProblem
{
    /// <summary>x0.</summary>
    double[] Start { get; }

    /// <summary>The objective at x0.</summary>
    double Objective { get; }

    /// <summary>The objective's gradient at x0.</summary>
    double[] Gradient { get; }

    /// <summary>The Fisher matrix at x0, without damping, times a vector.</summary>
    /// <param name="vector">As long as x0.</param>
    double[] FisherProduct(double[] vector);

    /// <summary>The objective at a point, and its divergence from x0.</summary>
    /// <param name="point">As long as x0.</param>
    TrustRegionValue Evaluate(double[] point);
}

/// <summary>An <see cref="ITrustRegionProblem"/> on private memory: it makes no arrays.</summary>
internal interface ITrustRegionInPlace
{
    /// <summary>x0.</summary>
    ReadOnlySpan<double> Start { get; }

    /// <summary>The objective at x0.</summary>
    double Objective { get; }

    /// <summary>The objective's gradient at x0.</summary>
    ReadOnlySpan<double> Gradient { get; }

    /// <summary>The Fisher matrix at x0, without damping, times a vector.</summary>
    /// <param name="vector">As long as x0.</param>
    /// <param name="product">Receives the product.</param>
    void FisherProduct(ReadOnlySpan<double> vector, Span<double> product);

    /// <summary>The objective at a point, and its divergence from x0.</summary>
    /// <param name="point">As long as x0.</param>
    TrustRegionValue Evaluate(ReadOnlySpan<double> point);
}

/// <summary>A function's value within a trust region.</summary>
/// <param name="Objective">To be increased.</param>
/// <param name="Kl">The divergence from the start, in nats.</param>
public readonly record struct TrustRegionValue(double Objective, double Kl);

/// <summary>Where a trust-region step ended.</summary>
/// <param name="Point">The new point; the old one where no step was accepted.</param>
/// <param name="Improvement">The objective's increase.</param>
/// <param name="Kl">The divergence of the new point from the old.</param>
/// <param name="Backtracks">How often the line search shrank the step.</param>
/// <param name="Accepted">Whether a step was taken.</param>
public sealed record TrustRegionStep(double[] Point, double Improvement, double Kl, int Backtracks, bool Accepted);

/// <summary>A <see cref="TrustRegionStep"/> but for the point.</summary>
/// <param name="Improvement">The objective's increase.</param>
/// <param name="Kl">The divergence of the new point from the old.</param>
/// <param name="Backtracks">How often the line search shrank the step.</param>
/// <param name="Accepted">Whether a step was taken.</param>
internal readonly record struct TrustRegionOutcome(double Improvement, double Kl, int Backtracks, bool Accepted);

/// <summary>
/// The natural-gradient step of TRPO (Schulman et al. 2015, appendix C): s = F^-1 g by conjugate gradient, scaled so
/// that s' F s / 2 = MaxKl, then a backtracking line search.
/// </summary>
/// <remarks>
/// One deliberate difference from the paper's code, which keeps the last, smallest trial when the line search fails:
/// here the parameters stay as they were.
/// </remarks>
public static class TrustRegion
{
    private const double LeastGradient = 1e-6;

    /// <summary>Takes one step.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="problem">What to increase.</param>
    public static TrustRegionStep Step(TrustRegionOptions options, ITrustRegionProblem problem)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(problem);
        var point = new double[problem.Start.Length];
        var outcome = Step(options, new InPlace(problem), point, new double[ScratchLength(point.Length)]);
        return new TrustRegionStep(
            outcome.Accepted ? point : problem.Start,
            outcome.Improvement,
            outcome.Kl,
            outcome.Backtracks,
            outcome.Accepted
        );
    }

    /// <summary>The numbers that a step in place needs room for.</summary>
    internal static int ScratchLength(int parameters) => parameters + ConjugateGradient.ScratchLength(parameters);

    /// <summary>Takes one step in the caller's memory.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="problem">What to increase.</param>
    /// <param name="point">Receives the new point; where no step was accepted, what it holds means nothing.</param>
    /// <param name="scratch">Room of <see cref="ScratchLength"/>.</param>
    internal static TrustRegionOutcome Step(
        TrustRegionOptions options,
        ITrustRegionInPlace problem,
        Span<double> point,
        Span<double> scratch
    )
    {
        var gradient = problem.Gradient;
        if (TensorPrimitives.MaxMagnitude(gradient) is var largest && Math.Abs(largest) < LeastGradient)
        {
            return default;
        }

        void Damped(ReadOnlySpan<double> vector, Span<double> product)
        {
            problem.FisherProduct(vector, product);
            TensorPrimitives.MultiplyAdd(vector, options.Damping, product, product);
        }

        var step = scratch[..gradient.Length];
        var rest = scratch[gradient.Length..];
        ConjugateGradient.Solve(
            Damped,
            gradient,
            options.ConjugateGradientSteps,
            options.ConjugateGradientTolerance,
            step,
            rest
        );
        var image = rest[..step.Length];
        Damped(step, image);
        var curvature = 0.5 * TensorPrimitives.Dot(step, image);
        // 1e-8 keeps the scale finite when the step vanishes, as in the paper's code.
        TensorPrimitives.Multiply(step, 1 / Math.Sqrt((curvature / options.MaxKl) + 1e-8), step);
        var predicted = TensorPrimitives.Dot(gradient, step);

        var scale = 1.0;
        for (var backtracks = 0; backtracks <= options.Backtracks; backtracks++)
        {
            TensorPrimitives.MultiplyAdd(step, scale, problem.Start, point);
            var value = problem.Evaluate(point);
            var improvement = value.Objective - problem.Objective;
            if (value.Kl <= options.KlSlack * options.MaxKl && improvement >= options.AcceptRatio * scale * predicted)
            {
                return new TrustRegionOutcome(improvement, value.Kl, backtracks, Accepted: true);
            }
            scale *= options.Shrink;
        }
        return new TrustRegionOutcome(0, 0, options.Backtracks, Accepted: false);
    }

    /// <summary>A problem that makes arrays, as one that writes into the caller's.</summary>
    private sealed class InPlace(ITrustRegionProblem problem) : ITrustRegionInPlace
    {
        public ReadOnlySpan<double> Start => problem.Start;

        public double Objective => problem.Objective;

        public ReadOnlySpan<double> Gradient => problem.Gradient;

        public void FisherProduct(ReadOnlySpan<double> vector, Span<double> product) =>
            problem.FisherProduct(vector.ToArray()).CopyTo(product);

        public TrustRegionValue Evaluate(ReadOnlySpan<double> point) => problem.Evaluate(point.ToArray());
    }
}
