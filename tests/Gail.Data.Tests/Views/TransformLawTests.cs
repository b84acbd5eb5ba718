using System.Collections.Immutable;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Tests.Views;

/// <summary>
/// A transform of a view, collected, is the same transform of the collected demonstrations, whatever the source's
/// batches.
/// </summary>
public class TransformLawTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(77);

    public static TheoryData<long, int> Cases
    {
        get
        {
            var cases = new TheoryData<long, int>();
            for (var seed = 0L; seed < 40; seed++)
            {
                foreach (var size in (int[])[1, 3, 4096])
                {
                    cases.Add(seed, size);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Taking_the_first_episodes(long seed, int size)
    {
        var demonstrations = Samples.Random(seed);
        for (var count = 1; count <= demonstrations.EpisodeCount; count++)
        {
            AssertSame(demonstrations.PlainTake(count), View(demonstrations, size).TakeEpisodes(count));
            AssertSame(demonstrations.PlainTake(count, Key), View(demonstrations, size).TakeEpisodes(count, Key));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Selecting_episodes_in_any_order_and_more_than_once(long seed, int size)
    {
        var demonstrations = Samples.Random(seed);
        ImmutableArray<int> episodes = [.. Key.Fold((ulong)seed).Choices(5, demonstrations.EpisodeCount)];
        AssertSame(demonstrations.PlainSelect(episodes), View(demonstrations, size).SelectEpisodes(episodes));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keeping_every_kth_row(long seed, int size)
    {
        var demonstrations = Samples.Random(seed);
        // A view's next observations are a column like others, and stay true after sub-sampling.
        var paired = demonstrations.AsView().Describe().Has(ColumnNames.NextObservation)
            ? demonstrations.PlainPair()
            : demonstrations;
        foreach (var k in (int[])[1, 2, 3, 5, 20, int.MaxValue])
        {
            var expected = k == 1 ? demonstrations : paired.PlainKeep(k, Key);
            AssertSame(expected, View(demonstrations, size).KeepEvery(k, Key));
            if (k > 1)
            {
                AssertSame(
                    demonstrations.PlainKeep(k, Key),
                    View(demonstrations, size).SelectColumns([.. WithoutNext(demonstrations)]).KeepEvery(k, Key)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Concatenating(long seed, int size)
    {
        var first = Samples.Random(seed);
        var alike = Enumerable
            .Range(0, 400)
            .Select(other => Samples.Random(other))
            .Where(other => other.ObservationWidth == first.ObservationWidth && other.ActionWidth == first.ActionWidth)
            .Where(other => other.ActionsAreDiscrete == first.ActionsAreDiscrete)
            .Skip((int)seed % 3)
            .Take(6);
        foreach (var second in alike)
        {
            var joined = View(first, size).Concat(View(second, 3));
            AssertSame(first.PlainConcat(second), joined);
            Assert.Equal(first.StepCount + second.StepCount, joined.GetRowCount());
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Pairing_with_the_next_observation(long seed, int size)
    {
        var demonstrations = Samples.Random(seed);
        var view = View(demonstrations, size);
        if (demonstrations.IsSubsampled)
        {
            Assert.Throws<DemonstrationException>(() => view.PairNext());
            return;
        }
        if (demonstrations.FinalObservations is null && demonstrations.EpisodeLengths.Contains(1))
        {
            var message = Assert.Throws<DemonstrationException>(() => Collected(view.PairNext())).Message;
            Assert.Contains("has a single step and no final observation, so nothing follows it", message);
            return;
        }
        var expected = demonstrations.PlainPair();
        var actual = Collected(view.PairNext());
        Assert.Equal(expected.NextObservations, actual.PlainPair().NextObservations);
        Assert.Equal(expected.EpisodeStarts.ToArray(), actual.EpisodeStarts.ToArray());
        Assert.Equal(expected.Observations, actual.Observations);
        Assert.Equal(expected.Actions, actual.Actions);
        Assert.Equal(expected.Rewards, actual.Rewards);
        Assert.Equal(expected.Terminated, actual.Terminated);
        Assert.Equal(expected.Ended, actual.Ended);
        AssertSame(expected.PlainKeep(2, Key), view.PairNext().KeepEvery(2, Key));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_transform_after_another(long seed, int size)
    {
        var demonstrations = Samples.Random(seed);
        var count = 1 + (demonstrations.EpisodeCount / 2);
        var view = View(demonstrations, size)
            .SelectColumns([.. WithoutNext(demonstrations)])
            .TakeEpisodes(count, Key)
            .KeepEvery(3, Key)
            .Concat(View(demonstrations, 2).TakeEpisodes(1))
            .SelectEpisodes([count, 0]);
        var expected = demonstrations
            .PlainTake(count, Key)
            .PlainKeep(3, Key)
            .PlainConcat(demonstrations.PlainTake(1))
            .PlainSelect([count, 0]);
        AssertSame(expected, view);
    }

    private static IEnumerable<string> WithoutNext(Demonstrations demonstrations) =>
        demonstrations.AsView().Describe().Names.Where(name => name != ColumnNames.NextObservation);

    private static Rebatched View(Demonstrations demonstrations, int size) => new(demonstrations.AsView(), size);

    private static Demonstrations Collected(IDataView view) => Demonstrations.Collect(view);

    private static void AssertSame(Demonstrations expected, IDataView view)
    {
        Assert.True(expected.SameBits(Collected(view)), $"{expected} but {Collected(view)}");
        Assert.True(expected.SameBits(Collected(view)), "the second time");
    }
}
