using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gail.Numerics.Kernels;

/// <content>The bits of the floats taken as 32-bit integers.</content>
internal static unsafe partial class Lanes
{
    /// <summary>
    /// 1.5 * 2^23: added to a float below 2^22, it rounds to a whole number, which the low bits then hold.
    /// </summary>
    internal const float Anchor = 12582912;

    internal const int MantissaBits = 23;

    internal const int BitsOfOne = 127 << MantissaBits;

    /// <summary>The same 32 bits in every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V BroadcastBits<V>(int bits)
        where V : unmanaged => Broadcast<V>(BitConverter.Int32BitsToSingle(bits));

    /// <summary>The bits as 32-bit integers: x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V AddIntegers<V>(V x, V y)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                (
                    Unsafe.BitCast<V, Vector512<float>>(x).AsInt32() + Unsafe.BitCast<V, Vector512<float>>(y).AsInt32()
                ).AsSingle()
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                (
                    Unsafe.BitCast<V, Vector256<float>>(x).AsInt32() + Unsafe.BitCast<V, Vector256<float>>(y).AsInt32()
                ).AsSingle()
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                (
                    Unsafe.BitCast<V, Vector128<float>>(x).AsInt32() + Unsafe.BitCast<V, Vector128<float>>(y).AsInt32()
                ).AsSingle()
            );
    }

    /// <summary>The bits as 32-bit integers: x - y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V SubtractIntegers<V>(V x, V y)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                (
                    Unsafe.BitCast<V, Vector512<float>>(x).AsInt32() - Unsafe.BitCast<V, Vector512<float>>(y).AsInt32()
                ).AsSingle()
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                (
                    Unsafe.BitCast<V, Vector256<float>>(x).AsInt32() - Unsafe.BitCast<V, Vector256<float>>(y).AsInt32()
                ).AsSingle()
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                (
                    Unsafe.BitCast<V, Vector128<float>>(x).AsInt32() - Unsafe.BitCast<V, Vector128<float>>(y).AsInt32()
                ).AsSingle()
            );
    }

    /// <summary>The bits as 32-bit integers, shifted left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V ShiftLeft<V>(V x, [ConstantExpected] int bits)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                (Unsafe.BitCast<V, Vector512<float>>(x).AsInt32() << bits).AsSingle()
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>((Unsafe.BitCast<V, Vector256<float>>(x).AsInt32() << bits).AsSingle())
            : Unsafe.BitCast<Vector128<float>, V>(
                (Unsafe.BitCast<V, Vector128<float>>(x).AsInt32() << bits).AsSingle()
            );
    }

    /// <summary>The bits as signed 32-bit integers, shifted right: the sign fills.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V ShiftRight<V>(V x, [ConstantExpected] int bits)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                (Unsafe.BitCast<V, Vector512<float>>(x).AsInt32() >> bits).AsSingle()
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>((Unsafe.BitCast<V, Vector256<float>>(x).AsInt32() >> bits).AsSingle())
            : Unsafe.BitCast<Vector128<float>, V>(
                (Unsafe.BitCast<V, Vector128<float>>(x).AsInt32() >> bits).AsSingle()
            );
    }

    /// <summary>The bits as signed 32-bit integers, each converted to the float of the same value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V FromIntegers<V>(V x)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Vector512.ConvertToSingle(Unsafe.BitCast<V, Vector512<float>>(x).AsInt32())
            );
        }
        return typeof(V) == typeof(Vector256<float>)
            ? Unsafe.BitCast<Vector256<float>, V>(
                Vector256.ConvertToSingle(Unsafe.BitCast<V, Vector256<float>>(x).AsInt32())
            )
            : Unsafe.BitCast<Vector128<float>, V>(
                Vector128.ConvertToSingle(Unsafe.BitCast<V, Vector128<float>>(x).AsInt32())
            );
    }

    /// <summary>2^n for whole n from -126 to 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V PowerOfTwo<V>(V n)
        where V : unmanaged =>
        AddIntegers(ShiftLeft(Add(n, Broadcast<V>(Anchor)), MantissaBits), BroadcastBits<V>(BitsOfOne));

    /// <summary>
    /// x * 2^n rounded once, gradual underflow included, for whole n from -250 to 250 and |x| from 2^-99 to 2^99.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Scale<V>(V x, V n)
        where V : unmanaged
    {
        if (typeof(V) == typeof(Vector512<float>) && Avx512F.IsSupported)
        {
            return Unsafe.BitCast<Vector512<float>, V>(
                Avx512F.Scale(Unsafe.BitCast<V, Vector512<float>>(x), Unsafe.BitCast<V, Vector512<float>>(n))
            );
        }

        // 2^n need not be a normal float; its two halves are, and the first product is exact.
        var anchored = Add(n, Broadcast<V>(Anchor));
        var half = ShiftRight(SubtractIntegers(anchored, Broadcast<V>(Anchor)), 1);
        var rest = SubtractIntegers(anchored, half);
        var one = BroadcastBits<V>(BitsOfOne);
        return Multiply(
            Multiply(x, AddIntegers(ShiftLeft(half, MantissaBits), one)),
            AddIntegers(ShiftLeft(rest, MantissaBits), one)
        );
    }
}
