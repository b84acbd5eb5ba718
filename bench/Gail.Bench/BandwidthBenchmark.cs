using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;

namespace Gail.Bench;

/// <summary>How fast one core reads and writes memory, over arrays far beyond the caches.</summary>
public class BandwidthBenchmark
{
    private const int Length = 32 << 20; // 128 MiB an array
    private float[] _a = [];
    private float[] _b = [];
    private float[] _c = [];

    /// <summary>Read and written by <see cref="Copy"/>.</summary>
    internal static double CopyBytes => 2.0 * sizeof(float) * Length;

    /// <summary>Read and written by <see cref="Triad"/>.</summary>
    internal static double TriadBytes => 3.0 * sizeof(float) * Length;

    [GlobalSetup]
    public void Setup()
    {
        _a = new float[Length];
        _b = new float[Length];
        _c = new float[Length];
        // Touched, or the pages all are the same zeros.
        Array.Fill(_a, 1);
        Array.Fill(_b, 2);
        Array.Fill(_c, 3);
    }

    [GlobalCleanup]
    public void Cleanup() => _a = _b = _c = [];

    [Benchmark]
    public void Copy() => _a.AsSpan().CopyTo(_b);

    [Benchmark]
    public void Triad() => TensorPrimitives.MultiplyAdd<float>(_a, 0.5f, _b, _c);
}
