using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments;

/// <summary>Resets are uniform within the documented bounds, each value independent of the others.</summary>
public class ResetDistributionTests
{
    private const int Count = 20_000;

    public static TheoryData<string, double[]> HalfWidths =>
        new()
        {
            { "CartPole-v0", [0.05, 0.05, 0.05, 0.05] },
            { "CartPole-v1", [0.05, 0.05, 0.05, 0.05] },
            { "Acrobot-v0", [0.1, 0.1, 0.1, 0.1] },
            { "Acrobot-v1", [0.1, 0.1, 0.1, 0.1] },
            { "MountainCar-v0", [0.1, 0] },
            { "MountainCarContinuous-v0", [0.1, 0] },
            { "Pendulum-v1", [Math.PI, 1] },
        };

    [Theory]
    [MemberData(nameof(HalfWidths))]
    public void Resets_are_uniform(string id, double[] halfWidths)
    {
        var centre = id.StartsWith("MountainCar") ? -0.5 : 0;
        var samples = Sample(id);
        for (var i = 0; i < halfWidths.Length; i++)
        {
            var middle = i == 0 ? centre : 0;
            var (half, values) = (halfWidths[i], samples.Select(state => state[i] - middle));
            var (mean, variance) = (values.Average(), values.Average(x => x * x));

            Assert.All(values, x => Assert.InRange(Math.Abs(x), 0, half + 1e-8));
            // Five standard errors: of the mean, sigma / sqrt(n); of the square, whose own variance is 4/45 half^4.
            Assert.InRange(Math.Abs(mean), 0, (5 * half / Math.Sqrt(3 * Count)) + 1e-15);
            Assert.InRange(
                Math.Abs(variance - (half * half / 3)),
                0,
                (5 * half * half * Math.Sqrt(4 / 45.0 / Count)) + 1e-15
            );
        }
    }

    [Theory]
    [MemberData(nameof(HalfWidths))]
    public void Reset_values_are_uncorrelated(string id, double[] halfWidths)
    {
        var samples = Sample(id);
        for (var i = 1; i < halfWidths.Length; i++)
        {
            var scale = halfWidths[0] * halfWidths[i] / 3;
            var centre = samples.Average(state => state[0]);
            var covariance = samples.Average(state => (state[0] - centre) * state[i]);
            Assert.InRange(Math.Abs(covariance), 0, (5 * scale / Math.Sqrt(Count)) + 1e-15);
        }
    }

    [Fact]
    public void Acrobot_s_reset_is_rounded_to_float32() =>
        Assert.All(Sample("Acrobot-v1").SelectMany(state => state), x => Assert.Equal((float)x, x));

    private static double[][] Sample(string id)
    {
        var env = BuiltInEnvironments.Create(id);
        var key = RandomKey.FromSeed(7);
        return
        [
            .. Enumerable
                .Range(0, Count)
                .Select(i =>
                {
                    var state = new double[env.Spec.StateWidth];
                    env.Reset(key.Fold(i), state);
                    return state;
                }),
        ];
    }
}
