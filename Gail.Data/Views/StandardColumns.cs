using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>What columns whose names have a meaning must look like.</summary>
internal static class StandardColumns
{
    /// <summary>The columns of a view in the order in which all have them.</summary>
    /// <param name="observation">Its column.</param>
    /// <param name="action">Its column, if there are actions.</param>
    /// <param name="hasRewards">Whether there is a reward.</param>
    /// <param name="hasNext">Whether there is a next_observation, which is as wide as the observation.</param>
    /// <param name="flags">Those of terminated, truncated and ended that there are.</param>
    public static ImmutableArray<ViewColumn> Of(
        ViewColumn observation,
        ViewColumn? action,
        bool hasRewards,
        bool hasNext,
        params IEnumerable<string> flags
    )
    {
        var columns = ImmutableArray.CreateBuilder<ViewColumn>();
        columns.Add(ViewColumn.Scalar(ColumnNames.Episode, ElementType.I64));
        columns.Add(ViewColumn.Scalar(ColumnNames.Step, ElementType.I64));
        columns.Add(observation);
        if (action is not null)
        {
            columns.Add(action);
        }
        if (hasRewards)
        {
            columns.Add(ViewColumn.Scalar(ColumnNames.Reward, ElementType.F64));
        }
        if (hasNext)
        {
            columns.Add(observation with { Name = ColumnNames.NextObservation });
        }
        columns.AddRange(flags.Select(flag => ViewColumn.Scalar(flag, ElementType.Bool)));
        return columns.ToImmutable();
    }

    /// <summary>The flags of a source that tells which episodes ended, and maybe which of them by the task itself.</summary>
    /// <param name="hasTerminated">Whether it tells termination apart.</param>
    /// <param name="hasEnded">Whether it tells what ran to its end.</param>
    public static IEnumerable<string> Flags(bool hasTerminated, bool hasEnded)
    {
        if (hasTerminated)
        {
            yield return ColumnNames.Terminated;
        }
        if (hasEnded)
        {
            yield return hasTerminated ? ColumnNames.Truncated : ColumnNames.Ended;
        }
    }

    /// <summary>Throws where a column's name promises another type.</summary>
    public static void Check(ViewSchema schema, ViewColumn column)
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
            throw new DemonstrationException(
                schema.Source.Name,
                column.Name,
                $"a column of this name is {expected.Type}{(expected.Width is null ? " with a single value" : " with several values")} in each row, not {column}."
            );
        }
    }

    /// <summary>Whether every view has it.</summary>
    public static bool IsRequired(string name) =>
        name is ColumnNames.Episode or ColumnNames.Step or ColumnNames.Observation;
}
