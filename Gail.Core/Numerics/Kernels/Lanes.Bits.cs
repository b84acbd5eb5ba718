using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gail.Numerics.Kernels;

/// <content>Bits and masks; a mask is a vector of all ones or all zeros per element.</content>
internal static unsafe partial class Lanes
{
    /// <summary>x &amp; y, bit by bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V And<V>(V x, V y)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Unsafe.BitCast<V, Vector512<float>>(x) & Unsafe.BitCast<V, Vector512<float>>(y)
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Unsafe.BitCast<V, Vector256<float>>(x) & Unsafe.BitCast<V, Vector256<float>>(y)
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Unsafe.BitCast<V, Vector128<float>>(x) & Unsafe.BitCast<V, Vector128<float>>(y)
            );
    }

    /// <summary>x | y, bit by bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Or<V>(V x, V y)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Unsafe.BitCast<V, Vector512<float>>(x) | Unsafe.BitCast<V, Vector512<float>>(y)
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Unsafe.BitCast<V, Vector256<float>>(x) | Unsafe.BitCast<V, Vector256<float>>(y)
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Unsafe.BitCast<V, Vector128<float>>(x) | Unsafe.BitCast<V, Vector128<float>>(y)
            );
    }

    /// <summary>
    /// For each bit: <paramref name="whereSet"/> where the mask has a one, otherwise <paramref name="otherwise"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Select<V>(V mask, V whereSet, V otherwise)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Vector512.ConditionalSelect(
                    Unsafe.BitCast<V, Vector512<float>>(mask),
                    Unsafe.BitCast<V, Vector512<float>>(whereSet),
                    Unsafe.BitCast<V, Vector512<float>>(otherwise)
                )
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Vector256.ConditionalSelect(
                    Unsafe.BitCast<V, Vector256<float>>(mask),
                    Unsafe.BitCast<V, Vector256<float>>(whereSet),
                    Unsafe.BitCast<V, Vector256<float>>(otherwise)
                )
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Vector128.ConditionalSelect(
                    Unsafe.BitCast<V, Vector128<float>>(mask),
                    Unsafe.BitCast<V, Vector128<float>>(whereSet),
                    Unsafe.BitCast<V, Vector128<float>>(otherwise)
                )
            );
    }

    /// <summary>A mask: all ones where x = y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Equal<V>(V x, V y)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Vector512.Equals(Unsafe.BitCast<V, Vector512<float>>(x), Unsafe.BitCast<V, Vector512<float>>(y))
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Vector256.Equals(Unsafe.BitCast<V, Vector256<float>>(x), Unsafe.BitCast<V, Vector256<float>>(y))
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Vector128.Equals(Unsafe.BitCast<V, Vector128<float>>(x), Unsafe.BitCast<V, Vector128<float>>(y))
            );
    }

    /// <summary>A mask: all ones where x &lt; y; zeros where one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Less<V>(V x, V y)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Vector512.LessThan(Unsafe.BitCast<V, Vector512<float>>(x), Unsafe.BitCast<V, Vector512<float>>(y))
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Vector256.LessThan(Unsafe.BitCast<V, Vector256<float>>(x), Unsafe.BitCast<V, Vector256<float>>(y))
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Vector128.LessThan(Unsafe.BitCast<V, Vector128<float>>(x), Unsafe.BitCast<V, Vector128<float>>(y))
            );
    }
}
