using Gail.Numerics;

namespace Gail.Core.Tests.Numerics;

public sealed class PhiloxTests
{
    /// <summary>The known-answer vectors published with Random123 (kat_vectors, philox4x32 with 10 rounds).</summary>
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Encrypts_to_the_published_answers(string counter, string key, string answer)
    {
        var c = Words(counter);
        var k = Words(key);
        var a = Words(answer);

        var block = Philox.Encrypt(new PhiloxBlock(c[0], c[1], c[2], c[3]), k[0] | ((ulong)k[1] << 32));

        Assert.Equal(new PhiloxBlock(a[0], a[1], a[2], a[3]), block);
    }

    private static uint[] Words(string text) => [.. text.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
}
