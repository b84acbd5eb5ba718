using Gail.Numerics;
using Gail.Numerics.Scaling;

namespace Gail.Core.Tests.Numerics.Scaling;

/// <summary>The sketch is exact for few values and within its stated error for many, in whatever order they come.</summary>
public sealed class QuantileSketchTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(5);
    private static readonly double[] Shares = [0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var order in (string[])["sorted", "reversed", "random", "constant", "heavy-tailed", "sawtooth"])
            {
                foreach (var count in (int[])[1, 2, 1000, 100_000, 100_001, 300_000, 1_000_000])
                {
                    cases.Add(order, count);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ranks_are_within_the_stated_error(string order, int count)
    {
        var values = Values(order, count);
        var sketch = Of(values);
        Assert.Equal(count, sketch.Count);
        Assert.InRange(sketch.RankError, 0, count <= QuantileSketch.ExactValues ? 0 : 0.0004 * count);
        AssertWithin(sketch, values);
    }

    [Theory]
    [InlineData(3, 20_000)]
    [InlineData(7, 60_000)]
    [InlineData(5, 200_000)]
    public void Merged_sketches_know_what_all_have_seen(int parts, int each)
    {
        var values = Values("heavy-tailed", parts * each);
        var sketches = values.Chunk(each).Select(Of).ToList();
        var merged = new QuantileSketch();
        sketches.ForEach(merged.Merge);
        Assert.Equal(values.Length, merged.Count);
        Assert.Equal(each, sketches[0].Count);
        Assert.InRange(merged.RankError, 0, values.Length <= QuantileSketch.ExactValues ? 0 : 0.0005 * values.Length);
        AssertWithin(merged, values);
    }

    [Fact]
    public void Memory_does_not_grow_with_the_values()
    {
        var sketch = Of(Values("random", 1_000_000));
        Assert.InRange(sketch.Held, 1, QuantileSketch.Block * 8);
    }

    [Fact]
    public void Between_two_ranks_quantiles_are_interpolated()
    {
        // numpy.quantile([3, 1, 2, 10], [0, 0.25, 0.5, 0.75, 1])
        Assert.Equal([1, 1.75, 2.5, 4.75, 10], Of([3, 1, 2, 10]).Quantiles(0, 0.25, 0.5, 0.75, 1));
        Assert.Throws<InvalidOperationException>(() => new QuantileSketch().Quantiles(0.5));
    }

    private static QuantileSketch Of(float[] values)
    {
        var sketch = new QuantileSketch();
        foreach (var value in values)
        {
            sketch.Add(value);
        }
        return sketch;
    }

    private static void AssertWithin(QuantileSketch sketch, float[] values)
    {
        var sorted = values.Order().ToArray();
        var quantiles = sketch.Quantiles(Shares);
        for (var i = 0; i < Shares.Length; i++)
        {
            // The two neighbours that a quantile is interpolated from, each as far off as ranks may be.
            var rank = Shares[i] * (sorted.Length - 1);
            var least = sorted[(int)Math.Max(0, Math.Floor(rank) - sketch.RankError)];
            var most = sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(rank) + sketch.RankError)];
            Assert.InRange(quantiles[i], least, most);
        }
    }

    private static float[] Values(string order, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = order switch
            {
                "sorted" => i,
                "reversed" => count - i,
                "constant" => 7,
                "sawtooth" => i % 1000,
                "heavy-tailed" => (float)Math.Tan(Math.PI * (Key.Uniform((ulong)i) - 0.5)),
                _ => (float)Key.Normal((ulong)i),
            };
        }
        return values;
    }
}
