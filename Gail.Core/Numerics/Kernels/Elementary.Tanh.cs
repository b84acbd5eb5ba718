using System.Runtime.CompilerServices;

namespace Gail.Numerics.Kernels;

/// <content>The hyperbolic tangent.</content>
internal static unsafe partial class Elementary
{
    /// <summary>
    /// tanh x. Largest error 1.20 ulp. Odd to the bit; x itself for tiny x; exactly 1 from 9.02; NaN gives NaN.
    /// </summary>
    /// <remarks>
    /// Below 0.625, x + x^3 P(x^2), P minimax of degree 4 in relative error (2^-27.7). Above, 1 - 2 / (e^(2 x) + 1), where
    /// with e^(2 x) = 2^n (1 + q) the denominator is 2^n q + (2^n + 1) in one fused step.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Tanh<V>(V x)
        where V : unmanaged
    {
        var one = Lanes.Broadcast<V>(1);
        var magnitude = Lanes.Abs(x);

        var square = Lanes.Multiply(x, x);
        var p = Lanes.Broadcast<V>(-0.0056922962f);
        p = Lanes.Fma(p, square, Lanes.Broadcast<V>(0.0206281673f));
        p = Lanes.Fma(p, square, Lanes.Broadcast<V>(-0.0537365153f));
        p = Lanes.Fma(p, square, Lanes.Broadcast<V>(0.133314058f));
        p = Lanes.Fma(p, square, Lanes.Broadcast<V>(-0.333332807f));
        var near = Lanes.Fma(Lanes.Multiply(square, magnitude), p, magnitude);

        var bounded = Lanes.Min(Lanes.Broadcast<V>(10), magnitude); // tanh 10 rounds to 1
        var q = ExpMinusOneReduced(Lanes.Add(bounded, bounded), out var n);
        var power = Lanes.PowerOfTwo(n);
        var denominator = Lanes.Fma(power, q, Lanes.Add(power, one));
        var far = Lanes.Subtract(one, Lanes.Divide(Lanes.Broadcast<V>(2), denominator));

        var isNear = Lanes.Less(magnitude, Lanes.Broadcast<V>(0.625f));
        var sign = Lanes.And(x, Lanes.BroadcastBits<V>(int.MinValue));
        return Lanes.Or(Lanes.Select(isNear, near, far), sign);
    }
}
