using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gail.Numerics.Kernels;

/// <summary>
/// Single-precision vectors of any hardware width as one type parameter V: <see cref="Vector512{T}"/>,
/// <see cref="Vector256{T}"/> or <see cref="Vector128{T}"/> of float. Each call is one instruction once V is known, so
/// a kernel is written once and compiled for each width.
/// </summary>
internal static unsafe partial class Lanes
{
    /// <summary>Floats per vector.</summary>
    internal static int Count<V>()
        where V : unmanaged => sizeof(V) / sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Load<V>(float* from)
        where V : unmanaged => Unsafe.ReadUnaligned<V>(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<V>(V value, float* to)
        where V : unmanaged => Unsafe.WriteUnaligned(to, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Broadcast<V>(float value)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(Vector512.Create(value));
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(Vector256.Create(value))
            : Unsafe.BitCast<Vector128<float>, V>(Vector128.Create(value));
    }

    /// <summary>x * y + z, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Fma<V>(V x, V y, V z)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Vector512.FusedMultiplyAdd(
                    Unsafe.BitCast<V, Vector512<float>>(x),
                    Unsafe.BitCast<V, Vector512<float>>(y),
                    Unsafe.BitCast<V, Vector512<float>>(z)
                )
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Vector256.FusedMultiplyAdd(
                    Unsafe.BitCast<V, Vector256<float>>(x),
                    Unsafe.BitCast<V, Vector256<float>>(y),
                    Unsafe.BitCast<V, Vector256<float>>(z)
                )
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Vector128.FusedMultiplyAdd(
                    Unsafe.BitCast<V, Vector128<float>>(x),
                    Unsafe.BitCast<V, Vector128<float>>(y),
                    Unsafe.BitCast<V, Vector128<float>>(z)
                )
            );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Add<V>(V x, V y)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Unsafe.BitCast<V, Vector512<float>>(x) + Unsafe.BitCast<V, Vector512<float>>(y)
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Unsafe.BitCast<V, Vector256<float>>(x) + Unsafe.BitCast<V, Vector256<float>>(y)
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Unsafe.BitCast<V, Vector128<float>>(x) + Unsafe.BitCast<V, Vector128<float>>(y)
            );
    }
}
