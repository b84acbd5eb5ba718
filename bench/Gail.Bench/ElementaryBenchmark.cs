using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Gail.Numerics.Kernels;

namespace Gail.Bench;

/// <summary>Elementary functions over 4,096 floats, beside TensorPrimitives; figures are per element.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public unsafe class ElementaryBenchmark
{
    private const int Length = 4096;
    private readonly float[] _x = GC.AllocateArray<float>(Length, pinned: true);
    private readonly float[] _positive = GC.AllocateArray<float>(Length, pinned: true);
    private readonly float[] _y = GC.AllocateArray<float>(Length, pinned: true);

    [GlobalSetup]
    public void Setup()
    {
        for (var i = 0; i < Length; i++)
        {
            _x[i] = 5 * MathF.Sin(i * (float)i); // as activations are: between -5 and 5, in no order
            _positive[i] = MathF.Abs(_x[i]) + 1e-3f;
        }
    }

    [BenchmarkCategory("Tanh"), Benchmark(OperationsPerInvoke = Length)]
    public void Tanh() => Run(Elementary.Tanh, _x);

    [BenchmarkCategory("Tanh"), Benchmark(OperationsPerInvoke = Length, Baseline = true)]
    public void TensorTanh() => TensorPrimitives.Tanh<float>(_x, _y);

    [BenchmarkCategory("TanhGradient"), Benchmark(OperationsPerInvoke = Length)]
    public void TanhGradient()
    {
        fixed (
            float* x = _x,
                t = _positive,
                y = _y
        )
        {
            Elementwise.TanhGradient(x, t, y, Length);
        }
    }

    [BenchmarkCategory("TanhGradient"), Benchmark(OperationsPerInvoke = Length, Baseline = true)]
    public void TensorTanhGradient()
    {
        TensorPrimitives.Multiply<float>(_positive, _positive, _y);
        TensorPrimitives.Subtract(1, _y, _y);
        TensorPrimitives.Multiply<float>(_x, _y, _y);
    }

    [BenchmarkCategory("Sigmoid"), Benchmark(OperationsPerInvoke = Length)]
    public void Sigmoid() => Run(Elementary.Sigmoid, _x);

    [BenchmarkCategory("Sigmoid"), Benchmark(OperationsPerInvoke = Length, Baseline = true)]
    public void TensorSigmoid() => TensorPrimitives.Sigmoid<float>(_x, _y);

    [BenchmarkCategory("Exp"), Benchmark(OperationsPerInvoke = Length)]
    public void Exp() => Run(Elementary.Exp, _x);

    [BenchmarkCategory("Exp"), Benchmark(OperationsPerInvoke = Length, Baseline = true)]
    public void TensorExp() => TensorPrimitives.Exp<float>(_x, _y);

    [BenchmarkCategory("Log"), Benchmark(OperationsPerInvoke = Length)]
    public void Log() => Run(Elementary.Log, _positive);

    [BenchmarkCategory("Log"), Benchmark(OperationsPerInvoke = Length, Baseline = true)]
    public void TensorLog() => TensorPrimitives.Log<float>(_positive, _y);

    [BenchmarkCategory("Softplus"), Benchmark(OperationsPerInvoke = Length)]
    public void Softplus() => Run(Elementary.Softplus, _x);

    /// <summary>The same formula, put together.</summary>
    [BenchmarkCategory("Softplus"), Benchmark(OperationsPerInvoke = Length, Baseline = true)]
    public void TensorSoftplus()
    {
        TensorPrimitives.Abs<float>(_x, _y);
        TensorPrimitives.Negate<float>(_y, _y);
        TensorPrimitives.Exp<float>(_y, _y);
        TensorPrimitives.LogP1<float>(_y, _y);
        for (var i = 0; i < Length; i++)
        {
            _y[i] += MathF.Max(_x[i], 0);
        }
    }

    [BenchmarkCategory("Sqrt"), Benchmark(OperationsPerInvoke = Length)]
    public void Sqrt() => Run((x, y, length) => Elementwise.Sqrt(x, y, length), _positive);

    [BenchmarkCategory("Sqrt"), Benchmark(OperationsPerInvoke = Length, Baseline = true)]
    public void TensorSqrt() => TensorPrimitives.Sqrt<float>(_positive, _y);

    private delegate void Kernel(float* x, float* y, int length);

    private void Run(Kernel kernel, float[] values)
    {
        fixed (
            float* x = values,
                y = _y
        )
        {
            kernel(x, y, Length);
        }
    }
}
