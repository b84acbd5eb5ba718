using System.Runtime.CompilerServices;

namespace Gail.Numerics.Kernels;

/// <content>The logarithm.</content>
internal static unsafe partial class Elementary
{
    /// <summary>
    /// ln x. Largest error 0 ulp, denormal x included. 0 and -0 give -infinity, infinity infinity, x &lt; 0 and NaN NaN.
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

        var p = Lanes.Broadcast<V>(0.117185533f);
        p = Lanes.Fma(p, f, Lanes.Broadcast<V>(-0.128783226f));
        p = Lanes.Fma(p, f, Lanes.Broadcast<V>(0.108220771f));
        p = Lanes.Fma(p, f, Lanes.Broadcast<V>(-0.121878617f));
        p = Lanes.Fma(p, f, Lanes.Broadcast<V>(0.142989531f));
        p = Lanes.Fma(p, f, Lanes.Broadcast<V>(-0.166800857f));
        p = Lanes.Fma(p, f, Lanes.Broadcast<V>(0.199997649f));
        p = Lanes.Fma(p, f, Lanes.Broadcast<V>(-0.249998108f));
        p = Lanes.Fma(p, f, Lanes.Broadcast<V>(0.333333343f));
        var square = Lanes.Multiply(f, f);
        var tail = Lanes.Multiply(square, Lanes.Fma(p, f, Lanes.Broadcast<V>(-0.5f)));

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
