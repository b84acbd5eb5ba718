using System.Globalization;
using Gail.Numerics;

namespace Gail.Core.Tests.Numerics;

public class NumberTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("0.01", 0.01)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("+3e-4", 3e-4)]
    [InlineData("-1E+2", -100)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("5e-324", double.Epsilon)]
    public void Numbers_are_read(string text, double expected)
    {
        var (value, fault) = NumberText.Real(text);
        Assert.Equal(expected, value);
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("007", 7)]
    [InlineData("-2", -2)]
    [InlineData("+2", 2)]
    [InlineData("1e6", 1_000_000)]
    [InlineData("1.5e3", 1500)]
    [InlineData("2.0", 2)]
    [InlineData("1200e-2", 12)]
    [InlineData("0e999999999999", 0)]
    [InlineData("0.000e-999999999999", 0)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9.223372036854775807e18", long.MaxValue)]
    public void Whole_numbers_are_read_exactly(string text, long expected)
    {
        var (value, fault) = NumberText.Whole(text);
        Assert.Equal(expected, value);
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("1,0", "write a decimal point: 1.0")]
    [InlineData("-3,5e2", "write a decimal point: -3.5e2")]
    [InlineData("1,000", "write a decimal point: 1.000, or no separator: 1000")]
    [InlineData("1,000,000", "write it without separators: 1000000")]
    [InlineData("1_000", "write it without separators: 1000")]
    [InlineData("1 000", "write it without separators: 1000")]
    [InlineData("1'000", "write it without separators: 1000")]
    public void Separators_are_refused_with_what_to_write(string text, string advice)
    {
        var (real, ofReal) = NumberText.Real(text);
        var (whole, ofWhole) = NumberText.Whole(text);
        Assert.Equal((0, 0), (real, whole));
        Assert.Equal(new NumberFault(false, advice), ofReal);
        Assert.Equal(ofReal, ofWhole);
        Assert.Equal($"; {advice}", ofReal!.Clause);
    }

    [Theory]
    [InlineData("0,01", "write a decimal point: 0.01")]
    [InlineData("1,5", "write a decimal point: 1.5")]
    [InlineData("1,000.5", "write it without separators: 1000.5")]
    public void What_is_advised_is_of_the_kind_that_is_wanted(string text, string advice)
    {
        Assert.Equal(new NumberFault(false, advice), NumberText.Real(text).Fault);
        Assert.Equal(new NumberFault(false, ""), NumberText.Whole(text).Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1.2.3")]
    [InlineData("1\n")]
    [InlineData("--1")]
    [InlineData("0x10")]
    [InlineData("(1)")]
    [InlineData("$1")]
    [InlineData("1,2,3")]
    [InlineData("1.000,5")]
    [InlineData("10k")]
    [InlineData("\u0661")]
    [InlineData("\uff11")]
    [InlineData("\u22121")]
    public void What_is_no_number_is_refused(string text)
    {
        var ofReal = NumberText.Real(text).Fault;
        var ofWhole = NumberText.Whole(text).Fault;
        Assert.Equal(new NumberFault(false, ""), ofReal);
        Assert.Equal(ofReal, ofWhole);
        Assert.Equal("", ofReal!.Clause);
    }

    [Theory]
    [InlineData("NaN", "it is not finite")]
    [InlineData("nan", "it is not finite")]
    [InlineData("-Infinity", "it is not finite")]
    [InlineData("\u221e", "")]
    [InlineData("1e309", "it is too great for a number")]
    [InlineData("-1e99999999999", "it is too great for a number")]
    [InlineData("1e-400", "it is too small to be told from 0")]
    public void What_no_finite_number_is_near_is_refused(string text, string advice)
    {
        var (value, fault) = NumberText.Real(text);
        Assert.Equal(0, value);
        Assert.Equal(advice, fault!.Advice);
        Assert.Equal(advice.Length > 0, fault.IsNumber);
    }

    [Theory]
    [InlineData("1.5", "it is no whole number")]
    [InlineData("1e-1", "it is no whole number")]
    [InlineData("1e-99999999999", "it is no whole number")]
    [InlineData("9223372036854775808", "it is too great for a whole number")]
    [InlineData("-9223372036854775809", "it is too great for a whole number")]
    [InlineData("1e19", "it is too great for a whole number")]
    [InlineData("1e99999999999", "it is too great for a whole number")]
    public void What_is_no_whole_number_is_refused(string text, string advice)
    {
        var (value, fault) = NumberText.Whole(text);
        Assert.Equal(0, value);
        Assert.Equal(new NumberFault(true, advice), fault);
    }

    [Fact]
    public void The_language_of_the_machine_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            german.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = german;
            Assert.Equal(0.01, NumberText.Real("0.01").Value);
            Assert.NotNull(NumberText.Real("0,01").Fault);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
