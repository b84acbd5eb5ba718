using Gail.Data.Columns;
using Gail.Data.Formats;
using Gail.Numerics;

namespace Gail.Data.Checks;

/// <summary>The rules that bind columns together: ranks, lengths and the order of episodes and steps.</summary>
internal static class StructureRules
{
    /// <summary>Checks the structure and fills in what follows from the rest: steps and whether any are missing.</summary>
    public static DemonstrationColumns Complete(DemonstrationColumns columns)
    {
        var shapes = ColumnShapes.Of(columns);
        CheckShapes(shapes);
        var completed = CompleteSteps(columns, shapes);
        return completed.IsSubsampled && completed.FinalObservations is not null
            ? throw Fail(
                shapes,
                columns.Fields.FinalObservations,
                "expected none, since steps are left out and the last row need not be the last step."
            )
            : completed;
    }

    /// <summary>Checks ranks and lengths, and the order of episodes.</summary>
    public static void CheckShapes(ColumnShapes columns)
    {
        var fields = columns.Fields;
        var rows = CheckMatrix(columns, fields.Observations, columns.Observations);
        if (columns.Actions is { } actions)
        {
            CheckRows(columns, fields.Actions, CheckMatrix(columns, fields.Actions, actions), rows, "step");
        }
        CheckVector(columns, fields.Rewards, columns.Rewards, rows, "step");
        CheckVector(columns, fields.Steps, columns.Steps, rows, "step");
        CheckStarts(columns, rows);
        var episodes = columns.EpisodeStarts.Length;
        CheckVector(columns, fields.Terminated, columns.Terminated?.Shape, episodes, "episode");
        CheckVector(columns, fields.Ended, columns.Ended?.Shape, episodes, "episode");
        CheckEnds(columns);
        CheckFurther(columns, fields.NextObservations, columns.NextObservations, rows, "step");
        CheckFurther(columns, fields.FinalObservations, columns.FinalObservations, episodes, "episode");
    }

    private static int CheckMatrix(ColumnShapes columns, string field, Shape matrix)
    {
        if (matrix.Rank != 2)
        {
            throw Fail(
                columns,
                field,
                $"expected two dimensions, [steps, width], but the shape is {matrix}; flatten each row."
            );
        }
        return matrix[1] > 0 ? matrix[0] : throw Fail(columns, field, $"rows hold no values: the shape is {matrix}.");
    }

    private static void CheckVector(ColumnShapes columns, string field, Shape? shape, int rows, string unit)
    {
        if (shape is not { } vector)
        {
            return;
        }
        if (vector.Rank != 1)
        {
            throw Fail(columns, field, $"expected one value per {unit} but the shape is {vector}.");
        }
        CheckRows(columns, field, vector[0], rows, unit);
    }

    private static void CheckRows(ColumnShapes columns, string field, int actual, int expected, string unit)
    {
        if (actual != expected)
        {
            throw Fail(
                columns,
                field,
                unit == "step"
                    ? $"has {actual} rows but {columns.Fields.Observations} has {expected} steps; there must be one row per step."
                    : $"has {actual} rows but there are {expected} episodes; there must be one row per episode."
            );
        }
    }

    private static void CheckStarts(ColumnShapes columns, int rows)
    {
        var field = columns.Fields.EpisodeStarts;
        var starts = columns.EpisodeStarts;
        if (starts.IsDefaultOrEmpty)
        {
            throw Fail(columns, field, "there are no episodes; at least one is needed.");
        }
        if (starts[0] != 0)
        {
            throw Fail(columns, field, $"the first episode must start at row 0 but starts at {starts[0]}.");
        }
        for (var i = 1; i < starts.Length; i++)
        {
            if (starts[i] < starts[i - 1])
            {
                throw Fail(
                    columns,
                    field,
                    $"episodes must be in order, but episode {i} starts at row {starts[i]}, before episode {i - 1} at row {starts[i - 1]}."
                );
            }
            if (starts[i] == starts[i - 1])
            {
                throw Fail(
                    columns,
                    field,
                    $"episode {i - 1} is empty: episode {i} starts at the same row, {starts[i]}."
                );
            }
        }
        if (starts[^1] >= rows)
        {
            throw Fail(
                columns,
                field,
                $"episode {starts.Length - 1} starts at row {starts[^1]} but there are {rows} rows, so it is empty."
            );
        }
    }

    private static void CheckEnds(ColumnShapes columns)
    {
        if (columns.Terminated is not { } terminated || columns.Ended is not { } ended)
        {
            return;
        }
        for (var i = 0; i < terminated.Length; i++)
        {
            if (terminated[i] && !ended[i])
            {
                throw Fail(
                    columns,
                    columns.Fields.Ended,
                    $"says that episode {i} was cut, {columns.Fields.Terminated} that it terminated; both cannot be."
                );
            }
        }
    }

    /// <summary>Observations besides those before each action.</summary>
    private static void CheckFurther(ColumnShapes columns, string field, Shape? shape, int rows, string unit)
    {
        if (shape is not { } further)
        {
            return;
        }
        CheckRows(columns, field, CheckMatrix(columns, field, further), rows, unit);
        if (further[1] != columns.Observations[1])
        {
            throw Fail(
                columns,
                field,
                $"has {further[1]} values per row but {columns.Fields.Observations} has {columns.Observations[1]}."
            );
        }
    }

    private static DemonstrationColumns CompleteSteps(DemonstrationColumns columns, ColumnShapes shapes)
    {
        if (columns.Steps is not { } steps)
        {
            return columns with { Steps = Consecutive(columns, columns.Observations.Rows) };
        }
        var gaps = false;
        for (var episode = 0; episode < columns.EpisodeStarts.Length; episode++)
        {
            var start = columns.EpisodeStarts[episode];
            for (var row = start; row < columns.EpisodeEnd(episode); row++)
            {
                var least = row == start ? 0 : steps[row - 1] + 1;
                if (steps[row] < least)
                {
                    throw Fail(
                        shapes,
                        columns.Fields.Steps,
                        $"steps must increase within an episode, but row {row} of episode {episode} is step {steps[row]}, expected {least} or more."
                    );
                }
                gaps |= steps[row] != row - start;
            }
        }
        return columns with { IsSubsampled = columns.IsSubsampled || gaps };
    }

    private static NdArray<long> Consecutive(DemonstrationColumns columns, int rows)
    {
        var steps = new long[rows];
        for (var episode = 0; episode < columns.EpisodeStarts.Length; episode++)
        {
            var start = columns.EpisodeStarts[episode];
            for (var row = start; row < columns.EpisodeEnd(episode); row++)
            {
                steps[row] = row - start;
            }
        }
        return NdArray.Vector<long>(steps);
    }

    private static DemonstrationException Fail(ColumnShapes columns, string field, string problem) =>
        new(columns.File, field, problem);
}
