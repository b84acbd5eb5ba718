using System.Runtime.CompilerServices;

namespace Gail.Numerics.Kernels;

/// <content>The logarithm.</content>
internal static unsafe partial class Elementary
{
    /// <summary>
    /// ln x. Largest error 0.97 ulp, denormal x included. 0 and -0 give -infinity, infinity infinity, x &lt; 0 and NaN NaN.
    /// </summary>
    /// <remarks>
    /// x = 2^k (1 + f) with 1 + f in [2/3, 4/3); ln(1 + f) = f - f^2 / 2 + f^3 P(f), P minimax of degree 8 in relative
    /// error (2^-27.9). k ln 2 is split (Cody and Waite) so that k times the high part is exact, and what rounding
    /// takes from its sum with f is put back (Dekker's fast two-sum).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Log<V>(V x)
        where V : unmanaged
    {
        const float LeastNormal = 1.17549435e-38f;
        const float TwoTo24 = 16777216;
        const int BitsOfTwoThirds = 0x3F2AAAAB;
        const float High = 0.693145752f; // ln 2 to 16 bits
        const float Low = 1.42860682e-6f;

        var isDenormal = Lanes.Less(x, Lanes.Broadcast<V>(LeastNormal));
        var normal = Lanes.Select(isDenormal, Lanes.Multiply(x, Lanes.Broadcast<V>(TwoTo24)), x);

        var exponent = Lanes.ShiftRight(
            Lanes.SubtractIntegers(normal, Lanes.BroadcastBits<V>(BitsOfTwoThirds)),
            Lanes.MantissaBits
        );
        var mantissa = Lanes.SubtractIntegers(normal, Lanes.ShiftLeft(exponent, Lanes.MantissaBits));
        var k = Lanes.FromIntegers(exponent);
        k = Lanes.Subtract(k, Lanes.And(isDenormal, Lanes.Broadcast<V>(24)));
        var f = Lanes.Subtract(mantissa, Lanes.Broadcast<V>(1));

        var f2 = Lanes.Multiply(f, f);
        var f4 = Lanes.Multiply(f2, f2);
        var p0 = Lanes.Fma(Lanes.Broadcast<V>(-0.249998108f), f, Lanes.Broadcast<V>(0.333333343f));
        var p2 = Lanes.Fma(Lanes.Broadcast<V>(-0.166800857f), f, Lanes.Broadcast<V>(0.199997649f));
        var p4 = Lanes.Fma(Lanes.Broadcast<V>(-0.121878617f), f, Lanes.Broadcast<V>(0.142989531f));
        var p6 = Lanes.Fma(Lanes.Broadcast<V>(-0.128783226f), f, Lanes.Broadcast<V>(0.108220771f));
        p6 = Lanes.Fma(Lanes.Broadcast<V>(0.117185533f), f2, p6);
        p0 = Lanes.Fma(p2, f2, p0);
        p4 = Lanes.Fma(p6, f2, p4);
        var p = Lanes.Fma(p4, f4, p0);
        var tail = Lanes.Multiply(f2, Lanes.Fma(p, f, Lanes.Broadcast<V>(-0.5f)));

        var whole = Lanes.Multiply(k, Lanes.Broadcast<V>(High));
        var sum = Lanes.Add(whole, f);
        var lost = Lanes.Add(Lanes.Subtract(whole, sum), f);
        var logarithm = Lanes.Add(sum, Lanes.Add(Lanes.Fma(k, Lanes.Broadcast<V>(Low), tail), lost));

        // Infinity and NaN as they are; x < 0 to NaN, all ones; 0 and -0 to -infinity.
        var finite = Lanes.Select(Lanes.Less(x, Lanes.Broadcast<V>(float.PositiveInfinity)), logarithm, x);
        return Lanes.Select(
            Lanes.Equal(x, Lanes.Broadcast<V>(0)),
            Lanes.Broadcast<V>(float.NegativeInfinity),
            Lanes.Or(finite, Lanes.ShiftRight(x, 31))
        );
    }
}
