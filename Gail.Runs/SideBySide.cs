using Gail.Execution;

namespace Gail.Runs;

/// <summary>Many runs at once on the threads of one machine: faster than one after the other, each on all of them.</summary>
public static class SideBySide
{
    /// <summary>
    /// Calls the work for each item, in order, so many at a time; each call has an executor with its share of the
    /// threads. After the first exception, or when it is cancelled, nothing more begins; what is under way is told so
    /// by its executor.
    /// </summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="jobs">The number at a time, at least 1.</param>
    /// <param name="threads">The threads of all together; 0 for one per core. Each has at least one.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <param name="work">The work; called from several threads at once.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Run<T>(
        IReadOnlyList<T> items,
        int jobs,
        int threads,
        CancellationToken cancellation,
        Action<Executor, T> work
    )
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var all = threads == 0 ? Environment.ProcessorCount : threads;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var next = -1;
        Exception? failure = null;

        void Work(Executor executor)
        {
            while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is var at && at < items.Count)
            {
                try
                {
                    work(executor, items[at]);
                }
                catch (Exception e)
                {
                    // What others throw after the first is that they were stopped.
                    Interlocked.CompareExchange(ref failure, e, comparand: null);
                    stop.Cancel();
                    return;
                }
            }
        }

        var workers = new Thread[Math.Min(jobs, items.Count)];
        for (var i = 0; i < workers.Length; i++)
        {
            var own = Math.Max(1, (all * (i + 1) / workers.Length) - (all * i / workers.Length));
            workers[i] = new Thread(() => Work(new Executor(own, stop.Token))) { IsBackground = true };
            workers[i].Start();
        }
        foreach (var worker in workers)
        {
            worker.Join();
        }
        cancellation.ThrowIfCancellationRequested();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
