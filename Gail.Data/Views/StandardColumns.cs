using System.Collections.Immutable;
using Gail.Data.Columns;

namespace Gail.Data.Views;

/// <summary>What columns whose names have a meaning must look like.</summary>
internal static class StandardColumns
{
    /// <summary>The columns of a view in the order in which all have them.</summary>
    /// <param name="observation">Its column.</param>
    /// <param name="action">Its column, if there are actions.</param>
    /// <param name="others">Those of the others that there are; what every view has need not be among them.</param>
    public static ImmutableArray<ViewColumn> Of(
        ViewColumn observation,
        ViewColumn? action,
        params IEnumerable<StandardColumn> others
    )
    {
        var there = others.ToHashSet();
        return
        [
            .. StandardColumn
                .OfRows.Select(column =>
                    column == StandardColumn.Observation ? observation
                    : column == StandardColumn.Action ? action
                    : !column.IsRequired && !there.Contains(column) ? null
                    : column.IsObservation ? observation with { Name = column.Name }
                    : ViewColumn.Scalar(column.Name, column.Type)
                )
                .OfType<ViewColumn>(),
        ];
    }

    /// <summary>Throws where a column's name promises another type.</summary>
    public static void Check(ViewSchema schema, ViewColumn column)
    {
        if (StandardColumn.Find(column.Name) is not { } expected)
        {
            return;
        }
        if (column.Type != expected.Type || column.Width is null == expected.IsVector)
        {
            throw new DemonstrationException(
                schema.Source.Name,
                column.Name,
                $"a column of this name is {expected.Type}{(expected.IsVector ? " with several values" : " with a single value")} in each row, not {column}."
            );
        }
    }

    /// <summary>Whether every view has it.</summary>
    public static bool IsRequired(string name) => StandardColumn.Find(name) is { IsRequired: true };
}
