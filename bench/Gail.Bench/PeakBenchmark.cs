using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using Gail.Execution;
using Gail.Numerics.Kernels;

namespace Gail.Bench;

/// <summary>What a core can do at most: fused multiply-adds on registers, which all other figures are measured by.</summary>
public class PeakBenchmark
{
    // Enough chains to hide the latency of two units, few enough to stay in 16 registers.
    private const int Chains = 12;
    private const int Repeats = 200_000;
    private readonly float[] _sums = new float[64 * 64];
    private Executor _executor = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Operations of one call, on each thread.</summary>
    internal static double Flops => 2.0 * Repeats * Chains * Width;

    /// <summary>Floats in the widest vector.</summary>
    internal static int Width =>
        Vector512.IsHardwareAccelerated ? Vector512<float>.Count
        : Vector256.IsHardwareAccelerated ? Vector256<float>.Count
        : Vector128<float>.Count;

    [GlobalSetup]
    public void Setup() => _executor = new Executor(Threads);

    [Benchmark]
    public void MultiplyAdd() => _executor.For(Threads, thread => _sums[64 * thread] = OnOneThread());

    private static float OnOneThread() =>
        Vector512.IsHardwareAccelerated ? Run<Vector512<float>>()
        : Vector256.IsHardwareAccelerated ? Run<Vector256<float>>()
        : Run<Vector128<float>>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe float Run<V>()
        where V : unmanaged
    {
        var (x, y) = (Lanes.Broadcast<V>(0.999f), Lanes.Broadcast<V>(0.001f));
        V s0,
            s1,
            s2,
            s3,
            s4,
            s5,
            s6,
            s7,
            s8,
            s9,
            s10,
            s11;
        s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = s8 = s9 = s10 = s11 = y;
        for (var i = 0; i < Repeats; i++)
        {
            s0 = Lanes.Fma(s0, x, y);
            s1 = Lanes.Fma(s1, x, y);
            s2 = Lanes.Fma(s2, x, y);
            s3 = Lanes.Fma(s3, x, y);
            s4 = Lanes.Fma(s4, x, y);
            s5 = Lanes.Fma(s5, x, y);
            s6 = Lanes.Fma(s6, x, y);
            s7 = Lanes.Fma(s7, x, y);
            s8 = Lanes.Fma(s8, x, y);
            s9 = Lanes.Fma(s9, x, y);
            s10 = Lanes.Fma(s10, x, y);
            s11 = Lanes.Fma(s11, x, y);
        }
        // Every chain must be used, or the compiler may leave it out.
        var low = Lanes.Add(Lanes.Add(Lanes.Add(s0, s1), Lanes.Add(s2, s3)), Lanes.Add(s4, s5));
        var high = Lanes.Add(Lanes.Add(Lanes.Add(s6, s7), Lanes.Add(s8, s9)), Lanes.Add(s10, s11));
        var sum = Lanes.Add(low, high);
        return *(float*)&sum;
    }
}
