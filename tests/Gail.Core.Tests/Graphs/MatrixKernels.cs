using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gail.Core.Tests.Graphs;

/// <summary>Matrix products of the interpreter. Sums run over the inner index in order, whatever the vector width.</summary>
internal static class MatrixKernels
{
    /// <summary>C[r, n] (+)= A[r, k] B[k, n]; all packed row by row.</summary>
    internal static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int rows, int inner, int columns)
        where T : unmanaged, INumberBase<T>
    {
        var row = 0;
        for (; row + 4 <= rows; row += 4)
        {
            FourRows(a[(row * inner)..], b, c[(row * columns)..], inner, columns);
        }
        for (; row < rows; row++)
        {
            OneRow(a.Slice(row * inner, inner), b, c.Slice(row * columns, columns), columns);
        }
    }

    /// <summary>Bt[n, k] = B[k, n] transposed.</summary>
    internal static void Transpose<T>(ReadOnlySpan<T> matrix, Span<T> transposed, int rows, int columns)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }
    }

    private static void FourRows<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int inner, int columns)
        where T : unmanaged, INumberBase<T>
    {
        var width = Vector<T>.Count;
        var column = 0;
        ref var b0 = ref MemoryMarshal.GetReference(b);
        ref var a0 = ref MemoryMarshal.GetReference(a);
        for (; column + (2 * width) <= columns; column += 2 * width)
        {
            var (s00, s01) = (Vector<T>.Zero, Vector<T>.Zero);
            var (s10, s11) = (Vector<T>.Zero, Vector<T>.Zero);
            var (s20, s21) = (Vector<T>.Zero, Vector<T>.Zero);
            var (s30, s31) = (Vector<T>.Zero, Vector<T>.Zero);
            for (var k = 0; k < inner; k++)
            {
                var left = Vector.LoadUnsafe(ref b0, (nuint)((k * columns) + column));
                var right = Vector.LoadUnsafe(ref b0, (nuint)((k * columns) + column + width));
                var x0 = new Vector<T>(Unsafe.Add(ref a0, k));
                var x1 = new Vector<T>(Unsafe.Add(ref a0, inner + k));
                var x2 = new Vector<T>(Unsafe.Add(ref a0, (2 * inner) + k));
                var x3 = new Vector<T>(Unsafe.Add(ref a0, (3 * inner) + k));
                s00 = MultiplyAdd(x0, left, s00);
                s01 = MultiplyAdd(x0, right, s01);
                s10 = MultiplyAdd(x1, left, s10);
                s11 = MultiplyAdd(x1, right, s11);
                s20 = MultiplyAdd(x2, left, s20);
                s21 = MultiplyAdd(x2, right, s21);
                s30 = MultiplyAdd(x3, left, s30);
                s31 = MultiplyAdd(x3, right, s31);
            }
            s00.CopyTo(c[column..]);
            s01.CopyTo(c[(column + width)..]);
            s10.CopyTo(c[(columns + column)..]);
            s11.CopyTo(c[(columns + column + width)..]);
            s20.CopyTo(c[((2 * columns) + column)..]);
            s21.CopyTo(c[((2 * columns) + column + width)..]);
            s30.CopyTo(c[((3 * columns) + column)..]);
            s31.CopyTo(c[((3 * columns) + column + width)..]);
        }
        if (column < columns)
        {
            for (var row = 0; row < 4; row++)
            {
                Tail(a.Slice(row * inner, inner), b, c.Slice(row * columns, columns), column, columns);
            }
        }
    }

    private static void OneRow<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int columns)
        where T : unmanaged, INumberBase<T> => Tail(a, b, c, 0, columns);

    private static void Tail<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int column, int columns)
        where T : unmanaged, INumberBase<T>
    {
        var width = Vector<T>.Count;
        ref var b0 = ref MemoryMarshal.GetReference(b);
        for (; column + width <= columns; column += width)
        {
            var sum = Vector<T>.Zero;
            for (var k = 0; k < a.Length; k++)
            {
                var right = Vector.LoadUnsafe(ref b0, (nuint)((k * columns) + column));
                sum = MultiplyAdd(new Vector<T>(a[k]), right, sum);
            }
            sum.CopyTo(c[column..]);
        }
        for (; column < columns; column++)
        {
            var sum = T.Zero;
            for (var k = 0; k < a.Length; k++)
            {
                sum = MultiplyAdd(a[k], b[(k * columns) + column], sum);
            }
            c[column] = sum;
        }
    }

    // Fused in both forms, so that a column has the same bits whether a vector or a scalar computes it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd<T>(Vector<T> x, Vector<T> y, Vector<T> sum) =>
        typeof(T) == typeof(float)
            ? Vector
                .FusedMultiplyAdd(Vector.AsVectorSingle(x), Vector.AsVectorSingle(y), Vector.AsVectorSingle(sum))
                .As<float, T>()
            : Vector
                .FusedMultiplyAdd(Vector.AsVectorDouble(x), Vector.AsVectorDouble(y), Vector.AsVectorDouble(sum))
                .As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MultiplyAdd<T>(T x, T y, T sum)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? (T)(object)MathF.FusedMultiplyAdd((float)(object)x, (float)(object)y, (float)(object)sum)
            : (T)(object)Math.FusedMultiplyAdd((double)(object)x, (double)(object)y, (double)(object)sum);
}
