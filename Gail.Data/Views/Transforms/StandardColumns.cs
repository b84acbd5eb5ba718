using Gail.Numerics;

namespace Gail.Data;

/// <summary>What columns whose names have a meaning must look like.</summary>
internal static class StandardColumns
{
    /// <summary>Throws where a column's name promises another type.</summary>
    public static void Check(IDemonstrationView view, ViewColumn column)
    {
        var expected = column.Name switch
        {
            ColumnNames.Episode or ColumnNames.Step => ViewColumn.Scalar(column.Name, ElementType.I64),
            ColumnNames.Reward => ViewColumn.Scalar(column.Name, ElementType.F64),
            ColumnNames.Terminated or ColumnNames.Truncated or ColumnNames.Ended => ViewColumn.Scalar(
                column.Name,
                ElementType.Bool
            ),
            ColumnNames.Observation or ColumnNames.NextObservation or ColumnNames.Action => ViewColumn.Vector(
                column.Name,
                column.Width ?? 0
            ),
            _ => column,
        };
        if (column.Type != expected.Type || column.Width != expected.Width)
        {
            throw EpisodePasses.Fail(
                view,
                column.Name,
                $"a column of this name is {expected.Type}{(expected.Width is null ? " with a single value" : " with several values")} in each row, not {column}."
            );
        }
    }

    /// <summary>Whether every view has it.</summary>
    public static bool IsRequired(string name) =>
        name is ColumnNames.Episode or ColumnNames.Step or ColumnNames.Observation;
}
