namespace Gail.Data;

/// <summary>The checksum of zip archives: CRC-32 with the reflected polynomial 0xEDB88320 (ISO 3309).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of bytes that follow others.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The checksum of those before; 0 at the start.</param>
    public static uint Append(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        foreach (var value in bytes)
        {
            crc = Table[(byte)crc ^ value] ^ (crc >> 8);
        }
        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
            table[i] = crc;
        }
        return table;
    }
}
