using System.Collections.Concurrent;

namespace Gail.Runs.Tests;

public sealed class SideBySideTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(2, 5, 2)]
    [InlineData(3, 2, 1)] // Each has a thread at least.
    [InlineData(9, 4, 1)]
    public void Every_item_once_with_a_share_of_the_threads(int jobs, int threads, int least)
    {
        var items = Enumerable.Range(0, 20).ToList();
        var seen = new ConcurrentBag<int>();
        var shares = new ConcurrentBag<int>();

        SideBySide.Run(
            items,
            jobs,
            threads,
            CancellationToken.None,
            (executor, item) =>
            {
                seen.Add(item);
                shares.Add(executor.Threads);
            }
        );

        Assert.Equal(items, seen.Order());
        Assert.All(shares, share => Assert.InRange(share, least, Math.Max(1, (threads + jobs - 1) / jobs)));
    }

    [Fact]
    public void So_many_at_a_time()
    {
        using var meeting = new Barrier(3);
        SideBySide.Run(
            [0, 1, 2],
            jobs: 3,
            threads: 3,
            CancellationToken.None,
            (_, _) => Assert.True(meeting.SignalAndWait(Hang.Guard))
        );
    }

    [Fact]
    public void The_first_failure_stops_the_rest_and_is_thrown()
    {
        var begun = 0;
        var failure = Assert.Throws<InvalidDataException>(() =>
            SideBySide.Run(
                [.. Enumerable.Range(0, 1000)],
                jobs: 2,
                threads: 2,
                CancellationToken.None,
                (executor, item) =>
                {
                    Interlocked.Increment(ref begun);
                    if (item == 3)
                    {
                        throw new InvalidDataException("third");
                    }
                    executor.Cancellation.WaitHandle.WaitOne(item > 3 ? Hang.Guard : TimeSpan.Zero);
                    executor.Cancellation.ThrowIfCancellationRequested();
                }
            )
        );
        Assert.Equal("third", failure.Message);
        Assert.InRange(begun, 4, 6);
    }

    [Fact]
    public void Cancelling_tells_what_is_under_way_and_begins_nothing_more()
    {
        using var cancellation = new CancellationTokenSource();
        var ended = 0;
        Assert.Throws<OperationCanceledException>(() =>
            SideBySide.Run(
                [.. Enumerable.Range(0, 1000)],
                jobs: 2,
                threads: 2,
                cancellation.Token,
                (executor, item) =>
                {
                    if (item == 5)
                    {
                        cancellation.Cancel();
                    }
                    executor.Cancellation.WaitHandle.WaitOne(item > 5 ? Hang.Guard : TimeSpan.Zero);
                    executor.Cancellation.ThrowIfCancellationRequested();
                    Interlocked.Increment(ref ended);
                }
            )
        );
        Assert.InRange(ended, 0, 7);
    }

    [Fact]
    public void Nothing_to_do_is_done_at_once() =>
        SideBySide.Run<int>([], 4, 0, CancellationToken.None, (_, _) => Assert.Fail("There is no item."));
}
