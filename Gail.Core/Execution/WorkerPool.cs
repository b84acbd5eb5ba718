using System.Runtime.ExceptionServices;

namespace Gail.Execution;

/// <summary>
/// A pool of threads that run numbered work. Handing over takes a microsecond while they are still awake from the last
/// time, and allocates nothing. A thread that has slept for long ends, and is replaced when there is work again. One
/// piece of work at a time: asked again meanwhile, the caller does it alone.
/// </summary>
/// <param name="workers">The number of threads beside the caller's.</param>
/// <param name="longestSleep">After how long a thread without work ends; five seconds by default.</param>
internal sealed class WorkerPool(int workers, TimeSpan? longestSleep = null)
{
    // Less than a millisecond: the steps of an optimiser follow each other faster than that.
    private const int SpinsBeforeSleep = 1000;

    private readonly TimeSpan _longestSleep = longestSleep ?? TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0);
    private Action<int>? _body;
    private int _count;
    private int _next;
    private int _active;
    private int _asleep;
    private int _busy;
    private volatile int _generation;
    private ExceptionDispatchInfo? _failure;

    private int _alive;

    /// <summary>The number of threads that have not ended.</summary>
    internal int Alive => Volatile.Read(ref _alive);

    /// <summary>Calls a body for each number below a count, on this and the other threads.</summary>
    internal void For(int count, Action<int> body)
    {
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            for (var i = 0; i < count; i++)
            {
                body(i);
            }
            return;
        }
        lock (_gate)
        {
            _body = body;
            _count = count;
            _next = 0;
            _failure = null;
            _generation++;
            if (_asleep > 0)
            {
                _wake.Release(_asleep);
                _asleep = 0;
            }
            StartMissing();
        }
        Take(body, count);
        lock (_gate)
        {
            _body = null; // Who comes too late finds nothing to do.
        }
        var wait = default(SpinWait);
        while (Volatile.Read(ref _active) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
        var failure = _failure;
        Volatile.Write(ref _busy, 0);
        failure?.Throw();
    }

    private void StartMissing()
    {
        try
        {
            for (; _alive < workers; _alive++)
            {
                new Thread(Work) { IsBackground = true, Name = "Gail worker" }.Start();
            }
        }
        catch (OutOfMemoryException)
        {
            // No more threads to be had: those there are do the work.
        }
    }

    private void Work()
    {
        for (var seen = 0; WaitForNext(seen); )
        {
            Action<int>? body;
            int count;
            lock (_gate)
            {
                seen = _generation;
                body = _body;
                count = _count;
                if (body is not null)
                {
                    Interlocked.Increment(ref _active); // Others leave outside the lock.
                }
            }
            if (body is not null)
            {
                Take(body, count);
                Interlocked.Decrement(ref _active);
            }
        }
    }

    /// <summary>Whether there is new work; false after a long sleep.</summary>
    private bool WaitForNext(int seen)
    {
        for (var i = 0; i < SpinsBeforeSleep; i++)
        {
            if (_generation != seen)
            {
                return true;
            }
            Thread.SpinWait(20);
        }
        lock (_gate)
        {
            if (_generation != seen)
            {
                return true;
            }
            _asleep++;
        }
        if (_wake.Wait(_longestSleep))
        {
            return true;
        }
        lock (_gate)
        {
            if (_generation == seen)
            {
                _asleep--;
                _alive--;
                return false;
            }
        }
        // The call came just now. Another may have taken the permit; then the next call brings one.
        return _wake.Wait(_longestSleep) || _generation != seen;
    }

    private void Take(Action<int> body, int count)
    {
        try
        {
            for (int i; (i = Interlocked.Increment(ref _next) - 1) < count; )
            {
                body(i);
            }
        }
        catch (Exception e)
        {
            // The others finish what they have; the caller throws.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            Volatile.Write(ref _next, count);
        }
    }
}
