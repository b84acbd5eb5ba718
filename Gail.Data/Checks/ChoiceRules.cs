using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Checks;

/// <summary>The rules for spaces: parts that make up their column, and choices that are alternatives.</summary>
internal static class ChoiceRules
{
    /// <summary>Above this float32 does not hold every integer, so that two choices could become one.</summary>
    public const int GreatestAction = 1 << 24;

    private static readonly StandardColumn[] ObservationColumns =
    [
        StandardColumn.Observation,
        StandardColumn.FinalObservation,
        StandardColumn.NextObservation,
    ];

    /// <summary>What is wrong with the choices of a column of observations or actions, and where; null where nothing is.</summary>
    public static BadChoice? Problem(DemonstrationColumns columns) =>
        Declared(columns) ?? Seen(columns, StandardColumn.Action) ?? OfObservations(columns);

    /// <summary>The columns with the number of alternatives filled in where nobody says: the greatest seen plus 1.</summary>
    /// <param name="columns">Columns without a <see cref="Problem"/>.</param>
    public static DemonstrationColumns Counted(DemonstrationColumns columns)
    {
        NdArray?[] observed = [.. ObservationColumns.Select(column => columns.Arrays[column])];
        return columns with
        {
            ActionParts = Counted(columns.ActionSpace, columns.Actions),
            ObservationParts = Counted(columns.ObservationSpace, observed),
        };
    }

    private static ImmutableArray<ColumnPart> Counted(ColumnSpace space, params ReadOnlySpan<NdArray?> arrays)
    {
        if (!space.Counts.Contains(0))
        {
            return space.Parts;
        }
        var greatest = new float[space.Width];
        foreach (var array in arrays)
        {
            var values = array is NdArray<float> floats ? floats.Span : [];
            for (var i = 0; i < values.Length; i++)
            {
                greatest[i % greatest.Length] = Math.Max(greatest[i % greatest.Length], values[i]);
            }
        }
        return space.WithCounts((place, count) => count > 0 ? count : (int)greatest[place] + 1).Parts;
    }

    /// <summary>What is wrong with what was said, whatever the values are.</summary>
    private static BadChoice? Declared(DemonstrationColumns columns)
    {
        BadChoice Of(StandardColumn column, string problem) => new(columns.Fields[column], problem);
        if (Declared(columns.ActionSpace) is { } action)
        {
            return Of(StandardColumn.Action, action);
        }
        if (Declared(columns.ObservationSpace) is { } observation)
        {
            return Of(StandardColumn.Observation, observation);
        }
        if (columns.Actions is null && columns.ActionsAreDiscrete)
        {
            return Of(StandardColumn.Action, "there are none, so they cannot be discrete.");
        }
        if (!columns.ActionSpace.HasChoices && columns.ActionCount is not null)
        {
            return Of(StandardColumn.Action, "continuous actions have no count; leave it out.");
        }
        if (columns.ActionCount is { } count && (count < 1 || columns.Actions!.Columns > 1))
        {
            return Of(
                StandardColumn.Action,
                $"the count of actions is {count}, expected 1 or more, and none for several choices side by side."
            );
        }
        return null;
    }

    private static string? Declared(ColumnSpace space)
    {
        if (space.IsWhole)
        {
            return null;
        }
        var width = space.Parts.Sum(part => (long)part.Width);
        return width == space.Width
            ? $"a part of {space} has other numbers of choices or dimensions than of values."
            : $"its parts, {space}, are of {width} values in all, but a row has {space.Width}.";
    }

    private static BadChoice? OfObservations(DemonstrationColumns columns) =>
        columns.ObservationSpace.HasChoices
            ? ObservationColumns.Select(column => Seen(columns, column)).FirstOrDefault(problem => problem is not null)
            : null;

    /// <summary>Whether a value is one of so many alternatives; 0 where their number is not known.</summary>
    public static bool IsChoice(float value, int count) =>
        value >= 0 && value < (count > 0 ? count : GreatestAction) && value == MathF.Floor(value);

    /// <summary>The first value that is none of its alternatives.</summary>
    private static BadChoice? Seen(DemonstrationColumns columns, StandardColumn column)
    {
        var space = column == StandardColumn.Action ? columns.ActionSpace : columns.ObservationSpace;
        if (!space.HasChoices || columns.Arrays[column] is not NdArray<float> array)
        {
            return null;
        }
        var values = array.Span;
        int[] counts = [.. space.Counts];
        for (var i = 0; i < values.Length; i++)
        {
            var count = counts[i % counts.Length];
            var bound = count > 0 ? count : GreatestAction;
            var value = values[i];
            if (count == ColumnSpace.Quantity || IsChoice(value, count))
            {
                continue;
            }
            var row = columns.Place(column, i / counts.Length);
            var which = counts.Length > 1 ? $", {Label(space, i % counts.Length)}," : "";
            var wayOut =
                count == 0 ? "; store actions that are quantities, not choices, as floating-point numbers" : "";
            return new BadChoice(
                columns.Fields[column],
                $"{row}{which} is {ValueRules.Text(value)}, expected an integer from 0 to {bound - 1}{wayOut}."
            );
        }
        return null;
    }

    /// <summary>A value by its part's name, as in "buttons 1"; without names as in "value 1".</summary>
    private static string Label(ColumnSpace space, int place)
    {
        var start = 0;
        foreach (var part in space.Parts)
        {
            if (place < start + part.Width && part.Name.Length > 0)
            {
                return part.Width == 1 ? part.Name : $"{part.Name} {place - start}";
            }
            start += part.Width;
        }
        return $"value {place}";
    }
}

/// <summary>What is wrong with choices.</summary>
/// <param name="Field">The column, as the file calls it.</param>
/// <param name="Problem">As in "row 3 (episode 0, step 3) is 7, expected an integer from 0 to 2."</param>
internal sealed record BadChoice(string Field, string Problem);
