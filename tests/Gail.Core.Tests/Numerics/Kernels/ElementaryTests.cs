using Gail.Numerics.Kernels;

namespace Gail.Core.Tests.Numerics.Kernels;

public sealed unsafe class ElementaryTests
{
    private const int MaxLength = 257;
    private const int Guard = 32;
    private const uint Sentinel = 0x7FC0BEEF; // a NaN no kernel makes

    public static TheoryData<string> Names => ElementaryCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_length_gives_each_element_the_bits_it_has_alone_and_writes_nothing_else(string name)
    {
        var function = ElementaryCases.All[name];
        var (x, alone) = Inputs(function.Widths[0]);
        ElementaryKernel[] kernels = [function.Kernel, .. function.Widths];
        foreach (var kernel in kernels)
        {
            for (var length = 0; length <= MaxLength; length++)
            {
                var from = Guarded(x, length);
                var to = Guarded([], 0);
                fixed (
                    float* source = from,
                        target = to
                )
                {
                    kernel(source + Guard, target + Guard, length);
                    AssertBits(Guarded(x, length), from); // the input is left as it was
                    AssertBits(Guarded(alone, length), to);

                    kernel(source + Guard, source + Guard, length);
                    AssertBits(Guarded(alone, length), from);
                }
            }
        }
    }

    [Theory]
    [InlineData("Tanh", 0, 0)]
    [InlineData("Tanh", -0.0, -0.0)]
    [InlineData("Tanh", float.Epsilon, float.Epsilon)]
    [InlineData("Tanh", -1e-39, -1e-39)]
    [InlineData("Tanh", 1e-5, 1e-5)]
    [InlineData("Tanh", 9.02, 1)]
    [InlineData("Tanh", -9.02, -1)]
    [InlineData("Tanh", double.PositiveInfinity, 1)]
    [InlineData("Tanh", double.NegativeInfinity, -1)]
    [InlineData("Sigmoid", 0, 0.5)]
    [InlineData("Sigmoid", -0.0, 0.5)]
    [InlineData("Sigmoid", 17.33, 1)]
    [InlineData("Sigmoid", -103.9, float.Epsilon)]
    [InlineData("Sigmoid", -104, 0)]
    [InlineData("Sigmoid", double.PositiveInfinity, 1)]
    [InlineData("Sigmoid", double.NegativeInfinity, 0)]
    [InlineData("Exp", 0, 1)]
    [InlineData("Exp", -0.0, 1)]
    [InlineData("Exp", float.Epsilon, 1)]
    [InlineData("Exp", 88.73, double.PositiveInfinity)]
    [InlineData("Exp", -103.9, float.Epsilon)]
    [InlineData("Exp", -104, 0)]
    [InlineData("Exp", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Exp", double.NegativeInfinity, 0)]
    [InlineData("Log", 1, 0)]
    [InlineData("Log", 0, double.NegativeInfinity)]
    [InlineData("Log", -0.0, double.NegativeInfinity)]
    [InlineData("Log", float.Epsilon, -103.27893)]
    [InlineData("Log", -float.Epsilon, double.NaN)]
    [InlineData("Log", -1, double.NaN)]
    [InlineData("Log", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Log", double.NegativeInfinity, double.NaN)]
    [InlineData("Softplus", 0, 0.6931472)]
    [InlineData("Softplus", 1e30, 1e30)]
    [InlineData("Softplus", -103.9, float.Epsilon)]
    [InlineData("Softplus", -104, 0)]
    [InlineData("Softplus", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Softplus", double.NegativeInfinity, 0)]
    public void Special_values(string name, double x, double y)
    {
        var result = One(ElementaryCases.All[name].Kernel, (float)x);

        Assert.Equal(double.IsNaN(y), float.IsNaN(result));
        Assert.True(double.IsNaN(y) || ElementaryCases.Bits((float)y) == ElementaryCases.Bits(result), $"{result:R}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_of_either_sign_gives_NaN(string name)
    {
        foreach (var bits in (uint[])[0x7FC00000, 0xFFC00000, 0x7F800001, 0xFF800001, 0x7FFFFFFF, 0xFFFFFFFF])
        {
            Assert.True(float.IsNaN(One(ElementaryCases.All[name].Kernel, ElementaryCases.Float(bits))));
        }
    }

    [Fact]
    public void Tanh_is_odd_to_the_bit_and_never_beyond_one()
    {
        for (var bits = 0u; bits <= 0x7F800000; bits += 4999)
        {
            var positive = One(Elementary.Tanh, ElementaryCases.Float(bits));
            var negative = One(Elementary.Tanh, ElementaryCases.Float(bits | 0x80000000));
            Assert.Equal(ElementaryCases.Bits(positive) | 0x80000000, ElementaryCases.Bits(negative));
            Assert.InRange(positive, 0, 1);
        }
    }

    [Fact]
    public void Tanh_saturates_at_one_and_stays_there()
    {
        var saturated = false;
        for (var bits = ElementaryCases.Bits(8.9f); bits <= ElementaryCases.Bits(11f); bits++)
        {
            var y = One(Elementary.Tanh, ElementaryCases.Float(bits));
            Assert.True(!saturated || y == 1, $"{ElementaryCases.Float(bits):R}");
            saturated = y == 1;
        }
        Assert.True(saturated);
    }

    /// <summary>Numbers of all kinds, and each one's value when it is an array of its own.</summary>
    private static (float[] X, float[] Alone) Inputs(ElementaryKernel kernel)
    {
        float[] special = [0, -0f, 1, -1, float.Epsilon, -1e-40f, 1e30f, -1e30f, 88.9f, -95, -104, 1 / 0f, -1 / 0f];
        var x = new float[MaxLength];
        var alone = new float[MaxLength];
        for (var i = 0; i < MaxLength; i++)
        {
            x[i] = i % 3 == 0 ? special[i / 3 % special.Length] : 20 * MathF.Sin(i * i);
            alone[i] = One(kernel, x[i]);
        }
        return (x, alone);
    }

    private static float One(ElementaryKernel kernel, float x)
    {
        float y;
        kernel(&x, &y, 1);
        return y;
    }

    /// <summary>The first values between guards; sentinels elsewhere.</summary>
    private static float[] Guarded(float[] values, int length)
    {
        var all = new float[MaxLength + 2 * Guard];
        Array.Fill(all, ElementaryCases.Float(Sentinel));
        values.AsSpan(0, length).CopyTo(all.AsSpan(Guard));
        return all;
    }

    private static void AssertBits(float[] expected, float[] actual) =>
        Assert.Equal(expected.Select(ElementaryCases.Bits), actual.Select(ElementaryCases.Bits));
}
