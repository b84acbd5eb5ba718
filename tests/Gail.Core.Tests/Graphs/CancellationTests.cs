using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Core.Tests.Graphs;

public sealed class CancellationTests
{
    private static readonly Graph Chain = MakeChain();
    private static readonly Feed<float> Feed = Feed<float>.Empty.With("x", NdArray.Zeros<float>(new Shape(1_000, 8)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Cancelled_evaluation_throws(int threads)
    {
        var executor = new Executor(threads, new CancellationToken(canceled: true));
        Assert.ThrowsAny<OperationCanceledException>(() => executor.Run(Chain, Feed));
        Assert.ThrowsAny<OperationCanceledException>(() => executor.For(5, _ => { }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Evaluation_under_way_stops(int threads)
    {
        using var cancellation = new CancellationTokenSource();
        var executor = new Executor(threads, cancellation.Token);
        var started = new TaskCompletionSource();

        var work = Task.Run(() =>
        {
            // One evaluation may end before it notices; the next may not begin.
            for (var late = 0; late < 2; late += cancellation.IsCancellationRequested ? 1 : 0)
            {
                executor.Run(Chain, Feed);
                started.TrySetResult();
            }
        });

        await Task.WhenAny(started.Task, work);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Cancellation_inside_parallel_work_is_a_cancellation_outside(int threads)
    {
        using var cancellation = new CancellationTokenSource();
        var executor = new Executor(threads, cancellation.Token);

        Assert.ThrowsAny<OperationCanceledException>(() =>
            executor.For(
                8,
                _ =>
                {
                    cancellation.Cancel();
                    executor.Run(Chain, Feed);
                }
            )
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Failure_inside_parallel_work_is_thrown_as_it_is(int threads) =>
        Assert.Throws<FormatException>(() => new Executor(threads).For(8, _ => throw new FormatException("bad")));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void For_calls_each_number_once(int threads)
    {
        var calls = new int[1_000];
        new Executor(threads).For(calls.Length, i => Interlocked.Increment(ref calls[i]));
        Assert.All(calls, count => Assert.Equal(1, count));
        new Executor(threads).For(0, _ => Assert.Fail("Nothing to do."));
    }

    [Fact]
    public void Threads_default_to_the_cores_and_are_not_negative()
    {
        Assert.Equal(Environment.ProcessorCount, new Executor().Threads);
        Assert.Equal(5, new Executor(threads: 5).Threads);
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => new Executor(threads: -1));
    }

    private static Graph MakeChain()
    {
        var node = Input("x", 8);
        for (var i = 0; i < 100; i++)
        {
            node = Tanh(node);
        }
        return new Graph(new GraphOutput("y", node));
    }
}
