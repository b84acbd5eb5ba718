using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats;
using Gail.Data.Views;
using Gail.Environments;
using Gail.Numerics;

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
        if (
            _columns.ObservationSpace is { HasChoices: true } seen
            && seen.EncodedWidth != environment.Observation.Width
        )
        {
            throw Fail(
                _columns.Fields.Observations,
                $"the observations are {seen}, {seen.EncodedWidth} values with choices one-hot, but {environment.Id} shows {environment.Observation.Width}; is this file of another environment?"
            );
        }
        CheckWidth(
            _columns.Fields.Observations,
            "observation",
            EncodedObservationWidth,
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
    /// These demonstrations for an environment of choices, or of choices beside numbers: where what it chooses is stored as
    /// whole numbers in floating point, or one-hot with a place for each of its choices, it becomes choices. Otherwise they
    /// stay as they are.
    /// </summary>
    /// <param name="environment">The environment.</param>
    public Demonstrations AsChoicesOf(EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (
            environment.Action is DiscreteSpace { Count: > 1 and var count }
            && Actions is { } oneHot
            && oneHot.Columns == count
            && OneHotView.Are(oneHot)
        )
        {
            return Create(
                _columns with
                {
                    Actions = OneHotView.Choices(oneHot),
                    ActionParts = ColumnPart.Of(environment.Action),
                }
            );
        }
        var (known, chosen) = (_columns.ActionSpace, environment.Action.ChoiceCounts);
        return
            Actions is { } actions
            && chosen.Length == ActionWidth
            && Enumerable.Range(0, ActionWidth).Any(place => chosen[place] > 0 && !known.IsChoice(place))
            && AreWhole(actions, chosen)
            ? Create(_columns with { ActionParts = ColumnPart.Of(environment.Action) })
            : this;
    }

    /// <summary>Whether all values that an environment takes for choices are whole numbers from 0.</summary>
    private static bool AreWhole(NdArray<float> actions, ImmutableArray<int> chosen)
    {
        var values = actions.Span;
        for (var i = 0; i < values.Length; i++)
        {
            if (chosen[i % chosen.Length] > 0 && !(values[i] >= 0 && values[i] == MathF.Floor(values[i])))
            {
                return false;
            }
        }
        return true;
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
        var (known, chosen) = (_columns.ActionSpace, environment.Action.ChoiceCounts);
        var place =
            chosen.Length != ActionWidth
                ? -1
                : Enumerable.Range(0, ActionWidth).FirstOrDefault(i => known.IsChoice(i) != chosen[i] > 0, -1);
        var isMixed = known.IsHybrid || environment.Action is ProductSpace;
        if (
            (place < 0 && (chosen.Length == ActionWidth || isMixed))
            // Some files can store a product as numbers only; their values are looked at row by row.
            || (environment.Action is ProductSpace && !known.HasChoices)
        )
        {
            return;
        }
        if (isMixed)
        {
            throw Fail(
                _columns.Fields.Actions,
                $"value {place} of an action is a {(known.IsChoice(place) ? "choice" : "number")} but {environment.Id} takes it for a {(chosen[place] > 0 ? "choice" : "number")}: the actions are {known}, those of {environment.Id} {environment.Action}. The order of the parts counts."
            );
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
