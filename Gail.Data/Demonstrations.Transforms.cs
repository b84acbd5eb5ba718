using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Data;

/// <content>Pure transforms: each returns new demonstrations and leaves these as they are.</content>
public sealed partial class Demonstrations
{
    /// <summary>The first <paramref name="count"/> episodes.</summary>
    /// <param name="count">1 to <see cref="EpisodeCount"/>.</param>
    /// <exception cref="DemonstrationException">There are fewer episodes.</exception>
    public Demonstrations TakeEpisodes(int count)
    {
        RequireEpisodes(count);
        return count == EpisodeCount ? this : Select([.. Enumerable.Range(0, count)]);
    }

    /// <summary>A uniformly random choice of episodes without replacement, in the order of the source.</summary>
    /// <param name="count">1 to <see cref="EpisodeCount"/>.</param>
    /// <param name="key">Decides which; consumed.</param>
    /// <exception cref="DemonstrationException">There are fewer episodes.</exception>
    public Demonstrations TakeEpisodes(int count, RandomKey key)
    {
        RequireEpisodes(count);
        return Select([.. key.Permutation(EpisodeCount).Take(count).Order()]);
    }

    /// <summary>The episodes named, in that order.</summary>
    /// <param name="episodes">Each 0 to <see cref="EpisodeCount"/> - 1; at least one; one may come more than once.</param>
    public Demonstrations SelectEpisodes(ImmutableArray<int> episodes)
    {
        if (episodes.IsDefaultOrEmpty)
        {
            throw new ArgumentException("Expected at least one episode.", nameof(episodes));
        }
        foreach (var episode in episodes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(episode, nameof(episodes));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(episode, EpisodeCount, nameof(episodes));
        }
        return Select(episodes);
    }

    /// <summary>
    /// Every <paramref name="k"/>-th step of each episode, beginning at a random step: the paper's sub-sampling, which
    /// makes the data scarce without making the episodes few. <see cref="Steps"/> keep the times.
    /// </summary>
    /// <remarks>
    /// The start of episode e is drawn uniformly from [0, min(k, length)) with <c>key.Fold(e)</c>. The authors draw
    /// from [0, k) always, which leaves nothing of an episode shorter than its start; here each keeps a step, and for
    /// episodes of k steps or more both are the same. Final observations are dropped, since the last row need not be
    /// the last step; <see cref="PairNext"/> before it keeps what followed each step. With k = 1 nothing changes.
    /// </remarks>
    /// <param name="k">1 or more.</param>
    /// <param name="key">The source of the random starts; consumed.</param>
    public Demonstrations KeepEvery(int k, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (k == 1)
        {
            return this;
        }
        var rows = new List<int>((StepCount / k) + EpisodeCount);
        var starts = ImmutableArray.CreateBuilder<int>(EpisodeCount);
        for (var episode = 0; episode < EpisodeCount; episode++)
        {
            starts.Add(rows.Count);
            var first = key.Fold(episode).Below(0, Math.Min(k, EpisodeLength(episode)));
            // A long counter: row + k must not wrap around for a great k.
            for (long row = EpisodeStarts[episode] + first; row < _columns.EpisodeEnd(episode); row += k)
            {
                rows.Add((int)row);
            }
        }
        return new Demonstrations(
            GatherRows([.. rows]) with
            {
                EpisodeStarts = starts.MoveToImmutable(),
                FinalObservations = null,
                IsSubsampled = true,
            }
        );
    }

    /// <summary>These episodes, then those of <paramref name="other"/>.</summary>
    /// <remarks>A column that one of them lacks is absent from the result.</remarks>
    /// <param name="other">Demonstrations of the same widths and kind of actions.</param>
    /// <exception cref="DemonstrationException">Widths or kinds of actions differ.</exception>
    public Demonstrations Concat(Demonstrations other)
    {
        ArgumentNullException.ThrowIfNull(other);
        RequireEqual(
            other,
            _columns.Fields.Observations,
            $"{other.ObservationWidth} values",
            $"{ObservationWidth} values"
        );
        RequireEqual(
            other,
            _columns.Fields.Actions,
            $"{other.ActionWidth} {Kind(other.ActionsAreDiscrete)} values",
            $"{ActionWidth} {Kind(ActionsAreDiscrete)} values"
        );
        return new Demonstrations(
            _columns with
            {
                Observations = Joined(Observations, other.Observations)!,
                Actions = Joined(Actions, other.Actions),
                Rewards = Joined(Rewards, other.Rewards),
                Steps = Joined(Steps, other.Steps),
                FinalObservations = Joined(FinalObservations, other.FinalObservations),
                NextObservations = Joined(NextObservations, other.NextObservations),
                Terminated = Joined(Terminated, other.Terminated),
                Ended = Joined(Ended, other.Ended),
                EpisodeStarts = [.. EpisodeStarts, .. other.EpisodeStarts.Select(start => checked(start + StepCount))],
                ActionCount = ActionCount is { } count ? Math.Max(count, other.ActionCount ?? count) : null,
                IsSubsampled = IsSubsampled || other.IsSubsampled,
                Source = DemonstrationSource.Joined(Source, other.Source),
                Fields = FieldNames.Own,
            }
        );
    }

    /// <summary>
    /// Fills in <see cref="Terminated"/> where the source does not say: an episode that ran to its end in fewer steps
    /// than the limit must have terminated; one that reached the limit is taken to have been cut by it.
    /// </summary>
    /// <remarks>
    /// Where the source does not even say which episodes ran to their end (<see cref="Ended"/> is null), all are taken
    /// to have done so. A task that ends exactly at the limit's last step is taken for truncated.
    /// </remarks>
    /// <param name="stepLimit">The environment's limit, 1 or more.</param>
    /// <exception cref="DemonstrationException">Steps were left out, so that lengths are not known.</exception>
    public Demonstrations WithTerminationFromStepLimit(int stepLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepLimit, 1);
        if (Terminated is not null)
        {
            return this;
        }
        if (IsSubsampled)
        {
            throw Fail(
                _columns.Fields.Terminated,
                "cannot be told from the lengths of sub-sampled episodes; fill it in before sub-sampling."
            );
        }
        return new Demonstrations(
            _columns with
            {
                Terminated = NdArray.Vector<bool>([
                    .. Enumerable
                        .Range(0, EpisodeCount)
                        .Select(e => EpisodeLength(e) < stepLimit && Ended?[e] != false),
                ]),
            }
        );
    }

    /// <summary>Takes actions that a file stores as floating-point numbers for the choices they are.</summary>
    /// <exception cref="DemonstrationException">An action is no integer of 0 or more.</exception>
    public Demonstrations AsDiscrete() =>
        ActionsAreDiscrete ? this : Create(_columns with { ActionsAreDiscrete = true });

    /// <summary>The state-action pairs: all that most imitation looks at.</summary>
    /// <exception cref="DemonstrationException">There are no actions.</exception>
    public Transitions Pairs() =>
        Actions is { } actions
            ? new Transitions(Observations, actions)
            : throw Fail(
                _columns.Fields.Actions,
                "there are none, and this method learns from actions; take demonstrations with actions, or a method that learns from observations alone."
            );

    /// <summary>
    /// Adds <see cref="NextObservations"/>: of a step the observation of the one after it, of the last one of an
    /// episode its final observation. To be called before steps are left out.
    /// </summary>
    /// <remarks>Where final observations are not known, the last step of each episode is left out.</remarks>
    /// <exception cref="DemonstrationException">
    /// Steps were left out already, or an episode has a single step and no final observation.
    /// </exception>
    public Demonstrations PairNext()
    {
        if (NextObservations is not null)
        {
            return this;
        }
        if (IsSubsampled)
        {
            throw Fail(
                _columns.Fields.NextObservations,
                "cannot be told after steps were left out; pair observations before sub-sampling."
            );
        }
        var rows = new List<int>(StepCount);
        var starts = ImmutableArray.CreateBuilder<int>(EpisodeCount);
        for (var episode = 0; episode < EpisodeCount; episode++)
        {
            var end = _columns.EpisodeEnd(episode) - (FinalObservations is null ? 1 : 0);
            if (end == EpisodeStarts[episode])
            {
                throw Fail(
                    _columns.Fields.NextObservations,
                    $"episode {episode} has a single step and no final observation, so nothing follows it; leave it out."
                );
            }
            starts.Add(rows.Count);
            rows.AddRange(Enumerable.Range(EpisodeStarts[episode], end - EpisodeStarts[episode]));
        }
        var width = ObservationWidth;
        var next = new float[rows.Count * width];
        for (var (i, episode) = (0, 0); i < rows.Count; i++)
        {
            if (rows[i] == _columns.EpisodeEnd(episode))
            {
                episode++;
            }
            var row =
                rows[i] + 1 == _columns.EpisodeEnd(episode)
                    ? FinalObservations!.Row(episode)
                    : Observations.Row(rows[i] + 1);
            row.CopyTo(next.AsSpan(i * width));
        }
        var kept = rows.Count == StepCount ? _columns : GatherRows([.. rows]);
        return new Demonstrations(
            kept with
            {
                EpisodeStarts = starts.MoveToImmutable(),
                NextObservations = NdArray<float>.Own(new Shape(rows.Count, width), next),
            }
        );
    }

    /// <summary>Count, mean and variance of each observation column.</summary>
    public ColumnMoments Moments() => ColumnMoments.Of(Observations);

    private static string Kind(bool discrete) => discrete ? "discrete" : "continuous";

    private static NdArray<T>? Joined<T>(NdArray<T>? first, NdArray<T>? second)
        where T : unmanaged
    {
        if (first is null || second is null)
        {
            return null;
        }
        var values = new T[checked(first.Length + second.Length)];
        first.Span.CopyTo(values);
        second.Span.CopyTo(values.AsSpan(first.Length));
        return NdArray.Vector<T>(values).Reshape(new Shape([first.Rows + second.Rows, .. first.Shape.Extents.Skip(1)]));
    }

    private Demonstrations Select(ImmutableArray<int> episodes)
    {
        var rows = new List<int>();
        var starts = ImmutableArray.CreateBuilder<int>(episodes.Length);
        foreach (var episode in episodes)
        {
            starts.Add(rows.Count);
            rows.AddRange(Enumerable.Range(EpisodeStarts[episode], EpisodeLength(episode)));
        }
        return new Demonstrations(
            GatherRows([.. rows]) with
            {
                EpisodeStarts = starts.MoveToImmutable(),
                FinalObservations = FinalObservations?.Gather(episodes.AsSpan()),
                Terminated = Terminated?.Gather(episodes.AsSpan()),
                Ended = Ended?.Gather(episodes.AsSpan()),
            }
        );
    }

    private DemonstrationColumns GatherRows(ReadOnlySpan<int> rows) =>
        _columns with
        {
            Observations = Observations.Gather(rows),
            Actions = Actions?.Gather(rows),
            NextObservations = NextObservations?.Gather(rows),
            Rewards = Rewards?.Gather(rows),
            Steps = Steps.Gather(rows),
            // The rows are no longer those of the file, so neither are its row numbers.
            Fields = FieldNames.Own,
        };

    private void RequireEqual(Demonstrations other, string field, string otherHas, string theseHave)
    {
        if (otherHas != theseHave)
        {
            throw new DemonstrationException(
                other.Source.File,
                field,
                $"has {otherHas} per row, but the demonstrations to join it to have {theseHave}."
            );
        }
    }
}
