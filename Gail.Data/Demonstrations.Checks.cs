using Gail.Data.Columns;
using Gail.Data.Formats;
using Gail.Environments;

namespace Gail.Data;

/// <content>Checks against what is going to use the demonstrations.</content>
public sealed partial class Demonstrations
{
    /// <summary>Checks that these can be demonstrations of an environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <returns>These demonstrations, for the next call.</returns>
    /// <exception cref="DemonstrationException">
    /// The source names an environment of another family (<see cref="EnvironmentFamily"/>), a width differs, actions are
    /// discrete on one side only, or an action is none of the environment's.
    /// </exception>
    public Demonstrations CheckAgainst(EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        CheckColumns(environment);
        if (!Source.MayBeOf(environment.Id))
        {
            throw Fail(
                "",
                $"holds demonstrations of {Source.EnvironmentId}, not of {environment.Id}. {DemonstrationSource.Remedy}"
            );
        }
        return this;
    }

    private void CheckColumns(EnvironmentSpec environment)
    {
        CheckWidth(
            _columns.Fields.Observations,
            "observation",
            ObservationWidth,
            environment.Observation.Width,
            environment.Id
        );
        if (Actions is not { } known)
        {
            return;
        }
        CheckKind(environment);
        CheckWidth(_columns.Fields.Actions, "action", ActionWidth, environment.Action.Width, environment.Id);
        var width = ActionWidth;
        var actions = known.Span;
        for (var row = 0; row < StepCount; row++)
        {
            if (environment.Action.Problem(actions.Slice(row * width, width)) is { } problem)
            {
                throw Fail(
                    _columns.Fields.Actions,
                    $"{_columns.Place(StandardColumn.Action, row)} {problem}, the actions of {environment.Id}."
                );
            }
        }
    }

    /// <summary>
    /// These demonstrations without the name of their environment: <see cref="CheckAgainst"/> and joining then look at
    /// widths and actions alone.
    /// </summary>
    public Demonstrations ForAnyEnvironment() =>
        new(_columns with { Source = _columns.Source with { EnvironmentId = "" } });

    /// <summary>
    /// These demonstrations for an environment of choices: where all actions are whole numbers stored as floating
    /// point, or one-hot with a place for each of its choices, they become choices. Otherwise they stay as they are.
    /// </summary>
    /// <param name="environment">The environment.</param>
    public Demonstrations AsChoicesOf(EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (
            environment.Action is DiscreteSpace { Count: > 1 and var count }
            && Actions is { } known
            && known.Columns == count
            && OneHotView.Are(known)
        )
        {
            return Create(
                _columns with
                {
                    Actions = OneHotView.Choices(known),
                    ActionsAreDiscrete = true,
                    ActionCount = count,
                }
            );
        }
        return
            environment.Action is DiscreteSpace
            && !ActionsAreDiscrete
            && Actions is { Columns: 1 } actions
            && actions.Values.All(action => action >= 0 && action == MathF.Floor(action))
            ? AsDiscrete()
            : this;
    }

    /// <summary>Checks that there are enough episodes.</summary>
    /// <param name="minimum">1 or more.</param>
    /// <returns>These demonstrations, for the next call.</returns>
    /// <exception cref="DemonstrationException">There are fewer.</exception>
    public Demonstrations RequireEpisodes(int minimum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 1);
        return EpisodeCount >= minimum
            ? this
            : throw Fail(
                "",
                $"holds {EpisodeCount} {(EpisodeCount == 1 ? "episode" : "episodes")} but {minimum} were asked for; ask for fewer or record more."
            );
    }

    /// <summary>Checks that there are enough steps, say for one minibatch.</summary>
    /// <param name="minimum">1 or more.</param>
    /// <returns>These demonstrations, for the next call.</returns>
    /// <exception cref="DemonstrationException">There are fewer.</exception>
    public Demonstrations RequireSteps(int minimum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 1);
        return StepCount >= minimum
            ? this
            : throw Fail(
                "",
                $"holds {StepCount} {(StepCount == 1 ? "step" : "steps")} but {minimum} are needed; sub-sample less, take more episodes or use a smaller batch."
            );
    }

    private void CheckWidth(string field, string what, int actual, int expected, string environment)
    {
        if (actual != expected)
        {
            throw Fail(
                field,
                $"the {what} width is {actual} but {environment} has {expected}; is this file of another environment?"
            );
        }
    }

    private void CheckKind(EnvironmentSpec environment)
    {
        // A product of both kinds can only be stored as floating-point numbers; its parts are checked row by row.
        if (environment.Action is ProductSpace)
        {
            return;
        }
        if (ActionsAreDiscrete && environment.Action.IsContinuous)
        {
            throw Fail(
                _columns.Fields.Actions,
                $"the actions are discrete (integers) but those of {environment.Id} are continuous: {environment.Action}; is this file of another environment?"
            );
        }
        if (!ActionsAreDiscrete && !environment.Action.IsContinuous)
        {
            throw Fail(
                _columns.Fields.Actions,
                $"the actions are continuous (floating point) but those of {environment.Id} are discrete: {environment.Action}; if they are choices stored as floating point, call AsChoicesOf or store integers."
            );
        }
    }

    private DemonstrationException Fail(string field, string problem) =>
        new(Source.File.Length > 0 ? Source.File : "demonstrations", field, problem);
}
