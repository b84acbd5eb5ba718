using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gail.Environments.Simd;

/// <summary>Flags as bits of a number and as an array of bools.</summary>
internal static class LaneFlags
{
    /// <summary>Writes bit i of the flags to element i, for all lanes of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(uint flags, Span<bool> target)
        where T : struct, ILanes<T>
    {
        if (T.Count == 8)
        {
            // The product puts a copy of the eight bits into every byte; of byte i bit i is kept, then brought down.
            var spread = (flags * 0x0101010101010101UL) & 0x8040201008040201UL;
            var bytes = ((spread + 0x00406070787C7E7FUL) >> 7) & 0x0101010101010101UL;
            BinaryPrimitives.WriteUInt64LittleEndian(MemoryMarshal.AsBytes(target), bytes);
            return;
        }
        for (var lane = 0; lane < T.Count; lane++)
        {
            target[lane] = ((flags >> lane) & 1) != 0;
        }
    }
}
