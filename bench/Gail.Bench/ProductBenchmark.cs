using BenchmarkDotNet.Attributes;
using Gail.Execution.Plans;
using Gail.Numerics.Kernels;

namespace Gail.Bench;

/// <summary>Square matrix products by the kernel alone, on one core.</summary>
public unsafe class ProductBenchmark
{
    private AlignedMemory _a = null!;
    private AlignedMemory _b = null!;
    private AlignedMemory _c = null!;
    private AlignedMemory _start = null!;
    private int _stride;

    [Params(64, 96, 100, 128, 192, 256)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        // The kernel reads and writes to a multiple of 8 rows and 16 columns.
        _stride = (Size + 15) / 16 * 16;
        var random = new Random(0);
        AlignedMemory Matrix()
        {
            var memory = new AlignedMemory(_stride * _stride);
            for (var i = 0; i < memory.Length; i++)
            {
                memory.Pointer[i] = random.NextSingle() - 0.5f;
            }
            return memory;
        }
        (_a, _b, _c, _start) = (Matrix(), Matrix(), Matrix(), Matrix());
    }

    [Benchmark]
    public void Multiply() =>
        MatrixProduct.Compute(
            _a.Pointer,
            aRow: _stride,
            aInner: 1,
            _b.Pointer,
            bRow: _stride,
            _start.Pointer,
            _c.Pointer,
            cRow: _stride,
            rows: Size,
            inner: Size,
            columns: Size,
            accumulate: false
        );
}
