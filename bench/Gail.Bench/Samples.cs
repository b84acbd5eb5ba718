using Gail.Numerics;

namespace Gail.Bench;

/// <summary>What the benchmarks compute on.</summary>
internal static class Samples
{
    /// <summary>Standard normal numbers.</summary>
    internal static NdArray<float> Normals(int rows, int columns, long seed)
    {
        var key = RandomKey.FromSeed(seed);
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)key.Normal((ulong)i);
        }
        return NdArray.Matrix<float>(rows, columns, values);
    }
}
