using System.Numerics;

namespace Gail.Execution;

/// <summary>
/// A pool of arrays whose lengths are powers of two. It keeps every array that is returned, so
/// that repeated work allocates nothing; .NET's shared pool may drop arrays at any time.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class BufferPool<T>
    where T : unmanaged
{
    private const int LeastLength = 16;

    private readonly ObjectPool<T[]>[] _free = [.. Enumerable.Range(0, 31).Select(_ => new ObjectPool<T[]>())];

    /// <summary>An array of at least this length.</summary>
    internal T[] Rent(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 1 << 30);
        var rounded = BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, LeastLength));
        return _free[BitOperations.Log2(rounded)].Take() ?? GC.AllocateUninitializedArray<T>((int)rounded);
    }

    internal void Return(T[] array) => _free[BitOperations.Log2((uint)array.Length)].Keep(array);
}
