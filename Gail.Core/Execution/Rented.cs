namespace Gail.Execution;

/// <summary>
/// Memory lent by an <see cref="Executor"/> for the time of one call; disposing of it, once, gives it to the next. What
/// it holds at first is what the last borrower left. Never published: who needs a value to stay makes an array.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct Rented<T> : IDisposable
    where T : unmanaged
{
    private readonly BufferPool<T>? _pool;
    private readonly T[] _array;

    internal Rented(BufferPool<T> pool, int length)
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
    internal int Length { get; }

    internal Span<T> Span => _array.AsSpan(0, Length);

    internal Memory<T> Memory => _array.AsMemory(0, Length);

    public static implicit operator Span<T>(Rented<T> rented) => rented.Span;

    public static implicit operator ReadOnlySpan<T>(Rented<T> rented) => rented.Span;

    /// <inheritdoc/>
    public void Dispose() => _pool?.Return(_array);
}
