using System.Globalization;
using System.Text;
using Gail.Data.Formats.Text;
using Gail.Numerics;

namespace Gail.Data.Tests.Formats.Text;

/// <summary>The fast way of reading numbers gives the bits of the slow one.</summary>
public class TextNumbersTests
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static void Check(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var single = float.Parse(text, NumberStyles.Float, Invariant);
        Assert.Equal(float.IsFinite(single), TextNumbers.TryFloat(bytes, out var readSingle));
        if (float.IsFinite(single))
        {
            Assert.Equal(BitConverter.SingleToInt32Bits(single), BitConverter.SingleToInt32Bits(readSingle));
        }
        var twice = double.Parse(text, NumberStyles.Float, Invariant);
        Assert.Equal(double.IsFinite(twice), TextNumbers.TryDouble(bytes, out var readTwice));
        if (double.IsFinite(twice))
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(twice), BitConverter.DoubleToInt64Bits(readTwice));
        }
    }

    [Fact]
    public void Random_bits_in_any_spelling()
    {
        var key = RandomKey.FromSeed(11);
        for (var i = 0UL; i < 40_000; i++)
        {
            var value = BitConverter.Int32BitsToSingle((key.Below(i, 1 << 16) << 16) | key.Below(i + 50_000, 1 << 16));
            if (!float.IsFinite(value))
            {
                continue;
            }
            Check(value.ToString(Invariant));
            Check(value.ToString("E9", Invariant));
            Check(((double)value * 1.0000001).ToString("R", Invariant));
            var small = (key.Below(i + 100_000, 2_000_000) - 1_000_000) / 1000.0;
            Check(small.ToString(Invariant));
            // Half-way between two floats, and just beside.
            var middle = (double)value + (((double)MathF.BitIncrement(value) - value) / 2);
            Check(middle.ToString("E16", Invariant));
            if (Math.Abs(value) is > 1e-3f and < 1e6f)
            {
                Check(middle.ToString("F17", Invariant));
            }
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0e0")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+5")]
    [InlineData(" 5 ")]
    [InlineData("1e5")]
    [InlineData("1E+05")]
    [InlineData("1e-22")]
    [InlineData("16777217")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740991e22")]
    [InlineData("00000000000000000001")]
    [InlineData("0.00000000000000000000000000000001")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    public void Spellings(string text) => Check(text);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("1_000")]
    [InlineData("0x1F")]
    [InlineData("--1")]
    public void What_is_no_number(string text)
    {
        Assert.False(TextNumbers.TryFloat(Encoding.UTF8.GetBytes(text), out _));
        Assert.False(TextNumbers.TryDouble(Encoding.UTF8.GetBytes(text), out _));
    }
}
