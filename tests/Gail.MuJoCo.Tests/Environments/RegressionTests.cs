using System.Globalization;
using Gail.MuJoCo.Environments;
using Gail.Numerics;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>
/// The fifth step of an episode against numbers recorded here, once every step was the reference's: for machines
/// without the reference data. A line of regression.csv has the name, the reward, the sum of the observation, then
/// positions and velocities.
/// </summary>
public class RegressionTests
{
    // Other processors round otherwise, and five steps make more of it.
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Ids =>
        [.. MuJoCoEnvironments.All.Where(id => !id.Contains("FixedHorizon") && !id.EndsWith("-v1")), "Ant-v1"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_fifth_step_is_what_it_was(string id)
    {
        MuJoCoLibrary.Require();
        var recorded = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Environments", "regression.csv"))
            .Select(line => line.Split(','))
            .FirstOrDefault(line => line[0] == id);
        var now = Play(id);
        var line = string.Join(',', now.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        Assert.True(recorded is not null, $"Nothing was recorded for {id},{line}");
        double[] expected = [.. recorded.Skip(1).Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        Assert.Equal(expected.Length, now.Length);
        for (var i = 0; i < now.Length; i++)
        {
            Assert.True(
                Math.Abs(now[i] - expected[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"Value {i} is {now[i]}, expected {expected[i]}. Now: {id},{line}"
            );
        }
    }

    private static double[] Play(string id)
    {
        var env = GoldenCases.Create(id);
        var (state, next) = (new double[env.Spec.StateWidth], new double[env.Spec.StateWidth]);
        var seen = new float[env.Spec.Observation.Width];
        env.Reset(RandomKey.FromSeed(1), next);
        var reward = 0.0;
        for (var step = 0; step < 5; step++)
        {
            (state, next) = (next, state);
            var action = Enumerable.Range(0, env.Spec.Action.Width).Select(i => (((i + step) % 5) - 2) * 0.25f);
            reward = env.Step(state, [.. action], next, out _).Reward;
        }
        env.Observe(next, seen);
        var (positions, velocities) = MuJoCoEnvironments.Options(id).Rules().Sizes;
        return [reward, seen.Sum(value => (double)value), .. next[1..(1 + positions + velocities)]];
    }
}
