using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments;

/// <summary>
/// Every recorded step of Gymnasium's classic control is reproduced. Sines, cosines and squares here are correctly
/// rounded nearly always; the recorder's C library misses the last place more often. So of CartPole's 5,850 rows all
/// agree bit for bit, of the others a few in a thousand at most do not (19 of 4,319 for Acrobot, whose step takes many).
/// </summary>
public class ClassicControlGoldenTests(ITestOutputHelper output)
{
    private const double RowTolerance = 1e-12;
    private const double ChainTolerance = 1e-9;

    public static TheoryData<string> Ids => GoldenEnvironment.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_recorded_step_is_reproduced(string id)
    {
        var golden = GoldenEnvironment.Open(id);
        var table = golden.Steps;
        var (states, nexts) = (table.Columns("s_"), table.Columns("ns_"));
        var (seen, action) = (table.Columns("obs_"), table.Column("action"));
        var (reward, terminated) = (table.Column("reward"), table.Column("terminated"));
        var next = new double[golden.Env.Spec.StateWidth];
        var (worstState, worstReward, unequal) = (0.0, 0.0, 0);
        foreach (var row in table.Rows)
        {
            var result = golden.Step(row[states], row[action], next);

            Assert.Equal(row[terminated] == 1, result.Terminated);
            Assert.Equal(row[seen].Select(value => (float)value), golden.Observe(row[nexts]));
            worstState = Math.Max(worstState, Deviation(row[nexts], next));
            worstReward = Math.Max(worstReward, Math.Abs(row[reward] - result.Reward));
            unequal += row[nexts].SequenceEqual(next) && row[reward] == result.Reward ? 0 : 1;
        }
        output.WriteLine(
            $"{id}: {table.Rows.Count} steps, largest deviation of state {worstState:R}, "
                + $"of reward {worstReward:R}; {unequal} rows not equal bit for bit"
        );
        Assert.InRange(worstState, 0, RowTolerance);
        Assert.InRange(worstReward, 0, RowTolerance);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Episodes_are_reproduced_from_their_resets(string id)
    {
        var golden = GoldenEnvironment.Open(id);
        var (table, episodes) = (golden.Steps, golden.Episodes);
        var rows = table.Rows.GroupBy(row => row[0]).ToDictionary(g => g.Key, g => g.ToArray());
        var (replayed, worst) = (0, 0.0);
        foreach (var episode in episodes.Rows)
        {
            var state = episode[episodes.Columns("s0_")];
            Assert.Equal(episode[episodes.Columns("obs0_")].Select(value => (float)value), golden.Observe(state));
            // The recording keeps every step up to a point and then every k-th.
            var kept = rows[episode[0]].TakeWhile((row, step) => row[1] == step).ToArray();
            var (total, ended) = (0.0, false);
            foreach (var row in kept)
            {
                Assert.False(ended);
                var next = new double[state.Length];
                var result = golden.Step(state, row[table.Column("action")], next);
                worst = Math.Max(worst, Deviation(row[table.Columns("ns_")], next));
                (state, total, ended) = (next, total + result.Reward, result.Terminated);
            }
            var length = (int)episode[episodes.Column("length")];
            if (kept.Length == length)
            {
                replayed++;
                Assert.Equal(episode[episodes.Column("return")], total, ChainTolerance);
                Assert.Equal(episode[episodes.Column("terminated")] == 1, ended);
            }
            var limited = length == golden.Env.Spec.StepLimit;
            Assert.Equal(episode[episodes.Column("truncated")] == 1, limited);
        }
        output.WriteLine(
            $"{id}: {replayed} of {episodes.Rows.Count} episodes replayed whole, the others from the reset as far as "
                + $"they are recorded without gaps; largest deviation of state {worst:R}"
        );
        Assert.InRange(worst, 0, ChainTolerance);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_batch_of_all_recorded_steps_ends_the_same_episodes(string id)
    {
        var golden = GoldenEnvironment.Open(id);
        var table = golden.Steps;
        var (count, states) = (table.Rows.Count, table.Columns("s_"));
        var batch = new EnvironmentBatch(
            NdArray.Matrix<double>(
                count,
                golden.Env.Spec.StateWidth,
                table.Rows.SelectMany(row => row[states]).ToArray()
            ),
            NdArray.Vector<long>(table.Rows.Select(row => (long)row[1]).ToArray()),
            NdArray.Vector<long>(Enumerable.Repeat(1L, count).ToArray())
        );
        var actions = table.Rows.Select(row => (float)row[table.Column("action")]).ToArray();

        var step = batch.Step(
            new Executor(2),
            golden.Env,
            NdArray.Matrix<float>(count, 1, actions),
            RandomKey.FromSeed(1)
        );

        for (var i = 0; i < count; i++)
        {
            var row = table.Rows[i];
            Assert.Equal(row[table.Column("terminated")] == 1, step.Terminated[i]);
            Assert.Equal(row[table.Column("truncated")] == 1, step.Truncated[i]);
            Assert.Equal(row[table.Column("reward")], step.Rewards[i], 1e-6);
            if (golden.Env.Spec.Action is DiscreteSpace)
            {
                var seen = row[table.Columns("obs_")].Select(value => (float)value);
                Assert.Equal(seen, step.NextObservations.Row(i).ToArray());
            }
        }
    }

    private static double Deviation(double[] expected, double[] actual) =>
        expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max();
}
