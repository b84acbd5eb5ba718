using Gail.Execution;

namespace Gail.Core.Tests.Execution;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_number_is_called_once_however_often_work_is_handed_over(int threads)
    {
        // Tens of thousands of tiny pieces: a lost wake-up or a lost count would hang or show here.
        var executor = new Executor(threads);
        var calls = new int[9];
        var total = 0L;
        for (var round = 0; round < 30_000; round++)
        {
            var count = 1 + (round % 9);
            executor.For(count, i => Interlocked.Increment(ref calls[i]));
            total += count;
            Assert.Equal(total, calls.Sum(value => (long)value));
        }
    }

    [Fact]
    public void Work_within_work_is_done_by_whoever_asked()
    {
        var executor = new Executor(threads: 3);
        var calls = new int[8 * 8];
        executor.For(8, i => executor.For(8, j => Interlocked.Increment(ref calls[(8 * i) + j])));
        Assert.All(calls, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Two_callers_share_an_executor()
    {
        var executor = new Executor(threads: 3);
        var calls = new int[2 * 1000];
        void Caller(int caller)
        {
            for (var round = 0; round < 1000; round++)
            {
                executor.For(4, _ => Interlocked.Increment(ref calls[(caller * 1000) + round]));
            }
        }
        var other = new Thread(() => Caller(1));
        other.Start();
        Caller(0);
        other.Join();
        Assert.All(calls, count => Assert.Equal(4, count));
    }

    [Fact]
    public void After_a_failure_the_next_work_is_done()
    {
        var executor = new Executor(threads: 3);
        for (var round = 0; round < 100; round++)
        {
            Assert.Throws<InvalidOperationException>(() =>
                executor.For(8, i => throw new InvalidOperationException($"{i}"))
            );
            var calls = 0;
            executor.For(8, _ => Interlocked.Increment(ref calls));
            Assert.Equal(8, calls);
        }
    }

    [Fact]
    public void Threads_that_have_ended_are_replaced()
    {
        var pool = new WorkerPool(workers: 2, longestSleep: TimeSpan.FromMilliseconds(1));
        for (var round = 0; round < 10; round++)
        {
            var calls = 0;
            pool.For(8, _ => Interlocked.Increment(ref calls));
            Assert.Equal(8, calls);
            Assert.True(SpinWait.SpinUntil(() => pool.Alive == 0, Hang.Guard));
        }
    }
}
