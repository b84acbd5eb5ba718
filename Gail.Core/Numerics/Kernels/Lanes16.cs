using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gail.Numerics.Kernels;

/// <summary>Sixteen floats at a time on any hardware, always summed in the same order.</summary>
internal static unsafe class Lanes16
{
    internal const int Count = 16;

    /// <summary>A mask of the lanes below a count: all bits set or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> FirstLanes(int count) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    /// <summary>Lane i plus lane i + 8, then i + 4, i + 2, i + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Sum(Vector512<float> x)
    {
        var eight = x.GetLower() + x.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }
}
