using System.Globalization;
using System.Numerics.Tensors;
using Gail.Data.Columns;
using Gail.Data.Formats;
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
                $"{cells.First}; only finite numbers can be learned from. Record the episode again or leave it out{Hint(columns)}"
            );
        }
        if (ChoiceRules.Problem(columns) is { } choice)
        {
            throw new DemonstrationException(columns.Source.File, choice.Field, choice.Problem);
        }
    }

    /// <summary>What is wrong with episodes that hold NaN, infinity or an action that is no choice, by their numbers.</summary>
    public static IReadOnlyDictionary<int, string> BadEpisodes(DemonstrationColumns columns)
    {
        var found = new SortedDictionary<int, string>();
        var episodes = columns.Episodes();
        foreach (var (column, array) in columns.Arrays.Where(one => one.Key != StandardColumn.Reward))
        {
            if (array is not NdArray<float> floats || TensorPrimitives.IsFiniteAll(floats.Span))
            {
                continue;
            }
            for (var row = 0; row < floats.Rows; row++)
            {
                if (!TensorPrimitives.IsFiniteAll(floats.Row(row)))
                {
                    found.TryAdd(
                        column.IsPerEpisode ? row : episodes.EpisodeOf(row),
                        $"{columns.Fields[column]}: {columns.Place(column, row)} holds a number that is not finite, or beyond the range of float32."
                    );
                }
            }
        }
        var (space, actions) = (columns.ActionSpace, columns.Actions);
        for (var row = 0; space.HasChoices && row < actions!.Rows; row++)
        {
            var values = actions.Row(row);
            for (var place = 0; place < values.Length; place++)
            {
                if (space.IsChoice(place) && !ChoiceRules.IsChoice(values[place], space.Counts[place]))
                {
                    found.TryAdd(
                        episodes.EpisodeOf(row),
                        $"{columns.Fields.Actions}: {columns.Place(StandardColumn.Action, row)} is {Text(values[place])}, which is no choice."
                    );
                }
            }
        }
        return found;
    }

    /// <summary>The columns that hold NaN or infinity; rewards, which nobody needs, are <see cref="MissingRewards"/>' business.</summary>
    public static IEnumerable<BadCells> NonFinite(DemonstrationColumns columns)
    {
        foreach (var (column, array) in columns.Arrays.Where(one => one.Key != StandardColumn.Reward))
        {
            if (array is NdArray<float> floats && Scan(columns, column, floats) is { } cells)
            {
                yield return cells;
            }
        }
    }

    private static string Hint(DemonstrationColumns columns) =>
        columns.Source.File.Length > 0 ? $". {BadParts.Remedy}" : ".";

    /// <summary>A number in the shortest form that names it.</summary>
    public static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static BadCells? Scan(DemonstrationColumns columns, StandardColumn kind, NdArray<float> array)
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
            if (!float.IsFinite(values[i]))
            {
                count++;
                first = first < 0 ? i : first;
            }
        }
        var width = array.Columns;
        var column = array.Shape.Rank > 1 ? $", column {first % width}" : "";
        var at = $"{columns.Place(kind, first / width)}{column}";
        var exact = columns.Exact?.Invoke(kind, first / width, first % width);
        return new BadCells(
            columns.Fields[kind],
            count,
            exact is { } real && double.IsFinite(real)
                ? $"{at} is {Text(real)}, beyond the range of float32, which ends at 3.4e38"
                : $"{at} is {Text(values[first])}"
        );
    }
}

/// <summary>Values of a column that are not finite.</summary>
/// <param name="Field">The column.</param>
/// <param name="Count">How many.</param>
/// <param name="First">As in "row 3 (episode 0, step 3), column 1 is NaN".</param>
internal sealed record BadCells(string Field, int Count, string First);
