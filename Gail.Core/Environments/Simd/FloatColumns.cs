using System.Runtime.CompilerServices;

namespace Gail.Environments.Simd;

/// <summary>Columns of tables of floats with a row per lane.</summary>
internal static class FloatColumns
{
    private const int WidestVector = 8;

    /// <summary>Writes every lane's number, rounded to a float, into the first column of its row.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="rows">The table from the column on.</param>
    /// <param name="width">The number of columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T values, Span<float> rows, int width)
        where T : struct, ILanes<T>
    {
        var column = default(Column);
        T.Store(values, column);
        for (var lane = 0; lane < T.Count; lane++)
        {
            rows[lane * width] = column[lane];
        }
    }

    [InlineArray(WidestVector)]
    private struct Column
    {
        private float _first;
    }
}
