namespace Gail.Execution;

/// <summary>
/// The one impure helper: threads, cancellation, the choice of engine and the memory of private buffers, which it keeps
/// as long as it lives. Everything that takes one gives the same bits with any number of threads; engines agree up to
/// rounding.
/// </summary>
public sealed partial class Executor
{
    private readonly Lazy<WorkerPool> _workers;

    /// <summary>An executor.</summary>
    /// <param name="threads">The greatest number of threads to use; 0 for one per core.</param>
    /// <param name="cancellation">Ends the work at the next boundary with <see cref="OperationCanceledException"/>.</param>
    /// <param name="engine">The engine that evaluates graphs; null for <see cref="NativeEngine"/>.</param>
    public Executor(int threads = 0, CancellationToken cancellation = default, IGraphEngine? engine = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Engine = engine ?? NativeEngine.Instance;
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        Cancellation = cancellation;
        var others = Threads - 1;
        _workers = new Lazy<WorkerPool>(() => new WorkerPool(others));
    }

    /// <summary>An executor that uses the caller's thread alone.</summary>
    public static Executor SingleThreaded { get; } = new(threads: 1);

    /// <summary>The engine that evaluates graphs.</summary>
    public IGraphEngine Engine { get; }

    /// <summary>The greatest number of threads used.</summary>
    public int Threads { get; }

    /// <summary>Stops the work early; a cancelled step leaves the earlier state unchanged.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>
    /// Calls a body once for each number below <paramref name="count"/>, on several threads. The body must write only
    /// to what belongs to its own number; then the result does not depend on the threads. Called within such a body, or
    /// while another caller's work is under way, the caller does it alone. The first failure is thrown again.
    /// </summary>
    /// <param name="count">The number of calls.</param>
    /// <param name="body">The work for one number.</param>
    public void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Cancellation.ThrowIfCancellationRequested();
        if (Threads == 1 || count <= 1)
        {
            for (var i = 0; i < count; i++)
            {
                body(i);
            }
            return;
        }
        _workers.Value.For(count, body);
    }
}
