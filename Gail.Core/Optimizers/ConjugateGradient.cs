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
        var residual = target.ToArray();
        var direction = target.ToArray();
        var squared = TensorPrimitives.Dot<double>(residual, residual);
        var limit = relativeTolerance * relativeTolerance * squared;
        for (var step = 0; step < maxSteps && squared > limit; step++)
        {
            var image = product(direction);
            var curvature = TensorPrimitives.Dot<double>(direction, image);
            if (curvature <= 0)
            {
                break; // Rounding has used up the positive definiteness: x is as good as it gets.
            }
            var length = squared / curvature;
            TensorPrimitives.MultiplyAdd(direction, length, x, x);
            TensorPrimitives.MultiplyAdd(image, -length, residual, residual);
            var next = TensorPrimitives.Dot<double>(residual, residual);
            TensorPrimitives.MultiplyAdd(direction, next / squared, residual, direction);
            squared = next;
        }
        return x;
    }
}
