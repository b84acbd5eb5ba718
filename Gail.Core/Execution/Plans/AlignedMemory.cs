using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gail.Execution.Plans;

/// <summary>Floats that stay in place, beginning at a cache line.</summary>
internal sealed unsafe class AlignedMemory
{
    private readonly float[] _array;

    internal AlignedMemory(int length)
    {
        Length = length;
        // Zeroed, so that what a kernel reads beyond a matrix is at least a number.
        _array = GC.AllocateArray<float>(length + (2 * Layout.Line), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        Pointer = (float*)((address + 63) & ~(nuint)63);
    }

    internal static AlignedMemory Empty { get; } = new(0);

    internal int Length { get; }

    internal float* Pointer { get; }
}
