using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gail.Numerics.Kernels;

/// <summary>
/// Arithmetic element by element. All arrays are read and written to a multiple of 16 elements; the result may be one
/// of the arguments.
/// </summary>
internal static unsafe class Elementwise
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>z = x + y.</summary>
    [MethodImpl(Hot)]
    internal static void Add(float* x, float* y, float* z, nint length)
    {
        for (nint i = 0; i < length; i += Lanes16.Count)
        {
            (Vector512.Load(x + i) + Vector512.Load(y + i)).Store(z + i);
        }
    }

    /// <summary>z = x - y.</summary>
    [MethodImpl(Hot)]
    internal static void Subtract(float* x, float* y, float* z, nint length)
    {
        for (nint i = 0; i < length; i += Lanes16.Count)
        {
            (Vector512.Load(x + i) - Vector512.Load(y + i)).Store(z + i);
        }
    }

    /// <summary>z = x * y.</summary>
    [MethodImpl(Hot)]
    internal static void Multiply(float* x, float* y, float* z, nint length)
    {
        for (nint i = 0; i < length; i += Lanes16.Count)
        {
            (Vector512.Load(x + i) * Vector512.Load(y + i)).Store(z + i);
        }
    }

    /// <summary>z = x / y.</summary>
    [MethodImpl(Hot)]
    internal static void Divide(float* x, float* y, float* z, nint length)
    {
        for (nint i = 0; i < length; i += Lanes16.Count)
        {
            (Vector512.Load(x + i) / Vector512.Load(y + i)).Store(z + i);
        }
    }

    /// <summary>z = scale x + shift, rounded once.</summary>
    [MethodImpl(Hot)]
    internal static void Affine(float* x, float scale, float shift, float* z, nint length)
    {
        var (s, t) = (Vector512.Create(scale), Vector512.Create(shift));
        for (nint i = 0; i < length; i += Lanes16.Count)
        {
            Vector512.FusedMultiplyAdd(Vector512.Load(x + i), s, t).Store(z + i);
        }
    }

    /// <summary>z = d (1 - t t): the derivative of tanh from its value t.</summary>
    [MethodImpl(Hot)]
    internal static void TanhGradient(float* d, float* t, float* z, nint length)
    {
        for (nint i = 0; i < length; i += Lanes16.Count)
        {
            var tanh = Vector512.Load(t + i);
            (Vector512.Load(d + i) * Vector512.FusedMultiplyAdd(-tanh, tanh, Vector512<float>.One)).Store(z + i);
        }
    }

    /// <summary>z = square root of x.</summary>
    [MethodImpl(Hot)]
    internal static void Sqrt(float* x, float* z, nint length)
    {
        for (nint i = 0; i < length; i += Lanes16.Count)
        {
            Vector512.Sqrt(Vector512.Load(x + i)).Store(z + i);
        }
    }

    /// <summary>z = 1 where x is above 0, else 0.</summary>
    [MethodImpl(Hot)]
    internal static void Heaviside(float* x, float* z, nint length)
    {
        for (nint i = 0; i < length; i += Lanes16.Count)
        {
            var above = Vector512.GreaterThan(Vector512.Load(x + i), Vector512<float>.Zero);
            (above & Vector512<float>.One).Store(z + i);
        }
    }

    /// <summary>z = number.</summary>
    [MethodImpl(Hot)]
    internal static void Fill(float number, float* z, nint length)
    {
        var value = Vector512.Create(number);
        for (nint i = 0; i < length; i += Lanes16.Count)
        {
            value.Store(z + i);
        }
    }
}
