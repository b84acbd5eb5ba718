using Gail.Graphs;
using Gail.Numerics.Kernels;

namespace Gail.Execution.Plans;

/// <summary>The layout of matrices in a plan's memory.</summary>
internal static class Layout
{
    /// <summary>A cache line, in floats.</summary>
    internal const int Line = 16;

    /// <summary>
    /// Floats from one row to the next. Whole cache lines, and never a multiple of 8 of them: those would crowd into a
    /// few sets of the cache. Narrow matrices of the batch lie without gaps, so that a column is not 16 times its size.
    /// </summary>
    internal static int RowStride(RowCount rows, int columns)
    {
        if (rows.IsBatch && columns < Line)
        {
            return columns;
        }
        var lines = RoundUp(columns, Line) / Line;
        return (lines % 8 == 0 ? lines + 1 : lines) * Line;
    }

    /// <summary>Floats to set aside: kernels read and write up to 8 rows and 16 columns at a time.</summary>
    internal static int Size(int rows, int stride) =>
        RoundUp((RoundUp(rows, MatrixProduct.RowStep) * stride) + Line, Line);

    internal static int RoundUp(int value, int step) => (value + step - 1) / step * step;
}
