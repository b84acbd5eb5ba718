using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Numerics;

namespace Gail.Data.Tests.Support;

/// <summary>What transforms of views must give: row numbers worked out over whole arrays, as plainly as can be.</summary>
internal static class PlainTransforms
{
    public static Demonstrations PlainTake(this Demonstrations all, int count) =>
        all.PlainSelect([.. Enumerable.Range(0, count)]);

    public static Demonstrations PlainTake(this Demonstrations all, int count, RandomKey key) =>
        all.PlainSelect([.. key.Permutation(all.EpisodeCount).Take(count).Order()]);

    public static Demonstrations PlainSelect(this Demonstrations all, ImmutableArray<int> episodes) =>
        Demonstrations.Create(
            Rows(
                all,
                [
                    .. episodes.Select(episode =>
                        Enumerable.Range(all.EpisodeStarts[episode], all.EpisodeLength(episode))
                    ),
                ]
            ) with
            {
                FinalObservations = all.FinalObservations?.Gather(episodes.AsSpan()),
                Terminated = all.Terminated?.Gather(episodes.AsSpan()),
                Ended = all.Ended?.Gather(episodes.AsSpan()),
            }
        );

    /// <summary>Every k-th row; what followed each is kept where there is a column of its own.</summary>
    public static Demonstrations PlainKeep(this Demonstrations all, int k, RandomKey key) =>
        k == 1
            ? all
            : Demonstrations.Create(
                Rows(
                    all,
                    [
                        .. Enumerable
                            .Range(0, all.EpisodeCount)
                            .Select(episode =>
                            {
                                var length = all.EpisodeLength(episode);
                                var first = key.Fold((ulong)episode).Below(0, Math.Min(k, length));
                                return Enumerable
                                    .Range(0, length)
                                    .Where(step => step >= first && (step - first) % k == 0)
                                    .Select(step => all.EpisodeStarts[episode] + step);
                            }),
                    ]
                ) with
                {
                    IsSubsampled = true,
                    Terminated = all.Terminated,
                    Ended = all.Ended,
                }
            );

    /// <summary>With what followed each row; without final observations the last row of each episode is left out.</summary>
    public static Demonstrations PlainPair(this Demonstrations all)
    {
        if (all.NextObservations is not null)
        {
            return all;
        }
        var left = all.FinalObservations is null ? 1 : 0;
        var rows = Enumerable
            .Range(0, all.EpisodeCount)
            .Select(episode => Enumerable.Range(all.EpisodeStarts[episode], all.EpisodeLength(episode) - left).ToList())
            .ToList();
        float[] next =
        [
            .. rows.SelectMany(
                (own, episode) =>
                    own.SelectMany(row =>
                        row + 1 == all.EpisodeStarts[episode] + all.EpisodeLength(episode)
                            ? all.FinalObservations!.Row(episode).ToArray()
                            : all.Observations.Row(row + 1).ToArray()
                    )
            ),
        ];
        return Demonstrations.Create(
            Rows(all, [.. rows]) with
            {
                FinalObservations = all.FinalObservations,
                NextObservations = NdArray.Matrix<float>(
                    next.Length / all.ObservationWidth,
                    all.ObservationWidth,
                    next
                ),
                Terminated = all.Terminated,
                Ended = all.Ended,
            }
        );
    }

    public static Demonstrations PlainConcat(this Demonstrations first, Demonstrations second) =>
        Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = Below(first.Observations, second.Observations)!,
                Actions = Below(first.Actions, second.Actions),
                ActionsAreDiscrete = first.ActionsAreDiscrete,
                ActionCount = first.ActionCount is { } count ? Math.Max(count, second.ActionCount ?? count) : null,
                Rewards = Below(first.Rewards, second.Rewards),
                Steps = Below(first.Steps, second.Steps),
                FinalObservations = Below(first.FinalObservations, second.FinalObservations),
                NextObservations = Below(first.NextObservations, second.NextObservations),
                Terminated = Below(first.Terminated, second.Terminated),
                Ended = Below(first.Ended, second.Ended),
                EpisodeStarts =
                [
                    .. first.EpisodeStarts,
                    .. second.EpisodeStarts.Select(start => start + first.StepCount),
                ],
                IsSubsampled = first.IsSubsampled || second.IsSubsampled,
            }
        );

    private static NdArray<T>? Below<T>(NdArray<T>? first, NdArray<T>? second)
        where T : unmanaged =>
        first is null || second is null
            ? null
            : NdArray
                .Vector<T>([.. first.Values, .. second.Values])
                .Reshape(new Shape([first.Rows + second.Rows, .. first.Shape.Extents.Skip(1)]));

    private static DemonstrationColumns Rows(Demonstrations all, ImmutableArray<IEnumerable<int>> episodes)
    {
        int[] rows = [.. episodes.SelectMany(own => own)];
        var lengths = episodes.Select(own => own.Count()).ToList();
        return new DemonstrationColumns
        {
            Observations = all.Observations.Gather(rows),
            Actions = all.Actions?.Gather(rows),
            ActionsAreDiscrete = all.ActionsAreDiscrete,
            ActionCount = all.ActionCount,
            Rewards = all.Rewards?.Gather(rows),
            Steps = all.Steps.Gather(rows),
            NextObservations = all.NextObservations?.Gather(rows),
            EpisodeStarts = [.. lengths.Select((_, episode) => lengths.Take(episode).Sum())],
            IsSubsampled = all.IsSubsampled,
            ObservationParts = all.ObservationParts,
        };
    }
}
