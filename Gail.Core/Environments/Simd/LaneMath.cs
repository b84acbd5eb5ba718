using System.Runtime.CompilerServices;

namespace Gail.Environments.Simd;

/// <summary>Functions of doubles for all lanes at once, with the results of the function named.</summary>
internal static class LaneMath
{
    /// <summary>Up to here quotients are far from where integers get lost.</summary>
    private const double Limit = 1e12;

    /// <summary><see cref="Math.Clamp(double, double, double)"/>; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Clamp<T>(T value, T low, T high)
        where T : struct, ILanes<T> => T.WhereLess(value, low, low, T.WhereLess(high, value, high, value));

    /// <summary>The exact remainder value % divisor, with the sign of the value; the divisor is about 1 or more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Remainder<T>(T value, double divisor)
        where T : struct, ILanes<T>
    {
        // The remainder of a positive value is a double, so that with the right quotient nothing is rounded. The
        // quotient may have been rounded up to the next integer; then the remainder comes out negative.
        var size = T.Abs(value);
        var quotient = T.Truncate(size / divisor);
        var remainder = T.FusedMultiplyAdd(-quotient, divisor, size);
        remainder = T.WhereLess(remainder, 0, T.FusedMultiplyAdd(1 - quotient, divisor, size), remainder);
        remainder = T.WhereLess(value, 0, -remainder, remainder);
        return T.Less(size, Limit) == (1u << T.Count) - 1 ? remainder : WithFarLanes(value, divisor, remainder);
    }

    private static T WithFarLanes<T>(T value, double divisor, T near)
        where T : struct, ILanes<T>
    {
        for (var lane = 0; lane < T.Count; lane++)
        {
            var far = T.Get(value, lane);
            near = Math.Abs(far) < Limit ? near : T.With(near, lane, far % divisor);
        }
        return near;
    }
}
