using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Checks;

/// <summary>The rules that bind columns together: ranks, lengths and the order of episodes and steps.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="fields">What it calls the columns.</param>
/// <param name="shapes">The shape of each column that there is.</param>
/// <param name="episodes">Where episodes begin and how they end.</param>
internal sealed class StructureRules(
    string file,
    FieldNames fields,
    Func<StandardColumn, Shape?> shapes,
    EpisodeTable episodes
)
{
    /// <summary>Those of columns in memory.</summary>
    public static StructureRules Of(DemonstrationColumns columns) =>
        new(columns.Source.File, columns.Fields, column => columns.Arrays[column]?.Shape, columns.Episodes());

    /// <summary>Those of a file's arrays.</summary>
    public static StructureRules Of(string path, ArrayTable table) =>
        new(
            path,
            table.Fields,
            column =>
                column == StandardColumn.Terminated ? table.Terminated?.Shape
                : column == StandardColumn.Ended ? table.Ended?.Shape
                : table[column]?.Shape,
            table.Episodes
        );

    /// <summary>Checks the structure and fills in what follows from the rest: steps and whether any are missing.</summary>
    public static DemonstrationColumns Complete(DemonstrationColumns columns)
    {
        var rules = Of(columns);
        rules.CheckShapes();
        var completed = rules.CompleteSteps(columns);
        return completed.IsSubsampled && completed.FinalObservations is not null
            ? throw rules.Fail(
                StandardColumn.FinalObservation,
                "expected none, since steps are left out and the last row need not be the last step."
            )
            : completed;
    }

    /// <summary>Checks ranks and lengths, and the order of episodes.</summary>
    public void CheckShapes()
    {
        var rows = CheckRank(StandardColumn.Observation, shapes(StandardColumn.Observation)!.Value);
        CheckColumns(rows, column => column is { IsPerEpisode: false, IsObservation: false });
        CheckStarts(rows);
        CheckColumns(rows, column => column is { IsPerEpisode: true, IsObservation: false });
        CheckEnds();
        CheckColumns(rows, column => column.IsObservation);
    }

    private void CheckColumns(int rows, Func<StandardColumn, bool> which)
    {
        foreach (var column in StandardColumn.OfTables.Where(which))
        {
            if (shapes(column) is not { } shape)
            {
                continue;
            }
            var expected = column.IsPerEpisode ? episodes.Starts.Length : rows;
            if (CheckRank(column, shape) != expected)
            {
                throw Fail(
                    column,
                    column.IsPerEpisode
                        ? $"has {shape[0]} rows but there are {expected} episodes; there must be one row per episode."
                        : $"has {shape[0]} rows but {fields.Observations} has {expected} steps; there must be one row per step."
                );
            }
            if (column.IsObservation && shape[1] != shapes(StandardColumn.Observation)!.Value[1])
            {
                throw Fail(
                    column,
                    $"has {shape[1]} values per row but {fields.Observations} has {shapes(StandardColumn.Observation)!.Value[1]}."
                );
            }
        }
    }

    /// <summary>The rows of a column that has the dimensions which it should have.</summary>
    private int CheckRank(StandardColumn column, Shape shape)
    {
        if (!column.IsVector)
        {
            return shape.Rank == 1
                ? shape[0]
                : throw Fail(
                    column,
                    $"expected one value per {(column.IsPerEpisode ? "episode" : "step")} but the shape is {shape}."
                );
        }
        if (shape.Rank != 2)
        {
            throw Fail(column, $"expected two dimensions, [steps, width], but the shape is {shape}; flatten each row.");
        }
        return shape[1] > 0 ? shape[0] : throw Fail(column, $"rows hold no values: the shape is {shape}.");
    }

    private void CheckStarts(int rows)
    {
        DemonstrationException Wrong(string problem) => new(file, fields.EpisodeStarts, problem);
        var starts = episodes.Starts;
        if (starts.IsDefaultOrEmpty)
        {
            throw Wrong("there are no episodes; at least one is needed.");
        }
        if (starts[0] != 0)
        {
            throw Wrong($"the first episode must start at row 0 but starts at {starts[0]}.");
        }
        for (var i = 1; i < starts.Length; i++)
        {
            if (starts[i] < starts[i - 1])
            {
                throw Wrong(
                    $"episodes must be in order, but episode {i} starts at row {starts[i]}, before episode {i - 1} at row {starts[i - 1]}."
                );
            }
            if (starts[i] == starts[i - 1])
            {
                throw Wrong($"episode {i - 1} is empty: episode {i} starts at the same row, {starts[i]}.");
            }
        }
        if (starts[^1] >= rows)
        {
            throw Wrong(
                $"episode {starts.Length - 1} starts at row {starts[^1]} but there are {rows} rows, so it is empty."
            );
        }
    }

    private void CheckEnds()
    {
        if (episodes.Terminated is not { } terminated || episodes.Ended is not { } ended)
        {
            return;
        }
        for (var i = 0; i < terminated.Length; i++)
        {
            if (terminated[i] && !ended[i])
            {
                throw Fail(
                    StandardColumn.Ended,
                    $"says that episode {i} was cut, {fields[StandardColumn.Terminated]} that it terminated; both cannot be."
                );
            }
        }
    }

    private DemonstrationColumns CompleteSteps(DemonstrationColumns columns)
    {
        if (columns.Steps is not { } steps)
        {
            return columns with { Steps = (NdArray<long>)episodes.Column(StandardColumn.Step.Name, 0, episodes.Rows) };
        }
        var gaps = false;
        for (var episode = 0; episode < episodes.Starts.Length; episode++)
        {
            var start = episodes.Starts[episode];
            var end = episodes.End(episode);
            for (var row = start; row < end; row++)
            {
                var least = row == start ? 0 : steps[row - 1] + 1;
                if (steps[row] < least)
                {
                    throw Fail(
                        StandardColumn.Step,
                        $"steps must increase within an episode, but row {row} of episode {episode} is step {steps[row]}, expected {least} or more."
                    );
                }
                gaps |= steps[row] != row - start;
            }
        }
        return columns with { IsSubsampled = columns.IsSubsampled || gaps };
    }

    private DemonstrationException Fail(StandardColumn column, string problem) => new(file, fields[column], problem);
}
