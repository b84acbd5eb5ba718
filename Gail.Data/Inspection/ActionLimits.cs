using System.Collections.Immutable;
using Gail.Data.Checks;
using Gail.Data.Columns;
using Gail.Environments;

namespace Gail.Data.Inspection;

/// <summary>How often a column of continuous actions lies at its limits.</summary>
/// <param name="Low">The lower limit: the environment's where one is known, otherwise the least value seen.</param>
/// <param name="High">The upper limit, likewise.</param>
/// <param name="AtLow">The share of steps at the lower limit or below it.</param>
/// <param name="AtHigh">The share of steps at the upper limit or above it.</param>
/// <param name="Beyond">The share of steps outside of the limits.</param>
public sealed record ActionLimits(double Low, double High, double AtLow, double AtHigh, double Beyond)
{
    private const int FewestRows = 100;
    private const double Remarkable = 0.25;
    private const double Mostly = 0.5;

    // Of the range: recorders clip to a hair inside of the bounds, or round to fewer digits.
    private const double Tolerance = 1e-5;

    /// <summary>Of each column; null for choices and for columns that never change.</summary>
    internal static ImmutableArray<ActionLimits?> Of(
        DemonstrationColumns columns,
        ImmutableArray<ValueSummary?> summaries,
        EnvironmentSpec? environment
    )
    {
        var bounds = environment?.Action is BoxSpace box && box.Width == summaries.Length ? box : null;
        var space = columns.ActionSpace;
        return
        [
            .. summaries.Select(
                (summary, column) =>
                    summary is null || summary.Minimum == summary.Maximum || space.IsChoice(column)
                        ? null
                        : Count(
                            columns,
                            column,
                            Finite(bounds?.Low[column]) ?? summary.Minimum,
                            Finite(bounds?.High[column]) ?? summary.Maximum
                        )
            ),
        ];
    }

    internal static IEnumerable<string> Notes(
        DemonstrationColumns columns,
        ImmutableArray<ActionLimits?> limits,
        EnvironmentSpec? environment
    )
    {
        if (columns.Observations.Rows < FewestRows)
        {
            yield break;
        }
        for (var column = 0; column < limits.Length; column++)
        {
            if (limits[column] is not { } limit)
            {
                continue;
            }
            var (low, high) = (ValueRules.Text((float)limit.Low), ValueRules.Text((float)limit.High));
            if (limit.AtLow + limit.AtHigh is var at && at >= Remarkable)
            {
                yield return $"{columns.Fields.Actions}: {Percent.Of(at)} of column {column} is at its limits, {low} ({Percent.Of(limit.AtLow)}) and {high} ({Percent.Of(limit.AtHigh)}): the expert goes to extremes, or its actions were clipped.";
            }
            if (limit.Beyond is > 0 and < Mostly)
            {
                yield return $"{columns.Fields.Actions}: {Percent.Of(limit.Beyond)} of column {column} is outside of {low} to {high}, the range of {environment!.Id}, which clips such actions.";
            }
        }
    }

    /// <summary>A few actions outside of the bounds come from a Gaussian expert; many are of other units.</summary>
    internal static IEnumerable<string> Problems(
        DemonstrationColumns columns,
        ImmutableArray<ActionLimits?> limits,
        EnvironmentSpec? environment
    )
    {
        for (var column = 0; column < limits.Length; column++)
        {
            if (limits[column] is { Beyond: >= Mostly } limit)
            {
                yield return $"{columns.Fields.Actions}: {Percent.Of(limit.Beyond)} of column {column} is outside of {ValueRules.Text((float)limit.Low)} to {ValueRules.Text((float)limit.High)}, the range of {environment!.Id}; are they in other units?";
            }
        }
    }

    private static double? Finite(float? bound) => bound is { } value && float.IsFinite(value) ? value : null;

    private static ActionLimits Count(DemonstrationColumns columns, int column, double low, double high)
    {
        var values = columns.Actions!.Span;
        var width = columns.Actions.Columns;
        var slack = Tolerance * (high - low);
        var (atLow, atHigh, beyond) = (0, 0, 0);
        for (var i = column; i < values.Length; i += width)
        {
            double value = values[i];
            // Infinity is told of as what it is, not as an action beyond the limits.
            if (!double.IsFinite(value))
            {
                continue;
            }
            atLow += value <= low + slack ? 1 : 0;
            atHigh += value >= high - slack ? 1 : 0;
            beyond += value < low - slack || value > high + slack ? 1 : 0;
        }
        double rows = columns.Actions.Rows;
        return new ActionLimits(low, high, atLow / rows, atHigh / rows, beyond / rows);
    }
}
