using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>
/// The log of episodes run side by side, in private memory: step after step, in each a row for every episode that was
/// running, as the policy saw it. An episode's own rows are picked out once, when they are published.
/// </summary>
internal sealed class EpisodeLog : IDisposable
{
    private readonly Executor _executor;
    private readonly PooledBuffer<End> _ends;
    private readonly PooledBuffer<float> _finalObservations;
    private PooledBuffer<float> _observations;
    private PooledBuffer<float> _actions;
    private PooledBuffer<float> _distribution;
    private PooledBuffer<float> _recurrent;
    private PooledBuffer<double> _rewards;
    private PooledBuffer<int> _episodes;

    // The rows that there is room for.
    private int _capacity;

    internal EpisodeLog(Executor executor, int episodes, IPolicy policy)
    {
        _executor = executor;
        ObservationWidth = policy.ObservationWidth;
        ActionWidth = policy.Action.Width;
        DistributionWidth = policy.DistributionWidth;
        RecurrentWidth = policy.RecurrentWidth;
        _ends = executor.Rent<End>(episodes);
        _finalObservations = executor.Rent<float>(episodes * ObservationWidth);
    }

    /// <summary>The number of episodes.</summary>
    internal int Count => _ends.Length;

    /// <summary>The columns of an observation.</summary>
    internal int ObservationWidth { get; }

    /// <summary>The columns of an action.</summary>
    internal int ActionWidth { get; }

    /// <summary>The columns of a distribution's parameters.</summary>
    internal int DistributionWidth { get; }

    /// <summary>The columns of a recurrent state.</summary>
    internal int RecurrentWidth { get; }

    /// <summary>The observation before each action, row after row.</summary>
    internal Span<float> Observations(int first, int rows) => Part(_observations, first, rows, ObservationWidth);

    /// <summary>The environment's own rewards.</summary>
    internal Span<double> Rewards(int first, int rows) => _rewards.Span.Slice(first, rows);

    /// <summary>The episode of each row, ascending within a step.</summary>
    internal Span<int> Episodes(int first, int rows) => _episodes.Span.Slice(first, rows);

    /// <summary>Makes room for so many rows; what is written stays.</summary>
    internal void Reserve(int rows)
    {
        if (rows > _capacity)
        {
            _capacity = Math.Max(rows, 2 * _capacity);
            _executor.Grow(ref _observations, _capacity * ObservationWidth);
            _executor.Grow(ref _actions, _capacity * ActionWidth);
            _executor.Grow(ref _distribution, _capacity * DistributionWidth);
            _executor.Grow(ref _recurrent, _capacity * RecurrentWidth);
            _executor.Grow(ref _rewards, _capacity);
            _executor.Grow(ref _episodes, _capacity);
        }
    }

    /// <summary>Writes the recurrent states that a policy is about to act with, from a row on.</summary>
    internal void Remember(int first, ReadOnlySpan<float> recurrent) =>
        recurrent.CopyTo(_recurrent.Span[(first * RecurrentWidth)..]);

    /// <summary>Writes what a policy has just done, from a row on.</summary>
    internal void Acted(int first, PolicyActor actor)
    {
        actor.Actions.Span.CopyTo(_actions.Span[(first * ActionWidth)..]);
        actor.Distribution.CopyTo(_distribution.Span[(first * DistributionWidth)..]);
    }

    /// <summary>Sets how an episode ended, and its final observation.</summary>
    internal void Finish(int episode, End end, ReadOnlySpan<float> finalObservation)
    {
        _ends.Span[episode] = end;
        finalObservation.CopyTo(_finalObservations.Span[(episode * ObservationWidth)..]);
    }

    /// <summary>The way an episode ended.</summary>
    internal End Ended(int episode) => _ends.Span[episode];

    /// <summary>The observation after an episode's last step.</summary>
    internal ReadOnlySpan<float> FinalObservation(int episode) =>
        Part(_finalObservations, episode, 1, ObservationWidth);

    /// <summary>Copies the rows of one episode, step by step.</summary>
    internal void Copy(
        int episode,
        Span<float> observations,
        Span<float> actions,
        Span<float> distribution,
        Span<float> recurrent,
        Span<double> rewards
    )
    {
        var row = 0;
        for (var step = 0; step < _ends.Span[episode].Length; step++, row++)
        {
            row += _episodes.Span[row..].IndexOf(episode);
            Observations(row, 1).CopyTo(observations[(step * ObservationWidth)..]);
            Part(_actions, row, 1, ActionWidth).CopyTo(actions[(step * ActionWidth)..]);
            Part(_distribution, row, 1, DistributionWidth).CopyTo(distribution[(step * DistributionWidth)..]);
            Part(_recurrent, row, 1, RecurrentWidth).CopyTo(recurrent[(step * RecurrentWidth)..]);
            rewards[step] = _rewards.Span[row];
        }
    }

    /// <summary>One episode with arrays of its own.</summary>
    internal Episode ToEpisode(int episode)
    {
        var (length, terminated, truncated, unstable) = Ended(episode);
        var observations = new float[length * ObservationWidth];
        var actions = new float[length * ActionWidth];
        var distribution = new float[length * DistributionWidth];
        var recurrent = new float[length * RecurrentWidth];
        var rewards = new double[length];
        Copy(episode, observations, actions, distribution, recurrent, rewards);
        return new Episode(
            NdArray<float>.Own(new Shape(length, ObservationWidth), observations),
            NdArray<float>.Own(new Shape(length, ActionWidth), actions),
            NdArray<float>.Own(new Shape(length, DistributionWidth), distribution),
            NdArray<double>.Own(new Shape(length), rewards),
            NdArray.Vector(FinalObservation(episode)),
            terminated,
            truncated
        )
        {
            RecurrentStates = NdArray<float>.Own(new Shape(length, RecurrentWidth), recurrent),
            Unstable = unstable,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ends.Dispose();
        _finalObservations.Dispose();
        _observations.Dispose();
        _actions.Dispose();
        _distribution.Dispose();
        _recurrent.Dispose();
        _rewards.Dispose();
        _episodes.Dispose();
    }

    private static Span<float> Part(PooledBuffer<float> column, int first, int rows, int width) =>
        column.Span.Slice(first * width, rows * width);

    /// <summary>The end of an episode.</summary>
    /// <param name="Length">The number of its steps.</param>
    /// <param name="Terminated">Whether the task itself ended.</param>
    /// <param name="Truncated">Whether the time limit was reached, or the simulation broke down.</param>
    /// <param name="Unstable">Whether the simulation broke down.</param>
    internal readonly record struct End(int Length, bool Terminated, bool Truncated, bool Unstable);
}
