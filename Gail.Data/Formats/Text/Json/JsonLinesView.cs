using System.Collections.Immutable;
using Gail.Data.Checks;
using Gail.Data.Columns;
using Gail.Data.Formats.Text.Csv;
using Gail.Data.Views;

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
                if (!(value >= 0 && value < ChoiceRules.GreatestAction && value == MathF.Floor(value)))
                {
                    throw lines.Fail(
                        $"{ColumnNames.Action} is {ValueRules.Text(value)}, expected an integer from 0 to {ChoiceRules.GreatestAction - 1}; put continuous actions into brackets, as in [0.5]."
                    );
                }
            }
        }
    }

    private static void Take(JsonLines lines, int step, EpisodeSplitter episodes, BatchBuilder batch)
    {
        var steps = lines.Steps;
        var isLast = !steps.AreEpisodes || step + 1 == steps.Count;
        var over = steps.AreEpisodes ? isLast : steps.Flags.Count > 0;
        if (episodes.Next(steps.Episode, steps.Step, over) is { } problem)
        {
            throw lines.Fail(problem);
        }
        var row = batch.Add();
        batch.Set(StandardColumn.Episode, row, episodes.Episode);
        batch.Set(StandardColumn.Step, row, episodes.Step);
        foreach (var flag in StandardColumn.OfEnds)
        {
            batch.Set(flag, row, isLast && steps.Flags.Contains(flag));
        }
        batch.Set(StandardColumn.Observation, row, steps.Observations[step]);
        if (batch.Of<float>(StandardColumn.Action) is not null)
        {
            batch.Set(StandardColumn.Action, row, steps.Actions[step]);
        }
        if (batch.Of<float>(StandardColumn.NextObservation) is not null)
        {
            batch.Set(StandardColumn.NextObservation, row, steps.Next(step));
        }
        foreach (var (column, numbers) in steps.Numbers)
        {
            if (batch.Of<double>(column) is { } buffer)
            {
                buffer.Row(row)[0] = numbers[step];
            }
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
                Parts = ColumnSpace.Resolve(
                    ActionParts(lines, metadata),
                    steps.Actions.Width,
                    isDiscrete,
                    metadata.ActionCount
                ),
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
                StandardColumn.OfRows.Where(column =>
                    steps.Columns.Contains(column.Name) || (column == StandardColumn.NextObservation && hasNext)
                )
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

    private static ImmutableArray<ColumnPart> ActionParts(JsonLines lines, DemonstrationMetadata metadata)
    {
        // A dictionary of actions says by its members what lies side by side.
        var actions = lines.Steps.Actions;
        if (metadata.ActionParts.IsEmpty || actions.Kind == JsonKind.Members)
        {
            return actions.Parts;
        }
        return metadata.ActionParts.Sum(part => (long)part.Width) == actions.Width
            ? metadata.ActionParts
            : throw lines.Fail(
                $"{JsonNames.Metadata}: the widths of action_parts do not sum up to the {actions.Width} values of an action."
            );
    }

    private static bool Alike(JsonVectors left, JsonVectors right) =>
        left.Width == right.Width && left.Parts.AsSpan().SequenceEqual(right.Parts.AsSpan());

    private static IEnumerable<string> Notes(JsonSteps steps)
    {
        if (
            !steps.AreEpisodes
            && !StandardColumn.OfRows.Any(column => column.TellsEpisodes && steps.Columns.Contains(column.Name))
        )
        {
            yield return EpisodeSplitter.NoEpisodes;
        }
        if (steps.Unknown.Count > 0)
        {
            yield return $"Members that have no meaning here were ignored: {CsvHeader.Listed(steps.Unknown)}.";
        }
    }
}
