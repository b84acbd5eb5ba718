using System.Numerics.Tensors;

namespace Gail.Optimizers;

/// <summary>Solves A x = b for a symmetric positive definite A known by its products (Hestenes and Stiefel 1952).</summary>
public static class ConjugateGradient
{
    /// <summary>The approximate solution, beginning at x = 0.</summary>
    /// <param name="product">v to A v.</param>
    /// <param name="target">b.</param>
    /// <param name="maxSteps">The most products taken.</param>
    /// <param name="relativeTolerance">Stops when |b - A x| is at most this times |b|.</param>
    public static double[] Solve(
        Func<double[], double[]> product,
        ReadOnlySpan<double> target,
        int maxSteps,
        double relativeTolerance
    )
    {
        ArgumentNullException.ThrowIfNull(product);
        var x = new double[target.Length];
        Solve(
            (vector, image) => product(vector.ToArray()).CopyTo(image),
            target,
            maxSteps,
            relativeTolerance,
            x,
            new double[ScratchLength(x.Length)]
        );
        return x;
    }

    /// <summary>The numbers that a solution in place needs room for.</summary>
    internal static int ScratchLength(int unknowns) => 3 * unknowns;

    /// <summary>The same in the caller's memory.</summary>
    /// <param name="product">Writes A v.</param>
    /// <param name="target">b.</param>
    /// <param name="maxSteps">The most products taken.</param>
    /// <param name="relativeTolerance">Stops when |b - A x| is at most this times |b|.</param>
    /// <param name="x">Receives the solution.</param>
    /// <param name="scratch">Room of <see cref="ScratchLength"/>.</param>
    internal static void Solve(
        VectorProduct product,
        ReadOnlySpan<double> target,
        int maxSteps,
        double relativeTolerance,
        Span<double> x,
        Span<double> scratch
    )
    {
        var residual = scratch[..x.Length];
        var direction = scratch.Slice(x.Length, x.Length);
        var image = scratch.Slice(2 * x.Length, x.Length);
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
internal delegate void VectorProduct(ReadOnlySpan<double> vector, Span<double> product);
