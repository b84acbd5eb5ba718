using Gail.Execution;

namespace Gail.Core.Tests.Execution;

public sealed class RentedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1_000)]
    public void Memory_has_the_length_asked_for_and_serves_the_next(int length)
    {
        var executor = new Executor(threads: 1);
        var first = executor.Rent<double>(length);
        Assert.Equal(length, first.Length);
        Assert.Equal(length, first.Span.Length);
        Assert.Equal(length, first.Memory.Length);
        first.Span.Fill(1);
        first.Dispose();

        Assert.Equal(0, Allocations.PerCall(() => executor.Rent<double>(length).Dispose()));
    }

    [Fact]
    public void What_is_lent_is_lent_to_one_only()
    {
        var executor = new Executor(threads: 4);
        executor.For(
            100,
            i =>
            {
                using var own = executor.Rent<int>(50 + i);
                using var other = executor.Rent<int>(50 + i);
                own.Span.Fill(i);
                other.Span.Fill(-i);
                Thread.Yield();
                Assert.False(own.Span.ContainsAnyExcept(i));
                Assert.False(other.Span.ContainsAnyExcept(-i));
            }
        );
    }

    [Fact]
    public void Growing_keeps_what_is_written()
    {
        var executor = new Executor(threads: 1);
        var column = executor.Rent<long>(3);
        ((ReadOnlySpan<long>)[1, 2, 3]).CopyTo(column);
        executor.Grow(ref column, 100);
        Assert.Equal(100, column.Length);
        Assert.Equal([1, 2, 3], column.Span[..3].ToArray());
    }

    [Fact]
    public void Nothing_at_all_can_be_given_back() => default(PooledBuffer<float>).Dispose();

    [Fact]
    public void An_allocation_is_noticed()
    {
        byte[] kept = [];
        Assert.InRange(Allocations.PerCall(() => kept = new byte[1_000]), 1_000, 1_100);
        Assert.InRange(Allocations.PerCallOfAllThreads(() => kept = new byte[1_000]), 1_000, long.MaxValue);
        Assert.Equal(1_000, kept.Length);
    }
}
