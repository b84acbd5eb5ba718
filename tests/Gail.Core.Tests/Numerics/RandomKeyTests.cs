using Gail.Numerics;

namespace Gail.Core.Tests.Numerics;

public sealed class RandomKeyTests
{
    private const int Draws = 100_000;

    private static readonly RandomKey Key = RandomKey.FromSeed(20);

    [Fact]
    public void Seeds_and_folds_give_distinct_keys()
    {
        // 64-bit keys: a collision among 30,000 has probability below 3e-11.
        var seeds = Enumerable.Range(-5_000, 10_000).Select(seed => RandomKey.FromSeed(seed));
        var children = Enumerable.Range(0, 10_000).Select(name => Key.Fold(name));
        var grandchildren = Enumerable.Range(0, 10_000).Select(name => Key.Fold(name / 100).Fold(name % 100));

        var all = seeds.Concat(children).Concat(grandchildren).ToList();

        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [Fact]
    public void Folds_are_no_draws()
    {
        var draws = Enumerable
            .Range(0, 10_000)
            .Select(index => Key.Block((ulong)index))
            .SelectMany(block =>
                new[] { block.Word0 | ((ulong)block.Word1 << 32), block.Word2 | ((ulong)block.Word3 << 32) }
            )
            .ToHashSet();

        Assert.Equal(20_000, draws.Count);
        Assert.DoesNotContain(Enumerable.Range(0, 10_000), name => draws.Contains(Key.Fold(name).Value));
    }

    [Fact]
    public void Index_uses_all_64_bits()
    {
        ulong[] indices = [0, 1, 1UL << 31, 1UL << 32, (1UL << 32) + 1, 1UL << 63, ulong.MaxValue];

        Assert.Equal(indices.Length, indices.Select(Key.Block).Distinct().Count());
        Assert.Equal(indices.Length, indices.Select(Key.Fold).Distinct().Count());
    }

    [Fact]
    public void Sibling_keys_are_uncorrelated()
    {
        var (a, b) = (Key.Fold(0), Key.Fold(1));
        var sum = 0.0;
        for (var i = 0UL; i < Draws; i++)
        {
            sum += (a.Uniform(i) - 0.5) * (b.Uniform(i) - 0.5) * 12;
        }
        AssertWithin(0, sum / Draws, standardDeviation: 1);
    }

    [Fact]
    public void Neighbouring_draws_are_uncorrelated()
    {
        var sum = 0.0;
        for (var i = 0UL; i < Draws; i++)
        {
            sum += Key.Normal(i) * Key.Normal(i + 1);
        }
        AssertWithin(0, sum / Draws, standardDeviation: 1);
    }

    [Fact]
    public void Uniform_has_the_moments_of_the_unit_interval()
    {
        var values = Enumerable.Range(0, Draws).Select(i => Key.Uniform((ulong)i)).ToList();

        Assert.All(values, value => Assert.InRange(value, 0, 1 - Math.ScaleB(1, -53)));
        AssertWithin(1.0 / 2, values.Average(), Math.Sqrt(1.0 / 12));
        AssertWithin(1.0 / 3, values.Average(value => value * value), Math.Sqrt((1.0 / 5) - (1.0 / 9)));
        AssertWithin(1.0 / 4, values.Average(value => Math.Pow(value, 3)), Math.Sqrt((1.0 / 7) - (1.0 / 16)));
    }

    [Fact]
    public void Normal_has_the_moments_of_the_standard_normal()
    {
        var values = Enumerable.Range(0, Draws).Select(i => Key.Normal((ulong)i)).ToList();

        // Standard deviations of x, x^2, x^3 and x^4 under the standard normal.
        AssertWithin(0, values.Average(), Math.Sqrt(1));
        AssertWithin(1, values.Average(value => value * value), Math.Sqrt(3 - 1));
        AssertWithin(0, values.Average(value => Math.Pow(value, 3)), Math.Sqrt(15));
        AssertWithin(3, values.Average(value => Math.Pow(value, 4)), Math.Sqrt(105 - 9));
        AssertWithin(0.158655, values.Average(value => value > 1 ? 1.0 : 0.0), Math.Sqrt(0.158655 * 0.841345));
    }

    [Fact]
    public void Below_one_is_zero_and_the_largest_bound_is_reached_for()
    {
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(0, Key.Below((ulong)i, 1)));
        Assert.Contains(Enumerable.Range(0, 100), i => Key.Below((ulong)i, int.MaxValue) > int.MaxValue / 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Bound_below_one_is_refused(int bound)
    {
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => Key.Below(0, bound));
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => Key.Choices(1, bound));
    }

    [Fact]
    public void Negative_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("data", () => Key.Fold(-1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Key.Permutation(-1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Key.Choices(-1, 3));
    }

    [Fact]
    public void Permutations_of_three_are_equally_likely()
    {
        const int keys = 60_000;
        var counts = Enumerable
            .Range(0, keys)
            .Select(i => string.Join("", Key.Fold(i).Permutation(3)))
            .CountBy(order => order)
            .ToList();

        Assert.Equal(6, counts.Count);
        Assert.All(counts, count => AssertFrequency(1.0 / 6, count.Value, keys));
    }

    [Fact]
    public void Choices_are_in_range_and_equally_likely()
    {
        var counts = Key.Choices(Draws, 7).CountBy(choice => choice).ToDictionary();

        Assert.Equal(Enumerable.Range(0, 7), counts.Keys.Order());
        Assert.All(counts.Values, count => AssertFrequency(1.0 / 7, count, Draws));
        Assert.Empty(Key.Choices(0, 7));
    }

    private static void AssertFrequency(double probability, int count, int trials)
    {
        var deviation = Math.Sqrt(trials * probability * (1 - probability));
        Assert.InRange(count, (trials * probability) - (4.5 * deviation), (trials * probability) + (4.5 * deviation));
    }

    /// <summary>A mean of <see cref="Draws"/> draws lies within 4.5 standard errors (7 in a million do not).</summary>
    private static void AssertWithin(double expected, double mean, double standardDeviation)
    {
        var error = 4.5 * standardDeviation / Math.Sqrt(Draws);
        Assert.InRange(mean, expected - error, expected + error);
    }
}
