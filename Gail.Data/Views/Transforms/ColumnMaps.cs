using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Views.Transforms;

/// <summary>Functions over the values of a column.</summary>
internal static class ColumnMaps
{
    /// <summary>A function of each value and its place in the array.</summary>
    public static NdArray Values(NdArray column, Func<double, int, double> function) =>
        column switch
        {
            NdArray<float> floats => NdArray<float>.Own(
                floats.Shape,
                [.. floats.Values.Select((value, i) => (float)function(value, i))]
            ),
            NdArray<double> doubles => NdArray<double>.Own(doubles.Shape, [.. doubles.Values.Select(function)]),
            _ => throw NotReal(column),
        };

    /// <summary>The values in double precision.</summary>
    public static double[] Doubles(NdArray column) =>
        column switch
        {
            NdArray<float> floats => [.. floats.Values.Select(value => (double)value)],
            NdArray<double> doubles => [.. doubles.Values],
            _ => throw NotReal(column),
        };

    /// <summary>A column and the one that must remain comparable to it.</summary>
    public static ImmutableArray<string> Together(DemonstrationView view, string column) =>
        column == ColumnNames.Observation && view.Description.Has(ColumnNames.NextObservation)
            ? [ColumnNames.Observation, ColumnNames.NextObservation]
            : [column];

    /// <summary>Throws where a column holds no quantities.</summary>
    public static void RequireReal(DemonstrationView view, string column)
    {
        var found = view.Description[column];
        if (found.Space.HasChoices)
        {
            throw EpisodePasses.Fail(
                view,
                column,
                found.IsHybrid
                    ? $"holds choices beside quantities ({found.Space}), and choices are no quantities; OneHot makes vectors of them."
                    : "holds choices among alternatives, which are no quantities; OneHot makes vectors of them."
            );
        }
        if (found.Type is not (ElementType.F32 or ElementType.F64))
        {
            throw EpisodePasses.Fail(view, column, $"holds {found.Type}, expected real numbers.");
        }
    }

    /// <summary>A function of each row.</summary>
    public static NdArray Rows(NdArray<float> column, int width, RowFunction function)
    {
        var mapped = new float[column.Rows * width];
        for (var row = 0; row < column.Rows; row++)
        {
            function(column.Row(row), mapped.AsSpan(row * width, width));
        }
        return NdArray<float>.Own(new Shape(column.Rows, width), mapped);
    }

    /// <summary>
    /// x + deviation z with z standard normal, drawn with <c>key.Fold(episode)</c> at (t + <paramref name="later"/>)
    /// width + column: a row's noise depends on its place in the episode, not on what was read before it.
    /// </summary>
    public static NdArray Noisy(NdArray<float> column, ViewBatch places, double deviation, RandomKey key, int later)
    {
        var (episodes, steps) = (places.Get<long>(ColumnNames.Episode), places.Get<long>(ColumnNames.Step));
        var width = column.Columns;
        var noisy = new float[column.Length];
        for (var row = 0; row < column.Rows; row++)
        {
            var own = key.Fold((ulong)episodes[row]);
            var first = (ulong)(steps[row] + later) * (ulong)width;
            for (var i = 0; i < width; i++)
            {
                noisy[(row * width) + i] = (float)(column[row, i] + (deviation * own.Normal(first + (ulong)i)));
            }
        }
        return NdArray<float>.Own(column.Shape, noisy);
    }

    private static NotSupportedException NotReal(NdArray column) =>
        new($"Columns of {column.ElementType} hold no real numbers.");
}
