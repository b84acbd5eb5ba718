using System.Runtime.InteropServices;

namespace Gail.Tests.Numerics.Kernels;

public sealed unsafe class ElementaryAccuracyTests
{
    private const int Chunk = 1 << 16;

    public static TheoryData<string> Names => ElementaryCases.Names;

    /// <summary>Every 997th bit pattern: all exponents, both signs, denormals, infinities aside; some NaNs.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Error_stays_below_what_is_documented(string name) =>
        Assert.True(LargestError(name, 997) <= ElementaryCases.All[name].Ulps);

    [Trait("Tier", "Slow")]
    [Theory]
    [MemberData(nameof(Names))]
    public void Largest_error_over_all_floats_is_what_is_documented(string name) =>
        Assert.Equal(ElementaryCases.All[name].Ulps, Math.Ceiling(LargestError(name, 1) * 100) / 100, 9);

    /// <summary>Also compares the widths, bit by bit.</summary>
    private static double LargestError(string name, uint step)
    {
        var function = ElementaryCases.All[name];
        var chunks = (int)((((1L << 32) / step) + Chunk - 1) / Chunk);
        var largest = new double[chunks];
        Parallel.For(
            0,
            chunks,
            chunk =>
            {
                var x = new float[Chunk];
                for (var i = 0; i < Chunk; i++)
                {
                    x[i] = ElementaryCases.Float(unchecked(((uint)chunk * Chunk + (uint)i) * step));
                }
                var y = Apply(function.Kernel, x);
                foreach (var kernel in function.Widths)
                {
                    Assert.True(SameBits(Apply(kernel, x), y), $"{name}: the bits depend on the vector width");
                }
                // A monotone function is furthest from a constant at the ends: saturated ranges need no more.
                var isConstant =
                    step == 1 && !MemoryMarshal.Cast<float, uint>(y).ContainsAnyExcept(ElementaryCases.Bits(y[0]));
                var stride = isConstant ? Chunk - 1 : 1;
                var worst = 0.0;
                for (var i = 0; i < Chunk; i += stride)
                {
                    worst = Math.Max(worst, ElementaryCases.Error(y[i], function.Reference(x[i])));
                }
                largest[chunk] = worst;
            }
        );
        return largest.Max();
    }

    private static float[] Apply(ElementaryKernel kernel, float[] x)
    {
        var y = new float[x.Length];
        fixed (
            float* from = x,
                to = y
        )
        {
            kernel(from, to, x.Length);
        }
        return y;
    }

    private static bool SameBits(float[] x, float[] y) =>
        MemoryMarshal.AsBytes<float>(x).SequenceEqual(MemoryMarshal.AsBytes<float>(y));
}
