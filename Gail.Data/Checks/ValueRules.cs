using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Gail.Data.Columns;
using Gail.Numerics;

namespace Gail.Data.Checks;

/// <summary>The rules for single values: finite numbers, and choices that are alternatives (<see cref="ChoiceRules"/>).</summary>
internal static class ValueRules
{
    /// <summary>Throws at the first value that breaks a rule.</summary>
    public static void Check(DemonstrationColumns columns)
    {
        if (NonFinite(columns).FirstOrDefault() is { } cells)
        {
            throw new DemonstrationException(
                columns.Source.File,
                cells.Field,
                $"{cells.First}; only finite numbers can be learned from. Record the episode again or leave it out."
            );
        }
        if (ChoiceRules.Problem(columns) is { } choice)
        {
            throw new DemonstrationException(columns.Source.File, choice.Field, choice.Problem);
        }
    }

    /// <summary>The columns that hold NaN or infinity.</summary>
    public static IEnumerable<BadCells> NonFinite(DemonstrationColumns columns)
    {
        foreach (var (column, array) in columns.Arrays)
        {
            var cells = array switch
            {
                NdArray<float> floats => Scan(columns, column, floats),
                NdArray<double> doubles => Scan(columns, column, doubles),
                _ => null,
            };
            if (cells is not null)
            {
                yield return cells;
            }
        }
    }

    /// <summary>A number in the shortest form that names it.</summary>
    public static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static BadCells? Scan<T>(DemonstrationColumns columns, StandardColumn kind, NdArray<T> array)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Most columns have none, which is quickly seen.
        if (TensorPrimitives.IsFiniteAll(array.Span))
        {
            return null;
        }
        var values = array.Span;
        var (count, first) = (0, -1);
        for (var i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                count++;
                first = first < 0 ? i : first;
            }
        }
        var width = array.Columns;
        var column = array.Shape.Rank > 1 ? $", column {first % width}" : "";
        var place = columns.Place(kind, first / width);
        return new BadCells(columns.Fields[kind], count, $"{place}{column} is {Text(values[first])}");
    }
}

/// <summary>Values of a column that are not finite.</summary>
/// <param name="Field">The column.</param>
/// <param name="Count">How many.</param>
/// <param name="First">As in "row 3 (episode 0, step 3), column 1 is NaN".</param>
internal sealed record BadCells(string Field, int Count, string First);
