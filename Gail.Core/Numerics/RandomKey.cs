namespace Gail.Numerics;

/// <summary>
/// A splittable random key: a value that names an endless sequence of random numbers. Nothing is hidden and nothing
/// advances: the same key and index give the same number, on any thread, in any order.
/// </summary>
/// <remarks>
/// Draws encrypt (index, domain 0) under the key with <see cref="Philox"/>; <see cref="Fold(ulong)"/> encrypts
/// (data, domain 1), so that derived keys and draws never share a counter. Use a key either for draws or as the
/// parent of others, each index once.
/// </remarks>
/// <param name="Value">The 64 key bits.</param>
public readonly record struct RandomKey(ulong Value)
{
    private const uint DrawDomain = 0;
    private const uint FoldDomain = 1;

    /// <summary>The key of a user's seed.</summary>
    /// <param name="seed">Any number.</param>
    public static RandomKey FromSeed(long seed) => new RandomKey(0).Fold(unchecked((ulong)seed));

    /// <summary>The child key named by a number (an iteration, an episode, a purpose).</summary>
    /// <param name="data">The child's name; distinct names give independent keys.</param>
    public RandomKey Fold(ulong data)
    {
        var block = Philox.Encrypt(new PhiloxBlock((uint)data, (uint)(data >> 32), 0, FoldDomain), Value);
        return new RandomKey(block.Word0 | ((ulong)block.Word1 << 32));
    }

    /// <summary>The child key named by a non-negative number.</summary>
    /// <param name="data">The child's name, 0 or more.</param>
    public RandomKey Fold(int data)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(data);
        return Fold((ulong)data);
    }

    /// <summary>The block of 128 random bits at an index.</summary>
    /// <param name="index">The index of the block.</param>
    public PhiloxBlock Block(ulong index) =>
        Philox.Encrypt(new PhiloxBlock((uint)index, (uint)(index >> 32), 0, DrawDomain), Value);

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    /// <param name="index">The index of the draw.</param>
    public double Uniform(ulong index)
    {
        var block = Block(index);
        return ToUnit(block.Word0, block.Word1);
    }

    /// <summary>A uniform number in [low, high).</summary>
    /// <param name="index">The index of the draw.</param>
    /// <param name="low">The lower bound, included.</param>
    /// <param name="high">The upper bound, excluded.</param>
    public double Uniform(ulong index, double low, double high) => low + ((high - low) * Uniform(index));

    /// <summary>A standard normal number, by the Box-Muller transform of one block.</summary>
    /// <param name="index">The index of the draw.</param>
    public double Normal(ulong index)
    {
        var block = Block(index);
        // 1 - u lies in (0, 1], so that the logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log(1 - ToUnit(block.Word0, block.Word1)));
        return radius * Math.Cos(2 * Math.PI * ToUnit(block.Word2, block.Word3));
    }

    /// <summary>A uniform integer in [0, <paramref name="bound"/>).</summary>
    /// <param name="index">The index of the draw.</param>
    /// <param name="bound">The number of outcomes, at least 1.</param>
    /// <remarks>Multiplies 64 random bits by the bound: the bias is below bound / 2^64.</remarks>
    public int Below(ulong index, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var block = Block(index);
        return (int)Math.BigMul(block.Word0 | ((ulong)block.Word1 << 32), (ulong)bound, out _);
    }

    /// <summary>A uniformly random order of the numbers 0 to <paramref name="count"/> - 1 (Fisher-Yates).</summary>
    /// <param name="count">The number of numbers, 0 or more.</param>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        Permutation(order);
        return order;
    }

    /// <summary><paramref name="count"/> numbers drawn from 0 to <paramref name="bound"/> - 1 with replacement.</summary>
    /// <param name="count">The number of draws, 0 or more.</param>
    /// <param name="bound">The number of outcomes, at least 1.</param>
    public int[] Choices(int count, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var chosen = new int[count];
        Choices(chosen, bound);
        return chosen;
    }

    /// <summary><see cref="Permutation(int)"/> of as many numbers as there is room for.</summary>
    public void Permutation(Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            var j = Below((ulong)i, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /// <summary><see cref="Choices(int, int)"/>: as many numbers as there is room for.</summary>
    public void Choices(Span<int> chosen, int bound)
    {
        for (var i = 0; i < chosen.Length; i++)
        {
            chosen[i] = Below((ulong)i, bound);
        }
    }

    private static double ToUnit(uint low, uint high) => ((low | ((ulong)high << 32)) >> 11) * (1.0 / (1UL << 53));
}
