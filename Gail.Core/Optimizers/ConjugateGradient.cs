using System.Numerics.Tensors;
using Gail.Execution;

namespace Gail.Optimizers;

/// <summary>Solves A x = b for a symmetric positive definite A known by its products (Hestenes and Stiefel 1952).</summary>
public static class ConjugateGradient
{
    /// <summary>The approximate solution, beginning at x = 0.</summary>
    /// <param name="product">Writes A v.</param>
    /// <param name="target">b.</param>
    /// <param name="maxSteps">The most products taken.</param>
    /// <param name="relativeTolerance">Stops when |b - A x| is at most this times |b|.</param>
    /// <param name="x">Receives the solution.</param>
    public static void Solve(
        Executor executor,
        VectorProduct product,
        ReadOnlySpan<double> target,
        int maxSteps,
        double relativeTolerance,
        Span<double> x
    )
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(product);
        using var residualBuffer = executor.Rent<double>(x.Length);
        using var directionBuffer = executor.Rent<double>(x.Length);
        using var imageBuffer = executor.Rent<double>(x.Length);
        var residual = residualBuffer.Span;
        var direction = directionBuffer.Span;
        var image = imageBuffer.Span;
        x.Clear();
        target.CopyTo(residual);
        target.CopyTo(direction);
        var squared = TensorPrimitives.Dot(residual, residual);
        var limit = relativeTolerance * relativeTolerance * squared;
        for (var step = 0; step < maxSteps && squared > limit; step++)
        {
            product(direction, image);
            var curvature = TensorPrimitives.Dot(direction, image);
            if (curvature <= 0)
            {
                break; // Rounding has used up the positive definiteness: x is as good as it gets.
            }
            var length = squared / curvature;
            TensorPrimitives.MultiplyAdd(direction, length, x, x);
            TensorPrimitives.MultiplyAdd(image, -length, residual, residual);
            var next = TensorPrimitives.Dot(residual, residual);
            TensorPrimitives.MultiplyAdd(direction, next / squared, residual, direction);
            squared = next;
        }
    }
}

/// <summary>A matrix known by its products: writes A v.</summary>
/// <param name="vector">v.</param>
/// <param name="product">Receives A v.</param>
public delegate void VectorProduct(ReadOnlySpan<double> vector, Span<double> product);
