namespace Gail.Execution;

/// <summary>
/// An object pool that keeps everything returned to it. One object waits where it is exchanged without a
/// lock, since mostly there is one caller: a lock costs as much as a small kernel.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class ObjectPool<T>
    where T : class
{
    private readonly Stack<T> _others = [];
    private T? _first;

    /// <summary>A pooled object, if there is one.</summary>
    internal T? Take()
    {
        var taken = Interlocked.Exchange(ref _first, null);
        if (taken is not null)
        {
            return taken;
        }
        lock (_others)
        {
            return _others.TryPop(out var other) ? other : null;
        }
    }

    /// <summary>Keeps one for the next caller.</summary>
    internal void Keep(T spare)
    {
        var before = Interlocked.Exchange(ref _first, spare);
        if (before is not null)
        {
            lock (_others)
            {
                _others.Push(before);
            }
        }
    }
}
