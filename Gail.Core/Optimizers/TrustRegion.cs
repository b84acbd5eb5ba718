using System.Numerics.Tensors;
using Gail.Execution;

namespace Gail.Optimizers;

/// <summary>A function to increase within a trust region, as seen from a point x0.</summary>
public interface ITrustRegionProblem
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

/// <summary>The outcome of a trust-region step.</summary>
/// <param name="Improvement">The objective's increase.</param>
/// <param name="Kl">The divergence of the new point from the old.</param>
/// <param name="Backtracks">The number of times that the line search shrank the step.</param>
/// <param name="Accepted">Whether a step was taken.</param>
public readonly record struct TrustRegionStep(double Improvement, double Kl, int Backtracks, bool Accepted);

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
    /// <param name="problem">The problem, whose objective is increased.</param>
    /// <param name="point">Receives the new point; where no step was accepted, the old one.</param>
    public static TrustRegionStep Step(
        Executor executor,
        TrustRegionOptions options,
        ITrustRegionProblem problem,
        Span<double> point
    )
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(problem);
        var gradient = problem.Gradient;
        if (TensorPrimitives.MaxMagnitude(gradient) is var largest && Math.Abs(largest) < LeastGradient)
        {
            problem.Start.CopyTo(point);
            return default;
        }

        void Damped(ReadOnlySpan<double> vector, Span<double> result)
        {
            problem.FisherProduct(vector, result);
            TensorPrimitives.MultiplyAdd(vector, options.Damping, result, result);
        }

        using var solution = executor.Rent<double>(gradient.Length);
        var step = solution.Span;
        ConjugateGradient.Solve(
            executor,
            Damped,
            gradient,
            options.ConjugateGradientSteps,
            options.ConjugateGradientTolerance,
            step
        );
        using var product = executor.Rent<double>(gradient.Length);
        var image = product.Span;
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
                return new TrustRegionStep(improvement, value.Kl, backtracks, Accepted: true);
            }
            scale *= options.Shrink;
        }
        problem.Start.CopyTo(point);
        return new TrustRegionStep(0, 0, options.Backtracks, Accepted: false);
    }
}
