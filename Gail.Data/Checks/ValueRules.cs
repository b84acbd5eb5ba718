using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Gail.Data.Columns;
using Gail.Numerics;

namespace Gail.Data.Checks;

/// <summary>The rules for single values: finite numbers, and choices that are whole and not negative.</summary>
internal static class ValueRules
{
    /// <summary>Above this float32 does not hold every integer, so that two choices could become one.</summary>
    public const int GreatestAction = 1 << 24;

    /// <summary>Throws at the first value that breaks a rule.</summary>
    public static void Check(DemonstrationColumns columns)
    {
        if (NonFinite(columns).FirstOrDefault() is { } cells)
        {
            throw new DemonstrationException(
                columns.Source.File,
                cells.Field,
                $"{cells.First}; only finite numbers can be learned from. Record the episode again or leave it out."
            );
        }
        if (ActionProblem(columns) is { } problem)
        {
            throw new DemonstrationException(columns.Source.File, columns.Fields.Actions, problem);
        }
    }

    /// <summary>The columns that hold NaN or infinity.</summary>
    public static IEnumerable<BadCells> NonFinite(DemonstrationColumns columns)
    {
        var fields = columns.Fields;
        return new[]
        {
            Scan(columns.Observations, fields.Observations, row => columns.Place(fields.Observations, row)),
            Scan(columns.Actions, fields.Actions, row => columns.Place(fields.Actions, row)),
            Scan(columns.Rewards, fields.Rewards, row => columns.Place(fields.Rewards, row)),
            Scan(columns.FinalObservations, fields.FinalObservations, columns.FinalPlace),
            Scan(columns.NextObservations, fields.NextObservations, row => columns.Place(fields.NextObservations, row)),
        }.OfType<BadCells>();
    }

    /// <summary>What is wrong with discrete actions, or null.</summary>
    public static string? ActionProblem(DemonstrationColumns columns)
    {
        if (!columns.ActionsAreDiscrete)
        {
            return columns.ActionCount is null ? null : "continuous actions have no count; leave it out.";
        }
        if (columns.Actions is not { } choices)
        {
            return "there are none, so they cannot be discrete.";
        }
        if (columns.ActionCount is { } count && (count < 1 || choices.Columns > 1))
        {
            return $"the count of actions is {count}, expected 1 or more, and none for several choices side by side.";
        }
        var bound = columns.ActionCount ?? GreatestAction;
        var actions = choices.Span;
        for (var i = 0; i < actions.Length; i++)
        {
            var action = actions[i];
            if (!(action >= 0 && action < bound && action == MathF.Floor(action)))
            {
                var place = columns.Place(columns.Fields.Actions, i / choices.Columns);
                var wayOut = columns.ActionCount is null
                    ? "; store actions that are quantities, not choices, as floating-point numbers"
                    : "";
                return $"{place} is {Text(action)}, expected an integer from 0 to {bound - 1}{wayOut}.";
            }
        }
        return null;
    }

    /// <summary>A number in the shortest form that names it.</summary>
    public static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static BadCells? Scan<T>(NdArray<T>? array, string field, Func<int, string> place)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Most columns have none, which is quickly seen.
        if (array is null || TensorPrimitives.IsFiniteAll(array.Span))
        {
            return null;
        }
        var values = array.Span;
        var (count, first) = (0, -1);
        for (var i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                count++;
                first = first < 0 ? i : first;
            }
        }
        var columns = array.Columns;
        var column = array.Shape.Rank > 1 ? $", column {first % columns}" : "";
        return new BadCells(field, count, $"{place(first / columns)}{column} is {Text(values[first])}");
    }
}

/// <summary>Values of a column that are not finite.</summary>
/// <param name="Field">The column.</param>
/// <param name="Count">How many.</param>
/// <param name="First">As in "row 3 (episode 0, step 3), column 1 is NaN".</param>
internal sealed record BadCells(string Field, int Count, string First);
