using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gail.Numerics.Kernels;

/// <content>Functions of vectors applied to arrays, at the widest vectors of the hardware or at a given width.</content>
internal static unsafe partial class Elementary
{
    /// <summary>A function of one vector, element by element.</summary>
    internal interface IFunction
    {
        static abstract V Apply<V>(V x)
            where V : unmanaged;
    }

    /// <summary>y = F(x).</summary>
    internal static void Map<F>(float* x, float* y, int length)
        where F : struct, IFunction
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Map<F, Vector512<float>>(x, y, length);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Map<F, Vector256<float>>(x, y, length);
        }
        else
        {
            Map<F, Vector128<float>>(x, y, length);
        }
    }

    /// <summary>y = F(x) in vectors V.</summary>
    /// <remarks>
    /// Not to be inlined: a caller in tier 1 would take in the loop, run out of what the JIT allows for inlining half way,
    /// and call the rest of the function operation by operation, at a tenth of the speed.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Map<F, V>(float* x, float* y, int length)
        where F : struct, IFunction
        where V : unmanaged
    {
        Debug.Assert(length >= 0, "length must not be negative");
        var i = 0;
        for (; i <= length - Lanes.Count<V>(); i += Lanes.Count<V>())
        {
            Lanes.Store(F.Apply(Lanes.Load<V>(x + i)), y + i);
        }
        if (i < length)
        {
            var buffer = default(V);
            var bytes = (uint)(length - i) * sizeof(float);
            Unsafe.CopyBlockUnaligned(&buffer, x + i, bytes);
            buffer = F.Apply(buffer);
            Unsafe.CopyBlockUnaligned(y + i, &buffer, bytes);
        }
    }

    internal readonly struct TanhFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x)
            where V : unmanaged => Tanh(x);
    }

    internal readonly struct SigmoidFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x)
            where V : unmanaged => Sigmoid(x);
    }

    internal readonly struct ExpFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x)
            where V : unmanaged => Exp(x);
    }

    internal readonly struct LogFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x)
            where V : unmanaged => Log(x);
    }

    internal readonly struct SoftplusFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V>(V x)
            where V : unmanaged => Softplus(x);
    }
}
