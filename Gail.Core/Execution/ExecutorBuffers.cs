using System.Collections.Concurrent;

namespace Gail.Execution;

/// <content>Private buffers for the time of one call.</content>
public sealed partial class Executor
{
    private readonly ConcurrentDictionary<Type, object> _buffers = [];

    /// <summary>Memory for the time of one call, to be disposed of; its contents are not defined.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    public PooledBuffer<T> Rent<T>(int length)
        where T : unmanaged =>
        new((BufferPool<T>)_buffers.GetOrAdd(typeof(T), static _ => new BufferPool<T>()), length);

    /// <summary>Exchanges memory for some that is longer; what is written stays.</summary>
    internal void Grow<T>(ref PooledBuffer<T> rented, int length)
        where T : unmanaged
    {
        var longer = Rent<T>(length);
        rented.Span.CopyTo(longer);
        rented.Dispose();
        rented = longer;
    }
}
