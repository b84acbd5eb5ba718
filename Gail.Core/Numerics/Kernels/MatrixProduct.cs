using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gail.Numerics.Kernels;

/// <summary>
/// C = start + A B in register tiles. A is read element by element through two strides, so the same kernel takes A
/// and A transposed; B and C are read and written in whole vectors, row by row.
/// </summary>
/// <remarks>
/// Every element is one chain of fused multiply-adds over the inner index in order, from its start value: the bits
/// depend neither on the vector width nor on how many rows are computed together. What is accumulated is added last,
/// so that a sum over many tiles is a sum of their sums.
/// </remarks>
internal static unsafe class MatrixProduct
{
    /// <summary>Rows are computed this many at a time; A and C must be readable and writable to a multiple of it.</summary>
    internal const int RowStep = 8;

    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>Computes the product.</summary>
    /// <param name="a">A's first element.</param>
    /// <param name="aRow">The stride between rows of A, in floats.</param>
    /// <param name="aInner">The stride between inner indices of A, in floats.</param>
    /// <param name="b">B [inner, columns].</param>
    /// <param name="bRow">The stride between rows of B; each readable to a multiple of 16 columns.</param>
    /// <param name="start">The row that every row of C begins with: a bias or zeros.</param>
    /// <param name="c">C; rows and columns are written to a multiple of 8 and 16, in ascending order of rows.</param>
    /// <param name="cRow">The stride between rows of C.</param>
    /// <param name="rows">The rows of C.</param>
    /// <param name="inner">The columns of A.</param>
    /// <param name="columns">The columns of C.</param>
    /// <param name="accumulate">Whether the sums are added to C, or replace it.</param>
    internal static void Compute(
        float* a,
        nint aRow,
        nint aInner,
        float* b,
        nint bRow,
        float* start,
        float* c,
        nint cRow,
        int rows,
        int inner,
        int columns,
        bool accumulate
    )
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Panels<Vector512<float>>(a, aRow, aInner, b, bRow, start, c, cRow, rows, inner, columns, accumulate);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Panels<Vector256<float>>(a, aRow, aInner, b, bRow, start, c, cRow, rows, inner, columns, accumulate);
        }
        else
        {
            Panels<Vector128<float>>(a, aRow, aInner, b, bRow, start, c, cRow, rows, inner, columns, accumulate);
        }
    }

    /// <summary>As <see cref="Compute"/>, with vectors of type V.</summary>
    [MethodImpl(Hot)]
    internal static void Panels<V>(
        float* a,
        nint aRow,
        nint aInner,
        float* b,
        nint bRow,
        float* start,
        float* c,
        nint cRow,
        int rows,
        int inner,
        int columns,
        bool accumulate
    )
        where V : unmanaged
    {
        var width = Lanes.Count<V>();
        var vectors = (columns + width - 1) / width;
        if (rows == 1)
        {
            for (; vectors >= 4; vectors -= 4)
            {
                OneRow4<V>(a, aInner, b, bRow, start, c, inner, accumulate);
                b += (4 * width);
                start += (4 * width);
                c += (4 * width);
            }
            // Few sums at once wait for each other: better three together than two and one.
            switch (vectors)
            {
                case 3:
                    OneRow3<V>(a, aInner, b, bRow, start, c, inner, accumulate);
                    break;
                case 2:
                    OneRow2<V>(a, aInner, b, bRow, start, c, inner, accumulate);
                    break;
                case 1:
                    OneRow1<V>(a, aInner, b, bRow, start, c, inner, accumulate);
                    break;
            }
            return;
        }
        while (vectors > 0)
        {
            // 4 is better as 2 + 2 than as 3 + 1: a tile of one vector leaves the multipliers waiting for loads.
            // With 16 registers, tiles of 2 vectors would not stay in them.
            var wide = Vector512.IsHardwareAccelerated ? 3 : 1;
            var tile =
                vectors >= 3 && vectors != 4 && wide == 3 ? 3
                : vectors >= 2 && wide == 3 ? 2
                : 1;
            for (var row = 0; row < rows; row += RowStep)
            {
                var ra = a + (row * aRow);
                var rc = c + (row * cRow);
                if (tile == 3)
                {
                    Tile3<V>(ra, aRow, aInner, b, bRow, start, rc, cRow, inner, accumulate);
                }
                else if (tile == 2)
                {
                    Tile2<V>(ra, aRow, aInner, b, bRow, start, rc, cRow, inner, accumulate);
                }
                else
                {
                    Tile1<V>(ra, aRow, aInner, b, bRow, start, rc, cRow, inner, accumulate);
                }
            }
            b += (tile * width);
            start += (tile * width);
            c += (tile * width);
            vectors -= tile;
        }
    }

    /// <summary>8 rows by 3 vectors.</summary>
    [MethodImpl(Hot)]
    private static void Tile3<V>(
        float* a,
        nint aRow,
        nint aInner,
        float* b,
        nint bRow,
        float* start,
        float* c,
        nint cRow,
        int inner,
        bool accumulate
    )
        where V : unmanaged
    {
        nint n = Lanes.Count<V>();
        var (aRow2, aRow3) = (2 * aRow, 3 * aRow);
        var a4 = a + (4 * aRow);
        var s00 = Lanes.Load<V>(start);
        var s01 = Lanes.Load<V>(start + n);
        var s02 = Lanes.Load<V>(start + (2 * n));
        var s10 = Lanes.Load<V>(start);
        var s11 = Lanes.Load<V>(start + n);
        var s12 = Lanes.Load<V>(start + (2 * n));
        var s20 = Lanes.Load<V>(start);
        var s21 = Lanes.Load<V>(start + n);
        var s22 = Lanes.Load<V>(start + (2 * n));
        var s30 = Lanes.Load<V>(start);
        var s31 = Lanes.Load<V>(start + n);
        var s32 = Lanes.Load<V>(start + (2 * n));
        var s40 = Lanes.Load<V>(start);
        var s41 = Lanes.Load<V>(start + n);
        var s42 = Lanes.Load<V>(start + (2 * n));
        var s50 = Lanes.Load<V>(start);
        var s51 = Lanes.Load<V>(start + n);
        var s52 = Lanes.Load<V>(start + (2 * n));
        var s60 = Lanes.Load<V>(start);
        var s61 = Lanes.Load<V>(start + n);
        var s62 = Lanes.Load<V>(start + (2 * n));
        var s70 = Lanes.Load<V>(start);
        var s71 = Lanes.Load<V>(start + n);
        var s72 = Lanes.Load<V>(start + (2 * n));
        for (var p = 0; p < inner; p++)
        {
            var b0 = Lanes.Load<V>(b);
            var b1 = Lanes.Load<V>(b + n);
            var b2 = Lanes.Load<V>(b + (2 * n));
            var x = Lanes.Broadcast<V>(a[0]);
            s00 = Lanes.Fma(x, b0, s00);
            s01 = Lanes.Fma(x, b1, s01);
            s02 = Lanes.Fma(x, b2, s02);
            x = Lanes.Broadcast<V>(a[aRow]);
            s10 = Lanes.Fma(x, b0, s10);
            s11 = Lanes.Fma(x, b1, s11);
            s12 = Lanes.Fma(x, b2, s12);
            x = Lanes.Broadcast<V>(a[aRow2]);
            s20 = Lanes.Fma(x, b0, s20);
            s21 = Lanes.Fma(x, b1, s21);
            s22 = Lanes.Fma(x, b2, s22);
            x = Lanes.Broadcast<V>(a[aRow3]);
            s30 = Lanes.Fma(x, b0, s30);
            s31 = Lanes.Fma(x, b1, s31);
            s32 = Lanes.Fma(x, b2, s32);
            x = Lanes.Broadcast<V>(a4[0]);
            s40 = Lanes.Fma(x, b0, s40);
            s41 = Lanes.Fma(x, b1, s41);
            s42 = Lanes.Fma(x, b2, s42);
            x = Lanes.Broadcast<V>(a4[aRow]);
            s50 = Lanes.Fma(x, b0, s50);
            s51 = Lanes.Fma(x, b1, s51);
            s52 = Lanes.Fma(x, b2, s52);
            x = Lanes.Broadcast<V>(a4[aRow2]);
            s60 = Lanes.Fma(x, b0, s60);
            s61 = Lanes.Fma(x, b1, s61);
            s62 = Lanes.Fma(x, b2, s62);
            x = Lanes.Broadcast<V>(a4[aRow3]);
            s70 = Lanes.Fma(x, b0, s70);
            s71 = Lanes.Fma(x, b1, s71);
            s72 = Lanes.Fma(x, b2, s72);
            a += aInner;
            a4 += aInner;
            b += bRow;
        }
        Put(s00, c, accumulate);
        Put(s01, c + n, accumulate);
        Put(s02, c + (2 * n), accumulate);
        c += cRow;
        Put(s10, c, accumulate);
        Put(s11, c + n, accumulate);
        Put(s12, c + (2 * n), accumulate);
        c += cRow;
        Put(s20, c, accumulate);
        Put(s21, c + n, accumulate);
        Put(s22, c + (2 * n), accumulate);
        c += cRow;
        Put(s30, c, accumulate);
        Put(s31, c + n, accumulate);
        Put(s32, c + (2 * n), accumulate);
        c += cRow;
        Put(s40, c, accumulate);
        Put(s41, c + n, accumulate);
        Put(s42, c + (2 * n), accumulate);
        c += cRow;
        Put(s50, c, accumulate);
        Put(s51, c + n, accumulate);
        Put(s52, c + (2 * n), accumulate);
        c += cRow;
        Put(s60, c, accumulate);
        Put(s61, c + n, accumulate);
        Put(s62, c + (2 * n), accumulate);
        c += cRow;
        Put(s70, c, accumulate);
        Put(s71, c + n, accumulate);
        Put(s72, c + (2 * n), accumulate);
    }

    /// <summary>8 rows by 2 vectors.</summary>
    [MethodImpl(Hot)]
    private static void Tile2<V>(
        float* a,
        nint aRow,
        nint aInner,
        float* b,
        nint bRow,
        float* start,
        float* c,
        nint cRow,
        int inner,
        bool accumulate
    )
        where V : unmanaged
    {
        nint n = Lanes.Count<V>();
        var (aRow2, aRow3) = (2 * aRow, 3 * aRow);
        var a4 = a + (4 * aRow);
        var s00 = Lanes.Load<V>(start);
        var s01 = Lanes.Load<V>(start + n);
        var s10 = Lanes.Load<V>(start);
        var s11 = Lanes.Load<V>(start + n);
        var s20 = Lanes.Load<V>(start);
        var s21 = Lanes.Load<V>(start + n);
        var s30 = Lanes.Load<V>(start);
        var s31 = Lanes.Load<V>(start + n);
        var s40 = Lanes.Load<V>(start);
        var s41 = Lanes.Load<V>(start + n);
        var s50 = Lanes.Load<V>(start);
        var s51 = Lanes.Load<V>(start + n);
        var s60 = Lanes.Load<V>(start);
        var s61 = Lanes.Load<V>(start + n);
        var s70 = Lanes.Load<V>(start);
        var s71 = Lanes.Load<V>(start + n);
        for (var p = 0; p < inner; p++)
        {
            var b0 = Lanes.Load<V>(b);
            var b1 = Lanes.Load<V>(b + n);
            var x = Lanes.Broadcast<V>(a[0]);
            s00 = Lanes.Fma(x, b0, s00);
            s01 = Lanes.Fma(x, b1, s01);
            x = Lanes.Broadcast<V>(a[aRow]);
            s10 = Lanes.Fma(x, b0, s10);
            s11 = Lanes.Fma(x, b1, s11);
            x = Lanes.Broadcast<V>(a[aRow2]);
            s20 = Lanes.Fma(x, b0, s20);
            s21 = Lanes.Fma(x, b1, s21);
            x = Lanes.Broadcast<V>(a[aRow3]);
            s30 = Lanes.Fma(x, b0, s30);
            s31 = Lanes.Fma(x, b1, s31);
            x = Lanes.Broadcast<V>(a4[0]);
            s40 = Lanes.Fma(x, b0, s40);
            s41 = Lanes.Fma(x, b1, s41);
            x = Lanes.Broadcast<V>(a4[aRow]);
            s50 = Lanes.Fma(x, b0, s50);
            s51 = Lanes.Fma(x, b1, s51);
            x = Lanes.Broadcast<V>(a4[aRow2]);
            s60 = Lanes.Fma(x, b0, s60);
            s61 = Lanes.Fma(x, b1, s61);
            x = Lanes.Broadcast<V>(a4[aRow3]);
            s70 = Lanes.Fma(x, b0, s70);
            s71 = Lanes.Fma(x, b1, s71);
            a += aInner;
            a4 += aInner;
            b += bRow;
        }
        Put(s00, c, accumulate);
        Put(s01, c + n, accumulate);
        c += cRow;
        Put(s10, c, accumulate);
        Put(s11, c + n, accumulate);
        c += cRow;
        Put(s20, c, accumulate);
        Put(s21, c + n, accumulate);
        c += cRow;
        Put(s30, c, accumulate);
        Put(s31, c + n, accumulate);
        c += cRow;
        Put(s40, c, accumulate);
        Put(s41, c + n, accumulate);
        c += cRow;
        Put(s50, c, accumulate);
        Put(s51, c + n, accumulate);
        c += cRow;
        Put(s60, c, accumulate);
        Put(s61, c + n, accumulate);
        c += cRow;
        Put(s70, c, accumulate);
        Put(s71, c + n, accumulate);
    }

    /// <summary>8 rows by 1 vector.</summary>
    [MethodImpl(Hot)]
    private static void Tile1<V>(
        float* a,
        nint aRow,
        nint aInner,
        float* b,
        nint bRow,
        float* start,
        float* c,
        nint cRow,
        int inner,
        bool accumulate
    )
        where V : unmanaged
    {
        nint n = Lanes.Count<V>();
        var (aRow2, aRow3) = (2 * aRow, 3 * aRow);
        var a4 = a + (4 * aRow);
        var s00 = Lanes.Load<V>(start);
        var s10 = Lanes.Load<V>(start);
        var s20 = Lanes.Load<V>(start);
        var s30 = Lanes.Load<V>(start);
        var s40 = Lanes.Load<V>(start);
        var s50 = Lanes.Load<V>(start);
        var s60 = Lanes.Load<V>(start);
        var s70 = Lanes.Load<V>(start);
        for (var p = 0; p < inner; p++)
        {
            var b0 = Lanes.Load<V>(b);
            var x = Lanes.Broadcast<V>(a[0]);
            s00 = Lanes.Fma(x, b0, s00);
            x = Lanes.Broadcast<V>(a[aRow]);
            s10 = Lanes.Fma(x, b0, s10);
            x = Lanes.Broadcast<V>(a[aRow2]);
            s20 = Lanes.Fma(x, b0, s20);
            x = Lanes.Broadcast<V>(a[aRow3]);
            s30 = Lanes.Fma(x, b0, s30);
            x = Lanes.Broadcast<V>(a4[0]);
            s40 = Lanes.Fma(x, b0, s40);
            x = Lanes.Broadcast<V>(a4[aRow]);
            s50 = Lanes.Fma(x, b0, s50);
            x = Lanes.Broadcast<V>(a4[aRow2]);
            s60 = Lanes.Fma(x, b0, s60);
            x = Lanes.Broadcast<V>(a4[aRow3]);
            s70 = Lanes.Fma(x, b0, s70);
            a += aInner;
            a4 += aInner;
            b += bRow;
        }
        Put(s00, c, accumulate);
        c += cRow;
        Put(s10, c, accumulate);
        c += cRow;
        Put(s20, c, accumulate);
        c += cRow;
        Put(s30, c, accumulate);
        c += cRow;
        Put(s40, c, accumulate);
        c += cRow;
        Put(s50, c, accumulate);
        c += cRow;
        Put(s60, c, accumulate);
        c += cRow;
        Put(s70, c, accumulate);
    }

    /// <summary>One row by 4 vectors.</summary>
    [MethodImpl(Hot)]
    private static void OneRow4<V>(
        float* a,
        nint aInner,
        float* b,
        nint bRow,
        float* start,
        float* c,
        int inner,
        bool accumulate
    )
        where V : unmanaged
    {
        nint n = Lanes.Count<V>();
        var s0 = Lanes.Load<V>(start);
        var s1 = Lanes.Load<V>(start + n);
        var s2 = Lanes.Load<V>(start + (2 * n));
        var s3 = Lanes.Load<V>(start + (3 * n));
        for (var p = 0; p < inner; p++)
        {
            var x = Lanes.Broadcast<V>(*a);
            s0 = Lanes.Fma(x, Lanes.Load<V>(b), s0);
            s1 = Lanes.Fma(x, Lanes.Load<V>(b + n), s1);
            s2 = Lanes.Fma(x, Lanes.Load<V>(b + (2 * n)), s2);
            s3 = Lanes.Fma(x, Lanes.Load<V>(b + (3 * n)), s3);
            a += aInner;
            b += bRow;
        }
        Put(s0, c, accumulate);
        Put(s1, c + n, accumulate);
        Put(s2, c + (2 * n), accumulate);
        Put(s3, c + (3 * n), accumulate);
    }

    /// <summary>One row by 3 vectors.</summary>
    [MethodImpl(Hot)]
    private static void OneRow3<V>(
        float* a,
        nint aInner,
        float* b,
        nint bRow,
        float* start,
        float* c,
        int inner,
        bool accumulate
    )
        where V : unmanaged
    {
        nint n = Lanes.Count<V>();
        var s0 = Lanes.Load<V>(start);
        var s1 = Lanes.Load<V>(start + n);
        var s2 = Lanes.Load<V>(start + (2 * n));
        for (var p = 0; p < inner; p++)
        {
            var x = Lanes.Broadcast<V>(*a);
            s0 = Lanes.Fma(x, Lanes.Load<V>(b), s0);
            s1 = Lanes.Fma(x, Lanes.Load<V>(b + n), s1);
            s2 = Lanes.Fma(x, Lanes.Load<V>(b + (2 * n)), s2);
            a += aInner;
            b += bRow;
        }
        Put(s0, c, accumulate);
        Put(s1, c + n, accumulate);
        Put(s2, c + (2 * n), accumulate);
    }

    /// <summary>One row by 2 vectors.</summary>
    [MethodImpl(Hot)]
    private static void OneRow2<V>(
        float* a,
        nint aInner,
        float* b,
        nint bRow,
        float* start,
        float* c,
        int inner,
        bool accumulate
    )
        where V : unmanaged
    {
        nint n = Lanes.Count<V>();
        var s0 = Lanes.Load<V>(start);
        var s1 = Lanes.Load<V>(start + n);
        for (var p = 0; p < inner; p++)
        {
            var x = Lanes.Broadcast<V>(*a);
            s0 = Lanes.Fma(x, Lanes.Load<V>(b), s0);
            s1 = Lanes.Fma(x, Lanes.Load<V>(b + n), s1);
            a += aInner;
            b += bRow;
        }
        Put(s0, c, accumulate);
        Put(s1, c + n, accumulate);
    }

    /// <summary>One row by 1 vector.</summary>
    [MethodImpl(Hot)]
    private static void OneRow1<V>(
        float* a,
        nint aInner,
        float* b,
        nint bRow,
        float* start,
        float* c,
        int inner,
        bool accumulate
    )
        where V : unmanaged
    {
        nint n = Lanes.Count<V>();
        var s0 = Lanes.Load<V>(start);
        for (var p = 0; p < inner; p++)
        {
            var x = Lanes.Broadcast<V>(*a);
            s0 = Lanes.Fma(x, Lanes.Load<V>(b), s0);
            a += aInner;
            b += bRow;
        }
        Put(s0, c, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<V>(V sum, float* to, bool accumulate)
        where V : unmanaged => Lanes.Store(accumulate ? Lanes.Add(sum, Lanes.Load<V>(to)) : sum, to);
}
