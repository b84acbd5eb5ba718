using System.Runtime.CompilerServices;

namespace Gail.Environments.Simd;

/// <summary>Sine and cosine of the same angles.</summary>
internal readonly record struct SinCos<T>(T Sin, T Cos);

/// <summary>
/// Sine and cosine for all lanes at once, the same bits for every width and on every machine: nothing of a C library
/// is in them. In samples up to 1e6 the error stays below 0.51 units in the last place, so that nearly always the
/// result is the correctly rounded one, which good C libraries give nearly always, too.
/// </summary>
/// <remarks>
/// Reduced by multiples of pi/2 (Cody and Waite) to y in [-pi/4, pi/4] and a tail, then
/// sin y = y + y^3 (-1/6 + y^2 / 5! - ...), cos y = 1 - y^2 / 2 + y^4 (1/24 - y^2 / 6! + ...). What is added to the
/// leading term is carried as a sum of two doubles: products give their rounding error by a fused multiply-add, sums by
/// subtracting what was added.
/// </remarks>
internal static class Trigonometry
{
    /// <summary>Beyond, the multiple of pi/2 is not exact any more; the C library takes over.</summary>
    private const double Limit = 1e6;

    /// <summary>Below, an angle is its own reduction.</summary>
    private const double Reduced = 0.785;

    // pi/2 as a sum: 33 bits, so that multiples are exact, and two doubles.
    private const double HalfPi1 = 1.5707963267341256;
    private const double HalfPi2 = 6.077100506506192e-11;
    private const double HalfPi3 = 3.5215598651832e-27;

    // What is missing from -1/6 and 1/24 rounded to doubles.
    private const double SixthTail = -9.25185853854297e-18;
    private const double TwentyFourthTail = 2.3129646346357427e-18;

    /// <summary>The sine of x in radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x)
        where T : struct, ILanes<T> => SinCos(x).Sin;

    /// <summary>The cosine of x in radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x)
        where T : struct, ILanes<T> => SinCos(x).Cos;

    // One method, not a part of its callers: those with many angles would grow beyond what the JIT inlines.

    /// <summary>Sine and cosine of x in radians.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static SinCos<T> SinCos<T>(T x)
        where T : struct, ILanes<T>
    {
        var all = (1u << T.Count) - 1;
        var size = T.Abs(x);
        if (T.Less(size, Reduced) == all)
        {
            return OfReduced<T>(x, 0);
        }
        var result = OfAny(x, size);
        return T.Less(size, Limit) == all ? result : WithFarLanes(x, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SinCos<T> OfAny<T>(T x, T size)
        where T : struct, ILanes<T>
    {
        var turns = T.Round(x * (2 / Math.PI));
        var rest = T.FusedMultiplyAdd(-turns, HalfPi1, x);
        var second = turns * HalfPi2;
        var head = rest - second;
        var difference = head - rest;
        var headError = (rest - (head - difference)) - (second + difference);
        var secondError = T.FusedMultiplyAdd(turns, HalfPi2, -second);
        var tail = T.FusedMultiplyAdd(-turns, HalfPi3, headError - secondError);
        var sum = head + tail;
        tail = (head - sum) + tail;

        var (sin, cos) = OfReduced(T.WhereLess(size, Reduced, x, sum), T.WhereLess(size, Reduced, 0, tail));
        // -2, -1, 0, 1 or 2.
        var quarter = turns - (4 * T.Round(turns * 0.25));
        var odd = T.Abs(quarter);
        var (sinBase, cosBase) = (T.WhereEqual(odd, 1, cos, sin), T.WhereEqual(odd, 1, sin, cos));
        return new(
            T.WhereLess(quarter, -0.5, -sinBase, T.WhereLess(1.5, quarter, -sinBase, sinBase)),
            T.WhereLess(quarter, -1.5, -cosBase, T.WhereLess(0.5, quarter, -cosBase, cosBase))
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SinCos<T> OfReduced<T>(T y, T tail)
        where T : struct, ILanes<T>
    {
        var square = y * y;
        var squareTail = T.FusedMultiplyAdd(y + y, tail, T.FusedMultiplyAdd(y, y, -square));
        return new(ReducedSin(y, tail, square, squareTail), ReducedCos(square, squareTail));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ReducedSin<T>(T y, T tail, T square, T squareTail)
        where T : struct, ILanes<T>
    {
        T sum = 1 / 355687428096000.0;
        sum = T.FusedMultiplyAdd(sum, square, -1 / 1307674368000.0);
        sum = T.FusedMultiplyAdd(sum, square, 1 / 6227020800.0);
        sum = T.FusedMultiplyAdd(sum, square, -1 / 39916800.0);
        sum = T.FusedMultiplyAdd(sum, square, 1 / 362880.0);
        sum = T.FusedMultiplyAdd(sum, square, -1 / 5040.0);
        sum = T.FusedMultiplyAdd(sum, square, 1 / 120.0);
        sum *= square;
        T sixth = -1 / 6.0;
        var factor = sixth + sum;
        var factorTail = (sixth - factor) + sum + SixthTail;

        var cube = y * square;
        var cubeTail = T.FusedMultiplyAdd(
            tail,
            square,
            T.FusedMultiplyAdd(y, squareTail, T.FusedMultiplyAdd(y, square, -cube))
        );
        var term = cube * factor;
        var termTail = T.FusedMultiplyAdd(
            cubeTail,
            factor,
            T.FusedMultiplyAdd(cube, factorTail, T.FusedMultiplyAdd(cube, factor, -term))
        );
        var sin = y + term;
        return sin + ((y - sin) + term + (termTail + tail));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ReducedCos<T>(T square, T squareTail)
        where T : struct, ILanes<T>
    {
        T sum = -1 / 6402373705728000.0;
        sum = T.FusedMultiplyAdd(sum, square, 1 / 20922789888000.0);
        sum = T.FusedMultiplyAdd(sum, square, -1 / 87178291200.0);
        sum = T.FusedMultiplyAdd(sum, square, 1 / 479001600.0);
        sum = T.FusedMultiplyAdd(sum, square, -1 / 3628800.0);
        sum = T.FusedMultiplyAdd(sum, square, 1 / 40320.0);
        sum = T.FusedMultiplyAdd(sum, square, -1 / 720.0);
        sum *= square;
        T twentyFourth = 1 / 24.0;
        var factor = twentyFourth + sum;
        var factorTail = (twentyFourth - factor) + sum + TwentyFourthTail;

        var fourth = square * square;
        var fourthTail = T.FusedMultiplyAdd(square + square, squareTail, T.FusedMultiplyAdd(square, square, -fourth));
        var term = fourth * factor;
        var termTail = T.FusedMultiplyAdd(
            fourthTail,
            factor,
            T.FusedMultiplyAdd(fourth, factorTail, T.FusedMultiplyAdd(fourth, factor, -term))
        );
        T one = 1;
        var half = square * 0.5;
        var lead = one - half;
        var leadTail = T.FusedMultiplyAdd(squareTail, -0.5, (one - lead) - half);
        var cos = lead + term;
        return cos + ((lead - cos) + term + (leadTail + termTail));
    }

    private static SinCos<T> WithFarLanes<T>(T x, SinCos<T> near)
        where T : struct, ILanes<T>
    {
        var (sin, cos) = near;
        for (var lane = 0; lane < T.Count; lane++)
        {
            var angle = T.Get(x, lane);
            if (!(Math.Abs(angle) < Limit))
            {
                sin = T.With(sin, lane, Math.Sin(angle));
                cos = T.With(cos, lane, Math.Cos(angle));
            }
        }
        return new(sin, cos);
    }
}
