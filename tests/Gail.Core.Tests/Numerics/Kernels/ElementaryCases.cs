using System.Runtime.Intrinsics;
using Gail.Numerics.Kernels;

namespace Gail.Core.Tests.Numerics.Kernels;

/// <summary>A flat kernel of one argument.</summary>
internal unsafe delegate void ElementaryKernel(float* x, float* y, int length);

/// <summary>One elementary function: the documented error, the reference in double precision, the kernels to compare.</summary>
internal sealed record ElementaryCase(double Ulps, Func<double, double> Reference, ElementaryKernel Kernel)
{
    /// <summary>The kernel at 128, 256 and 512 bits, whatever the hardware prefers.</summary>
    internal required IReadOnlyList<ElementaryKernel> Widths { get; init; }
}

internal static unsafe class ElementaryCases
{
    /// <summary>The errors are those in the documentation of <see cref="Elementary"/>.</summary>
    internal static readonly IReadOnlyDictionary<string, ElementaryCase> All = new Dictionary<string, ElementaryCase>
    {
        ["Tanh"] = Case<Elementary.TanhFunction>(1.20, Math.Tanh, Elementary.Tanh),
        ["Sigmoid"] = Case<Elementary.SigmoidFunction>(1.70, x => 1 / (1 + Math.Exp(-x)), Elementary.Sigmoid),
        ["Exp"] = Case<Elementary.ExpFunction>(0.91, Math.Exp, Elementary.Exp),
        ["Log"] = Case<Elementary.LogFunction>(0.97, Math.Log, Elementary.Log),
        ["Softplus"] = Case<Elementary.SoftplusFunction>(1.99, Softplus, Elementary.Softplus),
    };

    internal static TheoryData<string> Names => [.. All.Keys];

    internal static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    internal static float Float(uint bits) => BitConverter.UInt32BitsToSingle(bits);

    /// <summary>
    /// |y - exact| over the distance of floats around exact. Infinity counts as 2^128, the float that would follow the
    /// largest. NaN against NaN is 0, against anything else infinite.
    /// </summary>
    internal static double Error(float y, double exact)
    {
        const double Beyond = 340282366920938463463374607431768211456.0; // 2^128
        if (double.IsNaN(exact) || float.IsNaN(y))
        {
            return double.IsNaN(exact) && float.IsNaN(y) ? 0 : double.PositiveInfinity;
        }
        exact = Math.Clamp(exact, -Beyond, Beyond);
        var exponent = (int)((BitConverter.DoubleToInt64Bits(exact) >> 52) & 0x7FF) - 1023;
        var ulpExponent = Math.Clamp(exponent, -126, 127) - 23;
        var perUlp = BitConverter.Int64BitsToDouble((long)(1023 - ulpExponent) << 52);
        return Math.Abs(Math.Clamp((double)y, -Beyond, Beyond) - exact) * perUlp;
    }

    /// <summary>ln(1 + e^x). ln(1 + e) = ln(u) e / (u - 1) with u = 1 + e as rounded (Kahan).</summary>
    private static double Softplus(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        var u = 1 + e;
        return Math.Max(x, 0) + (u == 1 ? e : Math.Log(u) * e / (u - 1));
    }

    private static ElementaryCase Case<F>(double ulps, Func<double, double> reference, ElementaryKernel kernel)
        where F : struct, Elementary.IFunction =>
        new(ulps, reference, kernel)
        {
            Widths =
            [
                Elementary.Map<F, Vector128<float>>,
                Elementary.Map<F, Vector256<float>>,
                Elementary.Map<F, Vector512<float>>,
            ],
        };
}
