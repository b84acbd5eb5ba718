using Gail.Numerics;

namespace Gail.Rollouts;

/// <summary>One step of episodes side by side, a row for each that was running.</summary>
/// <param name="Observations">Seen before the action [rows, obs].</param>
/// <param name="Actions">[rows, action width].</param>
/// <param name="Distribution">[rows, parameter width].</param>
/// <param name="Rewards">The environment's own rewards [rows].</param>
/// <param name="Episodes">The episode of each row, ascending.</param>
internal sealed record EpisodeTick(
    NdArray<float> Observations,
    NdArray<float> Actions,
    NdArray<float> Distribution,
    double[] Rewards,
    int[] Episodes
)
{
    /// <summary>The rows of one episode that ran in all the steps given.</summary>
    internal static Episode Collect(
        List<EpisodeTick> ticks,
        int episode,
        NdArray<float> finalObservation,
        bool terminated,
        bool truncated
    )
    {
        var observations = new RowWriter(ticks.Count, ticks[0].Observations.Columns);
        var actions = new RowWriter(ticks.Count, ticks[0].Actions.Columns);
        var distribution = new RowWriter(ticks.Count, ticks[0].Distribution.Columns);
        var rewards = new double[ticks.Count];
        for (var t = 0; t < rewards.Length; t++)
        {
            var tick = ticks[t];
            var row = Array.BinarySearch(tick.Episodes, episode);
            observations.Write(t, tick.Observations.Row(row));
            actions.Write(t, tick.Actions.Row(row));
            distribution.Write(t, tick.Distribution.Row(row));
            rewards[t] = tick.Rewards[row];
        }
        return new Episode(
            observations.ToArray(),
            actions.ToArray(),
            distribution.ToArray(),
            NdArray<double>.Own(new Shape(rewards.Length), rewards),
            finalObservation,
            terminated,
            truncated
        );
    }

    /// <summary>A private matrix of floats that is written row by row and published once.</summary>
    private readonly struct RowWriter(int rows, int columns)
    {
        private readonly float[] _values = new float[rows * columns];

        internal void Write(int row, ReadOnlySpan<float> values) => values.CopyTo(_values.AsSpan(row * columns));

        internal NdArray<float> ToArray() => NdArray<float>.Own(new Shape(rows, columns), _values);
    }
}
