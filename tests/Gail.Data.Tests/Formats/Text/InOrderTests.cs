using Gail.Data.Formats;

namespace Gail.Data.Tests.Formats.Text;

public class InOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Results_come_in_the_order_of_items(int ahead)
    {
        // The first ones take longest.
        static int Slow(int item)
        {
            Thread.SpinWait((200 - item) * 100);
            return item * 2;
        }
        Assert.Equal(
            Enumerable.Range(0, 200).Select(item => item * 2),
            InOrder.Map(Enumerable.Range(0, 200), Slow, ahead)
        );
        Assert.Empty(InOrder.Map<int, int>([], Slow, ahead));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_first_failure_in_order_is_thrown_behind_the_results_before_it(int ahead)
    {
        using var later = new ManualResetEventSlim(ahead == 1);
        int Work(int item)
        {
            if (item == 3)
            {
                // A later one fails before.
                later.Wait();
                throw new InvalidDataException("3");
            }
            if (item == 4)
            {
                later.Set();
                throw new InvalidDataException("4");
            }
            return item;
        }
        var fetched = new List<int>();
        var failure = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var result in InOrder.Map(Enumerable.Range(0, 100), Work, ahead))
            {
                fetched.Add(result);
            }
        });
        Assert.Equal("3", failure.Message);
        Assert.Equal([0, 1, 2], fetched);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_failure_to_take_an_item_comes_behind_the_results_before_it(int ahead)
    {
        static IEnumerable<int> Items()
        {
            yield return 0;
            yield return 1;
            throw new InvalidDataException();
        }
        using var results = InOrder.Map(Items(), item => item, ahead).GetEnumerator();
        Assert.True(results.MoveNext());
        Assert.True(results.MoveNext());
        Assert.Equal(1, results.Current);
        Assert.Throws<InvalidDataException>(() => results.MoveNext());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Few_items_are_taken_ahead_and_none_once_the_results_are_given_up(int ahead)
    {
        var (taken, done, isClosed) = (0, 0, false);
        IEnumerable<int> Items()
        {
            try
            {
                while (true)
                {
                    yield return taken++;
                }
            }
            finally
            {
                isClosed = true;
            }
        }
        int Work(int item)
        {
            // Those that nobody fetches take long enough to be caught at it.
            Thread.Sleep(item < 20 ? 1 : 100);
            Interlocked.Increment(ref done);
            return item;
        }
        var results = InOrder.Map(Items(), Work, ahead).GetEnumerator();
        for (var fetched = 1; fetched <= 20; fetched++)
        {
            Assert.True(results.MoveNext());
            Assert.InRange(taken, fetched, fetched + ahead - 1);
        }
        results.Dispose();
        Assert.Equal(taken, Volatile.Read(ref done));
        Assert.True(isClosed);
        var then = taken;
        Thread.Sleep(20);
        Assert.Equal(then, taken);
    }

    [Fact]
    public void Many_callers_at_once_on_the_threads_that_do_the_work_finish()
    {
        var sums = new int[64];
        Parallel.For(0, sums.Length, i => sums[i] = InOrder.Map(Enumerable.Range(0, 50), item => item, 4).Sum());
        Assert.All(sums, sum => Assert.Equal(1225, sum));
    }
}
