namespace Gail.Numerics;

/// <summary>
/// The Philox 4x32-10 block function: a bijection of a 128-bit counter under a 64-bit key whose outputs pass as
/// random (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3").
/// </summary>
/// <remarks>Checked in the tests against the known-answer vectors published with Random123.</remarks>
public static class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>Encrypts one counter block.</summary>
    /// <param name="counter">The four counter words, lowest first.</param>
    /// <param name="key">The key; its low 32 bits are the first key word.</param>
    /// <returns>Four independent uniform 32-bit words.</returns>
    public static PhiloxBlock Encrypt(PhiloxBlock counter, ulong key)
    {
        var (x0, x1, x2, x3) = (counter.Word0, counter.Word1, counter.Word2, counter.Word3);
        var key0 = (uint)key;
        var key1 = (uint)(key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * x0;
            var product1 = (ulong)Multiplier1 * x2;
            (x0, x1, x2, x3) = (
                (uint)(product1 >> 32) ^ x1 ^ key0,
                (uint)product1,
                (uint)(product0 >> 32) ^ x3 ^ key1,
                (uint)product0
            );
            key0 += Weyl0;
            key1 += Weyl1;
        }
        return new PhiloxBlock(x0, x1, x2, x3);
    }
}

/// <summary>128 bits as four 32-bit words: a Philox counter or what it encrypts to.</summary>
/// <param name="Word0">Bits 0 to 31.</param>
/// <param name="Word1">Bits 32 to 63.</param>
/// <param name="Word2">Bits 64 to 95.</param>
/// <param name="Word3">Bits 96 to 127.</param>
public readonly record struct PhiloxBlock(uint Word0, uint Word1, uint Word2, uint Word3);
