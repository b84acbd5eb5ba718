using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Gail.Numerics.Kernels;

namespace Gail.Optimizers;

/// <summary>The limit on a gradient's Euclidean norm (Pascanu et al. 2013), over all parameters together.</summary>
internal static class GradientNorm
{
    /// <summary>Shortens a gradient whose norm is above a limit above 0 to that norm; no limit leaves it as it is.</summary>
    internal static void Limit(Span<float> gradient, double limit)
    {
        if (limit <= 0)
        {
            return;
        }
        var norm = Math.Sqrt(SquareSum(gradient));
        if (norm > limit)
        {
            System.Numerics.Tensors.TensorPrimitives.Multiply(gradient, (float)(limit / norm), gradient);
        }
    }

    /// <summary>The sum of squares, in an order that does not depend on the vector width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static float SquareSum(ReadOnlySpan<float> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var sum = Vector512<float>.Zero;
        nuint i = 0;
        for (; i + 16 <= (nuint)values.Length; i += 16)
        {
            var x = Vector512.LoadUnsafe(ref first, i);
            sum += x * x;
        }
        var total = Lanes16.Sum(sum);
        foreach (var x in values[(int)i..])
        {
            total += x * x;
        }
        return total;
    }
}
