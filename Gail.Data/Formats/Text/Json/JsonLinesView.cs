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
    private readonly bool _isOpen;

    /// <summary>A view of a file.</summary>
    /// <exception cref="DemonstrationException">The first line is no step or episode.</exception>
    public JsonLinesView(string path, DemonstrationFileOptions options)
    {
        _path = path;
        _options = options;
        using var lines = new JsonLines(path, options);
        if (!Next(lines, _ => { }))
        {
            throw new DemonstrationException(path, "", "holds no lines, expected an object for each step or episode.")
            {
                IsEmpty = true,
            };
        }
        Description = MakeSchema(lines);
        _action = Description.Find(ColumnNames.Action);
        _isOpen = true;
    }

    public override ViewSchema Description { get; }

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        using var lines = new JsonLines(_path, _options);
        var batch = new BatchBuilder(Description, columns);
        var steps = lines.Steps;
        EpisodeSplitter? episodes = null;
        AgentRows? agents = null;
        var keys = new List<AgentKey>();
        string? bad = null;
        while (Next(lines, problem => bad ??= problem))
        {
            if (episodes is null)
            {
                episodes = Splitter(lines);
                agents = _options.ColumnNames.ContainsKey(TextNames.Agent)
                    ? new AgentRows(Description, columns, () => Splitter(lines), (line, text) => lines.Fail(line, text))
                    : null;
            }
            var (before, wasOver) = (episodes.Episode, episodes.IsOver);
            for (var step = 0; step < steps.Count; step++)
            {
                if (agents is null)
                {
                    Number(lines, step, episodes);
                }
                else
                {
                    keys.Add(
                        new AgentKey(
                            steps.Agent,
                            steps.Episode.ToArray(),
                            steps.Step,
                            IsOver(steps, step),
                            lines.Number
                        )
                    );
                }
                if (bad is not null)
                {
                    Mark(bad, before, wasOver, episodes.Episode);
                    bad = null;
                }
                Take(steps, step, episodes, batch);
                if (!batch.IsFull)
                {
                    continue;
                }
                if (agents is null)
                {
                    yield return batch.Take();
                }
                else
                {
                    agents.Add(batch.Take(), keys);
                    keys.Clear();
                }
            }
        }
        if (bad is not null)
        {
            // The file breaks off here.
            _options.Bad!.Add(bad);
        }
        if (batch.Rows > 0 && agents is null)
        {
            yield return batch.Take();
        }
        else if (batch.Rows > 0)
        {
            agents!.Add(batch.Take(), keys);
        }
        foreach (var ordered in agents?.Ordered() ?? [])
        {
            yield return ordered;
        }
    }

    /// <summary>
    /// Says that a line cannot be read, and with it the episode that it is of: the one before unless that was over, and
    /// the one behind, which may have begun with it.
    /// </summary>
    private void Mark(string problem, long before, bool wasOver, long now)
    {
        if (now < 0)
        {
            // Agents that alternate: nobody knows yet.
            _options.Bad!.Add(problem);
            return;
        }
        if (before >= 0 && !wasOver)
        {
            _options.Bad!.Add(before, problem);
        }
        if (now != before)
        {
            _options.Bad!.Add(now, problem);
        }
    }

    /// <summary>
    /// Goes to the next line that can be read. Others are errors unless they may be bad: then those of an episode each
    /// are left out, and of those of steps the first is handed over, since its episode is bad.
    /// </summary>
    private bool Next(JsonLines lines, Action<string> skipped)
    {
        while (true)
        {
            var before = lines.Number;
            try
            {
                var isThere = lines.Next();
                if (isThere && _isOpen)
                {
                    CheckActions(lines);
                }
                return isThere;
            }
            catch (DemonstrationException e) when (_options.Bad is { } bad && lines.Number > before)
            {
                var problem = $"{e.Field}: {e.Problem}";
                if (lines.Steps.AreEpisodes)
                {
                    bad.Add(problem);
                }
                else
                {
                    skipped(problem);
                }
            }
            catch (DemonstrationException e) when (_isOpen)
            {
                throw e.WithRemedy();
            }
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

    /// <summary>Whether a step is the last of its episode.</summary>
    private static bool IsOver(JsonSteps steps, int step) =>
        steps.AreEpisodes ? step + 1 == steps.Count : steps.Flags.Count > 0;

    private void Number(JsonLines lines, int step, EpisodeSplitter episodes)
    {
        var steps = lines.Steps;
        if (episodes.Next(steps.Episode, steps.Step, IsOver(steps, step)) is not { } problem)
        {
            return;
        }
        if (_options.Bad is not { } bad)
        {
            throw lines.Fail(problem).WithRemedy();
        }
        bad.Add(episodes.Episode, $"line {lines.Number}: {problem}");
    }

    private static void Take(JsonSteps steps, int step, EpisodeSplitter episodes, BatchBuilder batch)
    {
        var isLast = !steps.AreEpisodes || step + 1 == steps.Count;
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
