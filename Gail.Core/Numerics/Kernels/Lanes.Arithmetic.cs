using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gail.Numerics.Kernels;

/// <content>Arithmetic, each operation rounded once as IEEE 754 says.</content>
internal static unsafe partial class Lanes
{
    /// <summary>x - y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Subtract<V>(V x, V y)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Unsafe.BitCast<V, Vector512<float>>(x) - Unsafe.BitCast<V, Vector512<float>>(y)
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Unsafe.BitCast<V, Vector256<float>>(x) - Unsafe.BitCast<V, Vector256<float>>(y)
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Unsafe.BitCast<V, Vector128<float>>(x) - Unsafe.BitCast<V, Vector128<float>>(y)
            );
    }

    /// <summary>x * y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Multiply<V>(V x, V y)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Unsafe.BitCast<V, Vector512<float>>(x) * Unsafe.BitCast<V, Vector512<float>>(y)
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Unsafe.BitCast<V, Vector256<float>>(x) * Unsafe.BitCast<V, Vector256<float>>(y)
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Unsafe.BitCast<V, Vector128<float>>(x) * Unsafe.BitCast<V, Vector128<float>>(y)
            );
    }

    /// <summary>x / y, rounded correctly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Divide<V>(V x, V y)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Unsafe.BitCast<V, Vector512<float>>(x) / Unsafe.BitCast<V, Vector512<float>>(y)
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Unsafe.BitCast<V, Vector256<float>>(x) / Unsafe.BitCast<V, Vector256<float>>(y)
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Unsafe.BitCast<V, Vector128<float>>(x) / Unsafe.BitCast<V, Vector128<float>>(y)
            );
    }

    /// <summary>-x: the sign bit flipped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Negate<V>(V x)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(-Unsafe.BitCast<V, Vector512<float>>(x));
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(-Unsafe.BitCast<V, Vector256<float>>(x))
            : Unsafe.BitCast<Vector128<float>, V>(-Unsafe.BitCast<V, Vector128<float>>(x));
    }

    /// <summary>The absolute value: the sign bit cleared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Abs<V>(V x)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(Vector512.Abs(Unsafe.BitCast<V, Vector512<float>>(x)));
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(Vector256.Abs(Unsafe.BitCast<V, Vector256<float>>(x)))
            : Unsafe.BitCast<Vector128<float>, V>(Vector128.Abs(Unsafe.BitCast<V, Vector128<float>>(x)));
    }

    /// <summary>The smaller of a bound that is a number and x; NaN where x is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Min<V>(V bound, V x)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Vector512.MinNative(Unsafe.BitCast<V, Vector512<float>>(bound), Unsafe.BitCast<V, Vector512<float>>(x))
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Vector256.MinNative(Unsafe.BitCast<V, Vector256<float>>(bound), Unsafe.BitCast<V, Vector256<float>>(x))
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Vector128.MinNative(Unsafe.BitCast<V, Vector128<float>>(bound), Unsafe.BitCast<V, Vector128<float>>(x))
            );
    }

    /// <summary>The larger of a bound that is a number and x; NaN where x is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Max<V>(V bound, V x)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Vector512.MaxNative(Unsafe.BitCast<V, Vector512<float>>(bound), Unsafe.BitCast<V, Vector512<float>>(x))
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Vector256.MaxNative(Unsafe.BitCast<V, Vector256<float>>(bound), Unsafe.BitCast<V, Vector256<float>>(x))
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Vector128.MaxNative(Unsafe.BitCast<V, Vector128<float>>(bound), Unsafe.BitCast<V, Vector128<float>>(x))
            );
    }
}
