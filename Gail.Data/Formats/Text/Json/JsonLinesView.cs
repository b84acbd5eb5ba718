using System.Collections.Immutable;
using Gail.Data.Checks;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Text.Csv;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;

namespace Gail.Data.Formats.Text.Json;

/// <summary>A view of JSON Lines: the first line is read at once, the rest when it is asked for.</summary>
internal sealed class JsonLinesView : DemonstrationView
{
    private readonly string _path;
    private readonly DemonstrationFileOptions _options;
    private readonly ViewColumn? _action;

    /// <summary>A view of a file.</summary>
    /// <exception cref="DemonstrationException">The first line is no step or episode.</exception>
    public JsonLinesView(string path, DemonstrationFileOptions options)
    {
        _path = path;
        _options = options;
        using var lines = new JsonLines(path, options);
        if (!lines.Next())
        {
            throw new DemonstrationException(path, "", "holds no lines, expected an object for each step or episode.");
        }
        Description = MakeSchema(lines);
        _action = Description.Find(ColumnNames.Action);
    }

    public override ViewSchema Description { get; }

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        using var lines = new JsonLines(_path, _options);
        var batch = new BatchBuilder(Description, columns);
        var steps = lines.Steps;
        EpisodeSplitter? episodes = null;
        while (lines.Next())
        {
            episodes ??= Splitter(lines);
            CheckActions(lines);
            for (var step = 0; step < steps.Count; step++)
            {
                Take(lines, step, episodes, batch);
                if (batch.IsFull)
                {
                    yield return batch.Take();
                }
            }
        }
        if (batch.Rows > 0)
        {
            yield return batch.Take();
        }
    }

    /// <summary>The first line once more: it must still be the one that the schema was made of.</summary>
    private EpisodeSplitter Splitter(JsonLines lines)
    {
        var steps = lines.Steps;
        var isSame =
            steps.Observations.Width == Description[ColumnNames.Observation].Width
            && (_action is null || steps.Actions.Width == _action.Width)
            && Description.Has(ColumnNames.NextObservation)
                == (steps.HaveFinalObservations || steps.Columns.Contains(ColumnNames.NextObservation));
        return isSame
            ? new EpisodeSplitter(
                steps.Columns.Contains(ColumnNames.Episode) && !steps.AreEpisodes,
                steps.Columns.Contains(ColumnNames.Step) && !steps.AreEpisodes
            )
            : throw lines.Fail("is not what it was when the file was opened.");
    }

    /// <summary>Choices are whole numbers; whether actions are choices the first line has decided.</summary>
    private void CheckActions(JsonLines lines)
    {
        var actions = lines.Steps.Actions;
        if (_action is not { IsDiscrete: true })
        {
            return;
        }
        if (actions.Kind == JsonKind.Number && !actions.AreIntegers)
        {
            throw lines.Fail(
                $"{ColumnNames.Action} is no whole number, but in the first line it is; put continuous actions into brackets, as in [0.5]."
            );
        }
        for (var row = 0; row < actions.Count; row++)
        {
            foreach (var value in actions[row])
            {
                if (!(value >= 0 && value < ValueRules.GreatestAction && value == MathF.Floor(value)))
                {
                    throw lines.Fail(
                        $"{ColumnNames.Action} is {ValueRules.Text(value)}, expected an integer from 0 to {ValueRules.GreatestAction - 1}; put continuous actions into brackets, as in [0.5]."
                    );
                }
            }
        }
    }

    private static void Take(JsonLines lines, int step, EpisodeSplitter episodes, BatchBuilder batch)
    {
        var steps = lines.Steps;
        var isLast = !steps.AreEpisodes || step + 1 == steps.Count;
        var over = steps.AreEpisodes ? isLast : steps.Terminated || steps.Truncated || steps.Ended;
        if (episodes.Next(steps.Episode, steps.Step, over) is { } problem)
        {
            throw lines.Fail(problem);
        }
        var row = batch.Add();
        BatchBuilder.Set(batch.Episodes, row, episodes.Episode);
        BatchBuilder.Set(batch.Steps, row, episodes.Step);
        BatchBuilder.Set(batch.Terminated, row, isLast && steps.Terminated);
        BatchBuilder.Set(batch.Truncated, row, isLast && steps.Truncated);
        BatchBuilder.Set(batch.Ended, row, isLast && steps.Ended);
        Copy(steps.Observations[step], batch.Observations, row);
        if (batch.Actions is not null)
        {
            Copy(steps.Actions[step], batch.Actions, row);
        }
        if (batch.Rewards is { } rewards)
        {
            rewards[row] = steps.Reward(step);
        }
        if (batch.NextObservations is not null)
        {
            Copy(steps.Next(step), batch.NextObservations, row);
        }
    }

    private static void Copy(ReadOnlySpan<float> values, float[]? column, int row)
    {
        if (column is not null)
        {
            values.CopyTo(BatchBuilder.Row(column, row, values.Length));
        }
    }

    private ViewSchema MakeSchema(JsonLines lines)
    {
        var steps = lines.Steps;
        var metadata =
            steps.Metadata.Length > 0
                ? DemonstrationMetadata.Parse(steps.Metadata, problem => lines.Fail($"{JsonNames.Metadata}: {problem}"))
                : new DemonstrationMetadata();
        var observation = ViewColumn.Vector(ColumnNames.Observation, steps.Observations.Width) with
        {
            Parts = Parts(lines, metadata),
        };
        var isDiscrete =
            metadata.ActionsAreDiscrete || (steps.Actions.Kind == JsonKind.Number && steps.Actions.AreIntegers);
        var action = steps.Columns.Contains(ColumnNames.Action)
            ? ViewColumn.Vector(ColumnNames.Action, steps.Actions.Width) with
            {
                IsDiscrete = isDiscrete,
                ChoiceCount = isDiscrete ? metadata.ActionCount : null,
            }
            : null;
        var hasNext = steps.HaveFinalObservations || steps.Columns.Contains(ColumnNames.NextObservation);
        if (hasNext && !steps.AreEpisodes && !Alike(steps.Observations, steps.NextObservations))
        {
            throw lines.Fail(
                $"{ColumnNames.NextObservation} has not the values and members of {ColumnNames.Observation}."
            );
        }
        return new ViewSchema
        {
            Columns = StandardColumns.Of(
                observation,
                action,
                steps.Columns.Contains(ColumnNames.Reward),
                hasNext,
                BatchRows.Flags.Where(steps.Columns.Contains)
            ),
            IsSubsampled = metadata.Subsampled,
            Notes = [.. Notes(steps)],
            Source = new DemonstrationSource
            {
                File = _path,
                Format = JsonLinesFormat.FormatName,
                EnvironmentId = _options.AnyEnvironment ? "" : metadata.Environment,
            },
        };
    }

    private static ImmutableArray<ColumnPart> Parts(JsonLines lines, DemonstrationMetadata metadata)
    {
        var observations = lines.Steps.Observations;
        if (metadata.ObservationParts.IsEmpty || observations.Kind == JsonKind.Members)
        {
            return observations.Parts;
        }
        return metadata.ObservationParts.Sum(part => (long)part.Width) == observations.Width
            ? metadata.ObservationParts
            : throw lines.Fail(
                $"{JsonNames.Metadata}: the widths of observation_parts do not sum up to the {observations.Width} values of an observation."
            );
    }

    private static bool Alike(JsonVectors left, JsonVectors right) =>
        left.Width == right.Width && left.Parts.AsSpan().SequenceEqual(right.Parts.AsSpan());

    private static IEnumerable<string> Notes(JsonSteps steps)
    {
        var tells = new[]
        {
            ColumnNames.Episode,
            ColumnNames.Step,
            ColumnNames.Terminated,
            ColumnNames.Truncated,
            ColumnNames.Ended,
        };
        if (!steps.AreEpisodes && !steps.Columns.Overlaps(tells))
        {
            yield return EpisodeSplitter.NoEpisodes;
        }
        if (steps.Unknown.Count > 0)
        {
            yield return $"Members that have no meaning here were ignored: {CsvHeader.Listed(steps.Unknown)}.";
        }
    }
}
