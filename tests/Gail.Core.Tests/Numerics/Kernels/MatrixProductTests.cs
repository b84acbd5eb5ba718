using System.Runtime.Intrinsics;
using Gail.Numerics;
using Gail.Numerics.Kernels;

namespace Gail.Core.Tests.Numerics.Kernels;

/// <summary>Products against plain loops with the same roundings: bit for bit, on every vector width.</summary>
public sealed unsafe class MatrixProductTests
{
    private const float Guard = 12345.678f;

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Every_remainder_of_the_tiles(int bits)
    {
        int[] inners = [0, 1, 2, 3, 17];
        for (var rows = 1; rows <= 18; rows++)
        {
            for (var columns = 1; columns <= 66; columns++)
            {
                Check(bits, rows, inners[(rows + columns) % inners.Length], columns, transposed: columns % 2 == 0);
            }
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Wide_and_deep_ones(int bits)
    {
        for (var columns = 67; columns <= 257; columns += 5)
        {
            Check(bits, 9, 100, columns, transposed: false);
            Check(bits, 8, 257, columns, transposed: true);
            Check(bits, 1, 33, columns, transposed: false);
        }
    }

    /// <summary>A with either orientation, replacing and adding, and nothing written beyond whole tiles.</summary>
    private static void Check(int bits, int rows, int inner, int columns, bool transposed)
    {
        var key = RandomKey.FromSeed((rows * 1000) + columns);
        var (wholeRows, wholeColumns) = ((rows + 7) / 8 * 8, (columns + 15) / 16 * 16);
        var (aRow, aInner) = transposed ? (1, wholeRows + 1) : (inner + 3, 1);
        var a = Random(key.Fold(0), Math.Max(1, transposed ? (inner + 1) * aInner : wholeRows * aRow));
        var bRow = wholeColumns + 16;
        var b = Random(key.Fold(1), Math.Max(1, inner) * bRow);
        var start = Random(key.Fold(2), wholeColumns);
        var cRow = wholeColumns + 16;
        foreach (var accumulate in new[] { false, true })
        {
            var before = Random(key.Fold(3), (wholeRows + 1) * cRow);
            var c = before.ToArray();
            for (var i = 0; i < c.Length; i++)
            {
                c[i] = i / cRow >= wholeRows || i % cRow >= wholeColumns ? Guard : c[i];
            }
            fixed (float* pa = a)
            fixed (float* pb = b)
            fixed (float* ps = start)
            fixed (float* pc = c)
            {
                switch (bits)
                {
                    case 128:
                        MatrixProduct.Panels<Vector128<float>>(
                            pa,
                            aRow,
                            aInner,
                            pb,
                            bRow,
                            ps,
                            pc,
                            cRow,
                            rows,
                            inner,
                            columns,
                            accumulate
                        );
                        break;
                    case 256:
                        MatrixProduct.Panels<Vector256<float>>(
                            pa,
                            aRow,
                            aInner,
                            pb,
                            bRow,
                            ps,
                            pc,
                            cRow,
                            rows,
                            inner,
                            columns,
                            accumulate
                        );
                        break;
                    default:
                        MatrixProduct.Panels<Vector512<float>>(
                            pa,
                            aRow,
                            aInner,
                            pb,
                            bRow,
                            ps,
                            pc,
                            cRow,
                            rows,
                            inner,
                            columns,
                            accumulate
                        );
                        break;
                }
            }
            for (var i = 0; i < c.Length; i++)
            {
                var (row, column) = (i / cRow, i % cRow);
                if (row < rows && column < columns)
                {
                    var sum = start[column];
                    for (var p = 0; p < inner; p++)
                    {
                        sum = MathF.FusedMultiplyAdd(a[(row * aRow) + (p * aInner)], b[(p * bRow) + column], sum);
                    }
                    sum += accumulate ? before[i] : 0;
                    Assert.True(sum == c[i], $"{rows} x {inner} x {columns}: [{row}, {column}] is {c[i]}, not {sum}.");
                }
                else if (row >= wholeRows || column >= wholeColumns)
                {
                    Assert.True(c[i] == Guard, $"{rows} x {inner} x {columns}: written beyond, at [{row}, {column}].");
                }
            }
        }
    }

    private static float[] Random(RandomKey key, int length)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++)
        {
            values[i] = (float)key.Uniform((ulong)i, -1, 1);
        }
        return values;
    }
}
