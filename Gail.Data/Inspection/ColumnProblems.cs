using System.Collections.Immutable;
using Gail.Data.Checks;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Inspection;

/// <summary>Finds what is wrong with single columns: bad values, no variation, arrays that were skipped.</summary>
internal static class ColumnProblems
{
    private const int NamedColumns = 8;

    public static IEnumerable<string> Find(
        LoadedDemonstrations loaded,
        ImmutableArray<ValueSummary?> observations,
        ImmutableArray<ValueSummary?> actions
    )
    {
        var columns = loaded.Columns;
        foreach (var array in loaded.Arrays.Where(array => array.IsObject))
        {
            yield return $"{array.Name}: skipped, since it holds pickled Python objects, which are never loaded.";
        }
        foreach (var cells in ValueRules.NonFinite(columns))
        {
            yield return $"{cells.Field}: {cells.Count} {(cells.Count == 1 ? "value is" : "values are")} not finite; the first: {cells.First}.";
        }
        if (ChoiceRules.Problem(columns) is { } choice)
        {
            yield return $"{choice.Field}: {choice.Problem}";
        }
        if (columns.Observations.Rows > 1)
        {
            foreach (
                var sentence in Constant(columns.Fields.Observations, observations)
                    .Concat(Constant(columns.Fields.Actions, actions))
            )
            {
                yield return sentence;
            }
        }
    }

    private static IEnumerable<string> Constant(string field, ImmutableArray<ValueSummary?> columns)
    {
        var constant = Enumerable
            .Range(0, columns.Length)
            .Where(i => columns[i] is { } column && column.Minimum == column.Maximum)
            .ToList();
        if (constant.Count == 1)
        {
            var value = ValueRules.Text(columns[constant[0]]!.Minimum);
            yield return $"{field}: column {constant[0]} is always {value}.";
        }
        else if (constant.Count > 1)
        {
            var more = constant.Count > NamedColumns ? $" and {constant.Count - NamedColumns} more" : "";
            yield return $"{field}: {constant.Count} of {columns.Length} columns never change: {string.Join(", ", constant.Take(NamedColumns))}{more}.";
        }
    }
}
