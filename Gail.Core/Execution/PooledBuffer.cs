namespace Gail.Execution;

/// <summary>
/// Memory lent by an <see cref="Executor"/> for the time of one call; disposing of it, once, gives it to the next. What
/// it holds at first is what the last borrower left. Never published: who needs a value to stay makes an array.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct PooledBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly BufferPool<T>? _pool;
    private readonly T[] _array;

    internal PooledBuffer(BufferPool<T> pool, int length)
    {
        _pool = pool;
        _array = pool.Rent(length);
        Length = length;
#if DEBUG
        // Whoever reads before writing shall notice: NaN, and numbers of no row.
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(Span).Fill(byte.MaxValue);
#endif
    }

    /// <summary>The number of elements asked for.</summary>
    public int Length { get; }

    /// <summary>The elements.</summary>
    public Span<T> Span => _array.AsSpan(0, Length);

    /// <summary>The elements, for those who keep them while the buffer is lent.</summary>
    public Memory<T> Memory => _array.AsMemory(0, Length);

    /// <summary>The elements.</summary>
    public static implicit operator Span<T>(PooledBuffer<T> buffer) => buffer.Span;

    /// <summary>The elements.</summary>
    public static implicit operator ReadOnlySpan<T>(PooledBuffer<T> buffer) => buffer.Span;

    /// <inheritdoc/>
    public void Dispose() => _pool?.Return(_array);
}
