using System.Text.Json;
using Gail.MuJoCo.Environments;
using Gail.Numerics;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>
/// 2,000 resets against as many of the reference, coordinate by coordinate. Means and standard deviations agree within
/// five standard errors of the difference of two samples: s sqrt(2 / n), and s / sqrt(n), a normal's, which is more
/// than a uniform's. The ends of a uniform sample lie about width / n within the bounds, so those of two agree within
/// 15 width / n but for a chance of e^-15; others, whose ends are drawn thinly, within 2.5 s.
/// </summary>
public class RobotResetTests(ITestOutputHelper output)
{
    private const int Count = 2_000;

    public static TheoryData<string, string> Cases => GoldenCases.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Resets_are_the_reference_s(string id, string recording)
    {
        MuJoCoLibrary.Require();
        using var all = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedFiles.Golden("mujoco"), "resets.json")));
        var golden = all.RootElement.GetProperty(recording);
        Assert.Equal(Count, golden.GetProperty("resets").GetInt32());
        var (positions, velocities) = (Numbers(golden, "init_qpos").Length, Numbers(golden, "init_qvel").Length);
        var samples = Sample(id);
        var worst = new Deviation(0, 0, 0);
        for (var i = 0; i < positions + velocities; i++)
        {
            var (part, index) = i < positions ? ("qpos", i) : ("qvel", i - positions);
            double Of(string name) => Numbers(golden.GetProperty(part), name)[index];
            var expected = new Summary(Of("min"), Of("mean"), Of("max"), Of("std"));
            worst = worst.With(Summary.Of(samples.Select(state => state[1 + i])).Against(expected));
        }
        if (golden.TryGetProperty("target_radius", out var radius))
        {
            double Of(string name) => radius.GetProperty(name).GetDouble();
            var expected = new Summary(Of("min"), Of("mean"), Of("max"), Of("std"));
            var radii = samples.Select(state => Math.Sqrt((state[3] * state[3]) + (state[4] * state[4])));
            worst = worst.With(Summary.Of(radii).Against(expected));
        }
        output.WriteLine(
            $"{id}: means within {worst.Mean:f1}, deviations within {worst.Std:f1} standard errors, ends within "
                + $"{worst.Ends:p1} of what is allowed."
        );
        Assert.InRange(worst.Mean, 0, 5);
        Assert.InRange(worst.Std, 0, 5);
        Assert.InRange(worst.Ends, 0, 1);
    }

    private static List<double[]> Sample(string id)
    {
        var env = MuJoCoEnvironments.Create(id);
        var key = RandomKey.FromSeed(21);
        List<double[]> samples = [];
        for (var i = 0; i < Count; i++)
        {
            var state = new double[env.Spec.StateWidth];
            env.Reset(key.Fold(i), state);
            Assert.Equal(0, state[0]);
            samples.Add(state);
        }
        return samples;
    }

    private static double[] Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private readonly record struct Summary(double Min, double Mean, double Max, double Std)
    {
        public static Summary Of(IEnumerable<double> values)
        {
            double[] all = [.. values];
            var mean = all.Average();
            return new(all.Min(), mean, all.Max(), Math.Sqrt(all.Average(x => (x - mean) * (x - mean))));
        }

        public Deviation Against(Summary expected)
        {
            if (expected.Std == 0)
            {
                Assert.Equal(expected, this);
                return default;
            }
            var width = expected.Max - expected.Min;
            var uniform = Math.Abs((expected.Std / width) - (1 / Math.Sqrt(12))) < 0.01;
            var ends = uniform ? 15 * width / Count : 2.5 * expected.Std;
            return new(
                Math.Abs(Mean - expected.Mean) / (expected.Std * Math.Sqrt(2.0 / Count)),
                Math.Abs(Std - expected.Std) / (expected.Std / Math.Sqrt(Count)),
                Math.Max(Math.Abs(Min - expected.Min), Math.Abs(Max - expected.Max)) / ends
            );
        }
    }

    private readonly record struct Deviation(double Mean, double Std, double Ends)
    {
        public Deviation With(Deviation other) =>
            new(Math.Max(Mean, other.Mean), Math.Max(Std, other.Std), Math.Max(Ends, other.Ends));
    }
}
