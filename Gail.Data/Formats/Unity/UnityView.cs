using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Views;

namespace Gail.Data.Formats.Unity;

/// <summary>A view of Unity ML-Agents' demonstrations.</summary>
/// <remarks>
/// <para>
/// A record holds an observation, an action, and the reward and the end that the step before led to. So a step is made
/// of two records, as in ML-Agents' own loader: observation and action are those of a record, reward, end and next
/// observation those of the one after it. A record that is done only tells the final observation; ML-Agents' loader
/// takes it for a step into the next episode, which is left out here. Release 0.14.0 lost the marks of the end: there
/// another id of the agent is where an episode begins, and how the one before ended is not known.
/// </para>
/// <para>
/// The recorder writes a record before the agent decides, so the action in it is the one decided at the record before.
/// ML-Agents trains on these pairs as they are (its loader of 2019 took the action of the next record, later ones that
/// of the same; see its issue 1833); <see cref="UnityActions.OfNextRecord"/> puts them right.
/// </para>
/// <para>
/// Sensors of numbers lie side by side in the file's order; compressed ones (images) are left out. Choices stay
/// choices, one for each branch; of actions of both kinds the numbers come first.
/// </para>
/// </remarks>
internal sealed class UnityView : DemonstrationView
{
    private readonly string _path;
    private readonly DemonstrationFileOptions _options;
    private readonly bool _takesNext;
    private ImmutableArray<string> _findings = [];

    /// <summary>A view of a file.</summary>
    /// <exception cref="DemonstrationException">It is damaged, or nothing in it can be used.</exception>
    public UnityView(string path, DemonstrationFileOptions options)
    {
        _path = path;
        _options = options;
        _takesNext = options.UnityActions == UnityActions.OfNextRecord;
        using var file = UnityFile.Open(path);
        Description = MakeSchema(Layout(file, out _), file.Behavior);
    }

    public override ViewSchema Description { get; }

    public override ImmutableArray<string> Findings => _findings;

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        using var file = UnityFile.Open(_path);
        var layout = Layout(file, out var current);
        if (layout.Width != Description[ColumnNames.Observation].Width || layout.ActionWidth != ActionWidth)
        {
            throw new DemonstrationException(_path, "", "is not what it was when the file was opened.");
        }
        var batch = new BatchBuilder(Description, columns);
        var tally = new UnityTally(file.Meta);
        tally.Add(current);
        var place = file.Place;
        while (Next(file) is { } next)
        {
            tally.Add(next);
            if (!tally.Begins)
            {
                Take(layout, (current, place), (next, file.Place), batch, (tally.Episodes - 1, tally.Steps - 1));
                if (batch.IsFull)
                {
                    yield return batch.Take();
                }
            }
            (current, place) = (next, file.Place);
        }
        if (batch.Rows > 0)
        {
            yield return batch.Take();
        }
        _findings = [.. tally.Findings(file.BytesLeft)];
    }

    /// <summary>The next record, or null; where the rest is bad and may be, null too.</summary>
    private UnityRecord? Next(UnityFile file)
    {
        try
        {
            return file.Next();
        }
        catch (DemonstrationException e) when (_options.Bad is not null)
        {
            _options.Bad.Add($"what follows from {e.Field} on: {e.Problem}");
            return null;
        }
        catch (DemonstrationException e)
        {
            throw e.WithRemedy();
        }
    }

    private int ActionWidth => Description.Find(ColumnNames.Action)?.Width ?? 0;

    private UnityLayout Layout(UnityFile file, out UnityRecord first)
    {
        first =
            file.Next()
            ?? throw new DemonstrationException(
                _path,
                "",
                "is an empty recording: it holds no records. Record something to learn from."
            )
            {
                IsEmpty = true,
            };
        return new UnityLayout(_path, file.Behavior, first, _options);
    }

    private void Take(
        UnityLayout layout,
        (UnityRecord Record, string Place) current,
        (UnityRecord Record, string Place) next,
        BatchBuilder batch,
        (long Episode, long Step) at
    )
    {
        var row = batch.Add();
        var (agent, isDone) = (next.Record.Agent, next.Record.Agent.Done);
        batch.Set(StandardColumn.Episode, row, at.Episode);
        batch.Set(StandardColumn.Step, row, at.Step);
        batch.Set(StandardColumn.Reward, row, (double)agent.Reward);
        batch.Set(StandardColumn.Terminated, row, isDone && !agent.MaxStepReached);
        batch.Set(StandardColumn.Truncated, row, isDone && agent.MaxStepReached);
        if (batch.Of<float>(StandardColumn.Observation) is { } observations)
        {
            layout.CopyObservation(current.Record, current.Place, observations.Row(row));
        }
        if (batch.Of<float>(StandardColumn.NextObservation) is { } nexts)
        {
            layout.CopyObservation(next.Record, next.Place, nexts.Row(row));
        }
        if (batch.Of<float>(StandardColumn.Action) is { } actions)
        {
            var (record, place) = _takesNext ? next : current;
            layout.CopyAction(record, place, actions.Row(row));
        }
    }

    private ViewSchema MakeSchema(UnityLayout layout, UnityBehavior behavior)
    {
        var observation = ViewColumn.Vector(ColumnNames.Observation, layout.Width) with { Parts = layout.Parts };
        var action =
            layout.ActionWidth > 0
                ? ViewColumn.Vector(ColumnNames.Action, layout.ActionWidth) with
                {
                    Parts = layout.ActionParts is [{ IsDiscrete: false }] ? [] : layout.ActionParts,
                }
                : null;
        return new ViewSchema
        {
            Columns = StandardColumns.Of(
                observation,
                action,
                [
                    StandardColumn.Reward,
                    StandardColumn.NextObservation,
                    StandardColumn.Terminated,
                    StandardColumn.Truncated,
                ]
            ),
            Source = new DemonstrationSource { File = _path, Format = UnityFormat.FormatName },
            Notes = [.. Notes(layout, behavior)],
        };
    }

    private IEnumerable<string> Notes(UnityLayout layout, UnityBehavior behavior)
    {
        if (behavior.Name.Length > 0)
        {
            yield return $"The behavior is called '{behavior.Name}'.";
        }
        if (!layout.Skipped.IsEmpty)
        {
            yield return $"Observations that are no numbers were left out: {string.Join(", ", layout.Skipped)}.";
        }
        if (layout.ActionWidth > 0 && !_takesNext)
        {
            yield return "The recorder writes each record before the agent decides, so with an observation it stores the action decided before. Actions are those of the same record all the same, as in ML-Agents' own loader; --unity-actions next or DemonstrationFileOptions.UnityActions takes them from the record after.";
        }
    }
}
