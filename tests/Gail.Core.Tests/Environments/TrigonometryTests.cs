using Gail.Environments.Simd;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments;

public class TrigonometryTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(2);

    // What the C library may be off itself, and the half unit of both roundings.
    private const double UnitsInTheLastPlace = 1;

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.785)]
    [InlineData(3.2)]
    [InlineData(30)]
    [InlineData(1e5)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void Sine_and_cosine_are_those_of_the_library_or_their_neighbours(double limit)
    {
        for (var i = 0UL; i < 20_000; i++)
        {
            var angle = Key.Uniform(i, -limit, limit);
            var (sin, cos) = Trigonometry.SinCos<Lanes1>(angle);
            AssertNear(Math.Sin(angle), Lanes1.Get(sin, 0));
            AssertNear(Math.Cos(angle), Lanes1.Get(cos, 0));
        }
    }

    [Fact]
    public void Multiples_of_a_quarter_turn_are_as_exact_as_any_angle()
    {
        for (var quarter = -2_000; quarter <= 2_000; quarter++)
        {
            var angle = quarter * (Math.PI / 2);
            var (sin, cos) = Trigonometry.SinCos<Lanes1>(angle);
            AssertNear(Math.Sin(angle), Lanes1.Get(sin, 0));
            AssertNear(Math.Cos(angle), Lanes1.Get(cos, 0));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_has_no_sine_is_NaN(double angle)
    {
        var (sin, cos) = Trigonometry.SinCos<Lanes1>(angle);

        Assert.Equal([double.NaN, double.NaN], [Lanes1.Get(sin, 0), Lanes1.Get(cos, 0)]);
    }

    // Correctly rounded values (mpmath, 200 bits), which hold on every machine, with and without vector hardware.
    [Theory]
    [InlineData(0.1, 0.09983341664682815, 0.9950041652780258)]
    [InlineData(1.0, 0.8414709848078965, 0.5403023058681398)]
    [InlineData(-2.5, -0.5984721441039565, -0.8011436155469337)]
    [InlineData(100.0, -0.5063656411097588, 0.8623188722876839)]
    public void Known_values_come_out_to_the_last_bit(double angle, double sin, double cos)
    {
        var result = Trigonometry.SinCos<Lanes1>(angle);

        Assert.Equal(sin, Lanes1.Get(result.Sin, 0));
        Assert.Equal(cos, Lanes1.Get(result.Cos, 0));
    }

    [Theory]
    [InlineData(2 * Math.PI)]
    [InlineData(1.7)]
    public void The_remainder_is_that_of_the_language(double divisor)
    {
        for (var i = 0UL; i < 20_000; i++)
        {
            var value = Key.Uniform(i, -1e3, 1e3) * (i % 7 == 0 ? 1e12 : 1);
            AssertRemainder(value, divisor);
            var multiple = divisor * ((long)i - 10_000);
            AssertRemainder(multiple, divisor);
            AssertRemainder(Math.BitIncrement(multiple), divisor);
            AssertRemainder(Math.BitDecrement(multiple), divisor);
        }
    }

    private static void AssertRemainder(double value, double divisor) =>
        Assert.Equal(value % divisor, Lanes1.Get(LaneMath.Remainder<Lanes1>(value, divisor), 0));

    private static void AssertNear(double expected, double actual) =>
        Assert.InRange(
            Math.Abs(expected - actual),
            0,
            UnitsInTheLastPlace * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected))
        );
}
