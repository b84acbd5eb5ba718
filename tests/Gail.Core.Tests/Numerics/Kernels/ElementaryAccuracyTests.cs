using System.Runtime.InteropServices;

namespace Gail.Core.Tests.Numerics.Kernels;

public sealed unsafe class ElementaryAccuracyTests
{
    private const int Chunk = 1 << 14; // of one exponent and one sign, where all floats are visited

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

    /// <summary>A digest of many results: other processors and other ways of the JIT must come to the same bits.</summary>
    [Theory]
    [InlineData("Tanh", 3524564583069749474)]
    [InlineData("Sigmoid", 4500585563281498925)]
    [InlineData("Exp", 7573136219108550676)]
    [InlineData("Log", 1969474363797254545)]
    [InlineData("Softplus", 2183343996488009088)]
    public void Bits_are_the_same_on_every_processor(string name, ulong digest)
    {
        var x = new float[1 << 16];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = ElementaryCases.Float((uint)i * 65521);
        }
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var y in Apply(ElementaryCases.All[name].Kernel, x))
        {
            hash = (hash ^ (float.IsNaN(y) ? 0x7FC00000 : ElementaryCases.Bits(y))) * 1099511628211UL;
        }
        Assert.Equal(digest, hash);
    }

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
                var stride = step == 1 && EndsSuffice(x, y) ? Chunk - 1 : 1;
                var worst = 0.5; // what is rounded correctly has no more and is not looked at
                for (var i = 0; i < Chunk; i += stride)
                {
                    var exact = function.Reference(x[i]);
                    if (y[i] != (float)exact)
                    {
                        worst = Math.Max(worst, ElementaryCases.Error(y[i], exact));
                    }
                }
                largest[chunk] = worst;
            }
        );
        return largest.Max();
    }

    /// <summary>
    /// Whether all y are one constant (a monotone function is furthest from it at the ends) or all are x (the distances
    /// of tanh and softplus from x are monotone too). So saturated ranges, half of all floats, cost nothing.
    /// </summary>
    private static bool EndsSuffice(float[] x, float[] y) =>
        SameBits(x, y) || !MemoryMarshal.Cast<float, uint>(y).ContainsAnyExcept(ElementaryCases.Bits(y[0]));

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
        // The sign and payload of what is no number are the hardware's.
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = float.IsNaN(y[i]) ? float.NaN : y[i];
        }
        return y;
    }

    private static bool SameBits(float[] x, float[] y) =>
        MemoryMarshal.AsBytes<float>(x).SequenceEqual(MemoryMarshal.AsBytes<float>(y));
}
