using Gail.Numerics;

namespace Gail.Data;

/// <summary>The rules that bind columns together: ranks, lengths and the order of episodes and steps.</summary>
internal static class StructureRules
{
    /// <summary>Checks the structure and fills in what follows from the rest: steps and whether any are missing.</summary>
    public static DemonstrationColumns Complete(DemonstrationColumns columns)
    {
        var fields = columns.Fields;
        var rows = CheckMatrix(columns, fields.Observations, columns.Observations);
        CheckRows(columns, fields.Actions, CheckMatrix(columns, fields.Actions, columns.Actions), rows, "step");
        CheckVector(columns, fields.Rewards, columns.Rewards, rows, "step");
        CheckStarts(columns, rows);
        var episodes = columns.EpisodeStarts.Length;
        CheckVector(columns, fields.Terminated, columns.Terminated, episodes, "episode");
        CheckVector(columns, fields.Ended, columns.Ended, episodes, "episode");
        CheckEnds(columns);
        CheckFinalObservations(columns, episodes);
        var completed = CompleteSteps(columns, rows);
        return completed.IsSubsampled && completed.FinalObservations is not null
            ? throw Fail(
                columns,
                fields.FinalObservations,
                "expected none, since steps are left out and the last row need not be the last step."
            )
            : completed;
    }

    private static int CheckMatrix(DemonstrationColumns columns, string field, NdArray<float> matrix)
    {
        if (matrix.Shape.Rank != 2)
        {
            throw Fail(
                columns,
                field,
                $"expected two dimensions, [steps, width], but the shape is {matrix.Shape}; flatten each row."
            );
        }
        return matrix.Shape[1] > 0
            ? matrix.Shape[0]
            : throw Fail(columns, field, $"rows hold no values: the shape is {matrix.Shape}.");
    }

    private static void CheckVector(DemonstrationColumns columns, string field, NdArray? vector, int rows, string unit)
    {
        if (vector is null)
        {
            return;
        }
        if (vector.Shape.Rank != 1)
        {
            throw Fail(columns, field, $"expected one value per {unit} but the shape is {vector.Shape}.");
        }
        CheckRows(columns, field, vector.Length, rows, unit);
    }

    private static void CheckRows(DemonstrationColumns columns, string field, int actual, int expected, string unit)
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

    private static void CheckStarts(DemonstrationColumns columns, int rows)
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

    private static void CheckEnds(DemonstrationColumns columns)
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

    private static void CheckFinalObservations(DemonstrationColumns columns, int episodes)
    {
        if (columns.FinalObservations is not { } final)
        {
            return;
        }
        var field = columns.Fields.FinalObservations;
        CheckRows(columns, field, CheckMatrix(columns, field, final), episodes, "episode");
        if (final.Columns != columns.Observations.Columns)
        {
            throw Fail(
                columns,
                field,
                $"has {final.Columns} values per row but {columns.Fields.Observations} has {columns.Observations.Columns}."
            );
        }
    }

    private static DemonstrationColumns CompleteSteps(DemonstrationColumns columns, int rows)
    {
        CheckVector(columns, columns.Fields.Steps, columns.Steps, rows, "step");
        if (columns.Steps is not { } steps)
        {
            return columns with { Steps = Consecutive(columns, rows) };
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
                        columns,
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

    private static DemonstrationException Fail(DemonstrationColumns columns, string field, string problem) =>
        new(columns.Source.File, field, problem);
}
