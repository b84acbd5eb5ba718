using System.Numerics;
using Gail.Numerics;

namespace Gail.Core.Tests.Graphs;

/// <summary>Products against plain loops, at sizes around every vector width and register tile.</summary>
public sealed class MatrixKernelTests
{
    private const int Guard = 64;
    private static readonly RandomKey Key = RandomKey.FromSeed(3);

    [Fact]
    public void Single_precision_product_is_the_plain_loop_bit_for_bit() =>
        EachSize((rows, inner, columns) => AssertProduct<float>(rows, inner, columns, MathF.FusedMultiplyAdd));

    [Fact]
    public void Double_precision_product_is_the_plain_loop_bit_for_bit() =>
        EachSize((rows, inner, columns) => AssertProduct<double>(rows, inner, columns, Math.FusedMultiplyAdd));

    [Fact]
    public void Larger_products_are_the_plain_loop_bit_for_bit()
    {
        foreach (var (rows, inner, columns) in ((int, int, int)[])[(64, 64, 64), (257, 33, 129), (13, 400, 71)])
        {
            AssertProduct<float>(rows, inner, columns, MathF.FusedMultiplyAdd);
            AssertProduct<double>(rows, inner, columns, Math.FusedMultiplyAdd);
        }
    }

    [Fact]
    public void Transposition_is_the_plain_loop_and_its_own_inverse() =>
        EachSize(
            (rows, _, columns) =>
            {
                var matrix = Draw<double>(1, rows * columns);
                var transposed = Guarded<double>(rows * columns);
                var back = new double[rows * columns];

                MatrixKernels.Transpose<double>(matrix, transposed.AsSpan(Guard, rows * columns), rows, columns);
                MatrixKernels.Transpose<double>(transposed.AsSpan(Guard, rows * columns), back, columns, rows);

                for (var i = 0; i < rows * columns; i++)
                {
                    Assert.Equal(matrix[i], transposed[Guard + (i % columns * rows) + (i / columns)]);
                }
                Assert.Equal(matrix, back);
                AssertGuards(transposed, rows * columns);
            }
        );

    private static void EachSize(Action<int, int, int> check)
    {
        for (var rows = 0; rows <= 9; rows++)
        {
            for (var inner = 1; inner <= 9; inner++)
            {
                for (var columns = 0; columns <= 40; columns++)
                {
                    check(rows, inner, columns);
                }
            }
        }
    }

    private static void AssertProduct<T>(int rows, int inner, int columns, Func<T, T, T, T> multiplyAdd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // The factors lie among NaN as well, so that a read beyond them shows.
        var a = Guarded<T>(rows * inner);
        var b = Guarded<T>(inner * columns);
        Draw<T>(0, rows * inner).CopyTo(a, Guard);
        Draw<T>(1, inner * columns).CopyTo(b, Guard);
        var c = Guarded<T>(rows * columns);

        MatrixKernels.Multiply<T>(
            a.AsSpan(Guard, rows * inner),
            b.AsSpan(Guard, inner * columns),
            c.AsSpan(Guard, rows * columns),
            rows,
            inner,
            columns
        );

        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var sum = T.Zero;
                for (var k = 0; k < inner; k++)
                {
                    sum = multiplyAdd(a[Guard + (i * inner) + k], b[Guard + (k * columns) + j], sum);
                }
                var actual = c[Guard + (i * columns) + j];
                Assert.True(sum == actual, $"[{rows}, {inner}] x [{inner}, {columns}] at {i}, {j}: {sum}, {actual}.");
            }
        }
        AssertGuards(c, rows * columns);
    }

    private static T[] Draw<T>(ulong purpose, int count)
        where T : unmanaged, INumberBase<T>
    {
        var key = Key.Fold(purpose);
        return [.. Enumerable.Range(0, count).Select(i => T.CreateTruncating(key.Uniform((ulong)i, -1, 1)))];
    }

    private static T[] Guarded<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var buffer = new T[length + (2 * Guard)];
        buffer.AsSpan().Fill(T.NaN);
        return buffer;
    }

    private static void AssertGuards<T>(T[] buffer, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < Guard; i++)
        {
            Assert.True(T.IsNaN(buffer[i]) && T.IsNaN(buffer[Guard + length + i]), "A guard was overwritten.");
        }
    }
}
