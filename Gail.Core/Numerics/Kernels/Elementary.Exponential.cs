using System.Runtime.CompilerServices;

namespace Gail.Numerics.Kernels;

/// <content>The exponential and what is made of it.</content>
internal static unsafe partial class Elementary
{
    private const float Log2E = 1.44269504f;

    /// <summary>ln 2 as a float, and what is missing: together 48 bits.</summary>
    private const float Ln2High = 0.693147182f;
    private const float Ln2Low = -1.90465421e-9f;

    /// <summary>
    /// e^x. Largest error 0.91 ulp. Above 88.72 infinity; gradual underflow below -87.33, zero below -103.97; NaN gives NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Exp<V>(V x)
        where V : unmanaged
    {
        x = Lanes.Max(Lanes.Broadcast<V>(-104), Lanes.Min(Lanes.Broadcast<V>(89), x));
        var one = Lanes.Broadcast<V>(1);
        var q = ExpQuotient(x, out var n, out var r);
        return Lanes.Scale(Lanes.Fma(r, Lanes.Fma(r, q, one), one), n);
    }

    /// <summary>
    /// 1 / (1 + e^-x). Largest error 1.70 ulp. Exactly 1 from 17.33; gradual underflow below -87.33; NaN gives NaN.
    /// </summary>
    /// <remarks>
    /// With e^-x = 2^n (1 + q) this is 2^-n / (2^-n + 1 + q): one division and no overflow. What rounding takes from
    /// 2^-n + 1 is added to q (Dekker's fast two-sum).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Sigmoid<V>(V x)
        where V : unmanaged
    {
        x = Lanes.Max(Lanes.Broadcast<V>(-104), Lanes.Min(Lanes.Broadcast<V>(20), x));
        var one = Lanes.Broadcast<V>(1);
        var q = ExpMinusOneReduced(Lanes.Negate(x), out var n);
        var m = Lanes.Negate(n);
        var power = Lanes.PowerOfTwo(Lanes.Max(Lanes.Broadcast<V>(-30), m)); // less would not be seen in the sum
        var sum = Lanes.Add(one, power);
        var lost = Lanes.Subtract(power, Lanes.Subtract(sum, one));
        return Lanes.Scale(Lanes.Divide(one, Lanes.Add(sum, Lanes.Add(q, lost))), m);
    }

    /// <summary>
    /// ln(1 + e^x), as max(x, 0) + ln(1 + e^-|x|). Largest error 1.99 ulp. Never overflows; gradual underflow below -87.33;
    /// NaN gives NaN.
    /// </summary>
    /// <remarks>ln(1 + e) = e + e^2 Q(e) on [0, 1], Q minimax of degree 9 in relative error (2^-29.7), evaluated in pairs.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Softplus<V>(V x)
        where V : unmanaged
    {
        var e = Exp(Lanes.Negate(Lanes.Abs(x)));
        var e2 = Lanes.Multiply(e, e);
        var e4 = Lanes.Multiply(e2, e2);
        var q0 = Lanes.Fma(Lanes.Broadcast<V>(0.333327144f), e, Lanes.Broadcast<V>(-0.499999881f));
        var q2 = Lanes.Fma(Lanes.Broadcast<V>(0.198996231f), e, Lanes.Broadcast<V>(-0.249888644f));
        var q4 = Lanes.Fma(Lanes.Broadcast<V>(0.124795392f), e, Lanes.Broadcast<V>(-0.161351725f));
        var q6 = Lanes.Fma(Lanes.Broadcast<V>(0.042115204f), e, Lanes.Broadcast<V>(-0.0832392052f));
        var q8 = Lanes.Fma(Lanes.Broadcast<V>(0.00208466756f), e, Lanes.Broadcast<V>(-0.0136920027f));
        q0 = Lanes.Fma(q2, e2, q0);
        q4 = Lanes.Fma(q6, e2, q4);
        q4 = Lanes.Fma(q8, e4, q4);
        var q = Lanes.Fma(q4, e4, q0);
        return Lanes.Add(Lanes.Max(Lanes.Broadcast<V>(0), x), Lanes.Fma(e2, q, e));
    }

    /// <summary>q and whole n with e^x = 2^n (1 + q), |q| &lt; 0.42; |x| below 2^15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpMinusOneReduced<V>(V x, out V n)
        where V : unmanaged
    {
        var q = ExpQuotient(x, out n, out var r);
        return Lanes.Fma(Lanes.Multiply(r, r), q, r);
    }

    /// <summary>Q(r), r and whole n with e^x = 2^n (1 + r + r^2 Q(r)), |r| &lt; 0.347; |x| below 2^15.</summary>
    /// <remarks>
    /// Cody and Waite: r = x - n ln 2 in two fused steps, the first of them exact. Q is minimax of degree 4 in the
    /// relative error of e^r (2^-28.2; Remez, the coefficients rounded one after the other and the rest fitted again),
    /// evaluated in pairs (Estrin), for the chain of Horner's rule is too long to hide.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpQuotient<V>(V x, out V n, out V r)
        where V : unmanaged
    {
        var anchor = Lanes.Broadcast<V>(Lanes.Anchor);
        n = Lanes.Subtract(Lanes.Fma(x, Lanes.Broadcast<V>(Log2E), anchor), anchor);
        r = Lanes.Fma(n, Lanes.Broadcast<V>(-Ln2High), x);
        r = Lanes.Fma(n, Lanes.Broadcast<V>(-Ln2Low), r);
        var r2 = Lanes.Multiply(r, r);
        var q0 = Lanes.Fma(Lanes.Broadcast<V>(0.166665167f), r, Lanes.Broadcast<V>(0.49999994f));
        var q2 = Lanes.Fma(Lanes.Broadcast<V>(0.00836918224f), r, Lanes.Broadcast<V>(0.0416681021f));
        q2 = Lanes.Fma(Lanes.Broadcast<V>(0.00138385559f), r2, q2);
        return Lanes.Fma(q2, r2, q0);
    }
}
