using System.Collections.Immutable;
using Gail.Data.Checks;
using Gail.Environments;

namespace Gail.Data.Views;

/// <summary>What each value of a column can be: its parts, all of them, and what follows from them.</summary>
/// <remarks>
/// Columns are declared in the shortest form that says all: no parts at all for a plain vector of quantities, "all are
/// choices" for choices without names. Here the long form is, which code that looks at values goes by.
/// </remarks>
internal sealed class ColumnSpace
{
    private ColumnSpace(ImmutableArray<ColumnPart> parts, int width)
    {
        Parts = parts;
        Width = width;
        Counts =
            IsWhole && parts.Any(part => part.IsDiscrete)
                ?
                [
                    .. parts.SelectMany(part =>
                        part.IsDiscrete ? part.Choices : Enumerable.Repeat(Quantity, part.Width)
                    ),
                ]
                : [];
    }

    /// <summary>In <see cref="Counts"/>: the value is a quantity.</summary>
    public const int Quantity = -1;

    /// <summary>As declared; empty for a vector of quantities.</summary>
    public ImmutableArray<ColumnPart> Parts { get; }

    /// <summary>The number of values in a row.</summary>
    public int Width { get; }

    /// <summary>
    /// Of each value the number of alternatives, 0 where it is not known, or <see cref="Quantity"/>; empty where none is a
    /// choice.
    /// </summary>
    public ImmutableArray<int> Counts { get; }

    /// <summary>
    /// Whether the parts make up a row: of what a file says, room is made for no more values than it has.
    /// </summary>
    public bool IsWhole =>
        Parts.IsEmpty
        || (
            Parts.Sum(part => (long)part.Width) == Width
            && Parts.All(part =>
                part.Width > 0
                && (!part.IsDiscrete || part.Choices.Length == part.Width)
                && part.Choices.All(count => count is >= 0 and <= ChoiceRules.GreatestAction)
                && (part.Shape.IsEmpty || part.Shape.Aggregate(1L, (size, extent) => size * extent) == part.Width)
            )
        );

    /// <summary>Whether some value is a choice.</summary>
    public bool HasChoices => !Counts.IsEmpty;

    /// <summary>Whether all values are choices.</summary>
    public bool AreChoices => HasChoices && !Counts.Contains(Quantity);

    /// <summary>Whether there are choices and quantities.</summary>
    public bool IsHybrid => HasChoices && !AreChoices;

    /// <summary>Whether the values are of one thing that has a name, or of several.</summary>
    public bool IsDictionary => Parts.Any(part => part.Name.Length > 0);

    /// <summary>The number of values where each choice has one for every alternative, as networks see them.</summary>
    public int EncodedWidth => HasChoices ? Counts.Sum(count => count == Quantity ? 1 : count) : Width;

    /// <summary>Whether a value is a choice.</summary>
    /// <param name="place">Its place in the row.</param>
    public bool IsChoice(int place) => HasChoices && Counts[place] != Quantity;

    /// <summary>The space of a column.</summary>
    /// <param name="parts">As declared.</param>
    /// <param name="width">The number of values in a row.</param>
    public static ColumnSpace Of(ImmutableArray<ColumnPart> parts, int width) =>
        new(parts.IsDefault ? [] : parts, width);

    /// <summary>The space of values without names.</summary>
    /// <param name="counts">Of each the number of alternatives, 0 where it is not known, or <see cref="Quantity"/>.</param>
    public static ColumnSpace Of(ImmutableArray<int> counts)
    {
        var parts = ImmutableArray.CreateBuilder<ColumnPart>();
        for (var start = 0; start < counts.Length; )
        {
            var isChoice = counts[start] != Quantity;
            var end = start;
            while (end < counts.Length && counts[end] != Quantity == isChoice)
            {
                end++;
            }
            parts.Add(isChoice ? ColumnPart.OfChoices(counts[start..end]) : new ColumnPart("", end - start));
            start = end;
        }
        return Of(parts is [{ IsDiscrete: false }] ? [] : parts.ToImmutable(), counts.Length);
    }

    /// <summary>Parts with what was said of all values at once.</summary>
    /// <param name="parts">As declared; they decide where there are any.</param>
    /// <param name="width">The number of values in a row.</param>
    /// <param name="areChoices">Whether all were said to be choices.</param>
    /// <param name="count">The number of alternatives of a single choice, where known.</param>
    public static ImmutableArray<ColumnPart> Resolve(
        ImmutableArray<ColumnPart> parts,
        int width,
        bool areChoices,
        int? count
    )
    {
        var space = areChoices && width > 0 ? Of(parts, width).ToChoices() : Of(parts, width);
        return space.Width == 1 && space.AreChoices && count is { } stated
            ? space.WithCounts((_, known) => known > 0 ? known : stated).Parts
            : space.Parts;
    }

    /// <summary>The same parts, all of them choices.</summary>
    public ColumnSpace ToChoices()
    {
        if (!IsWhole)
        {
            return this;
        }
        var parts = Parts.IsEmpty ? [new ColumnPart("", Width)] : Parts;
        return Of(
            [
                .. parts.Select(part =>
                    part.IsDiscrete ? part : part with { Choices = [.. Enumerable.Repeat(0, part.Width)] }
                ),
            ],
            Width
        );
    }

    /// <summary>The same parts, all of them quantities.</summary>
    public ColumnSpace ToQuantities() =>
        Of(
            Parts.All(part => part.Name.Length == 0 && part.Shape.IsEmpty)
                ? []
                : [.. Parts.Select(part => part with { Choices = [] })],
            Width
        );

    /// <summary>The same space with the greater of its and another's counts, which are not known where either's is not.</summary>
    public ColumnSpace Joined(ColumnSpace other) =>
        WithCounts(
            (place, count) => Math.Min(count, other.Counts[place]) == 0 ? 0 : Math.Max(count, other.Counts[place])
        );

    /// <summary>The same space with other counts of its choices.</summary>
    /// <param name="counts">The number of alternatives from the place of a value and the number so far.</param>
    public ColumnSpace WithCounts(Func<int, int, int> counts)
    {
        var (parts, start) = (ImmutableArray.CreateBuilder<ColumnPart>(Parts.Length), 0);
        foreach (var part in Parts)
        {
            var first = start;
            parts.Add(part with { Choices = [.. part.Choices.Select((count, i) => counts(first + i, count))] });
            start += part.Width;
        }
        return Of(parts.ToImmutable(), Width);
    }

    /// <summary>Writes a row with its choices one-hot.</summary>
    /// <param name="row">Values that are within the space.</param>
    /// <param name="encoded">Receives <see cref="EncodedWidth"/> values.</param>
    public void Encode(ReadOnlySpan<float> row, Span<float> encoded)
    {
        var at = 0;
        for (var i = 0; i < row.Length; i++)
        {
            if (Counts.IsEmpty || Counts[i] == Quantity)
            {
                encoded[at++] = row[i];
                continue;
            }
            encoded.Slice(at, Counts[i]).Clear();
            encoded[at + (int)row[i]] = 1;
            at += Counts[i];
        }
    }

    /// <summary>The space of encoded rows: quantities, in parts of the same names.</summary>
    public ColumnSpace Encoded()
    {
        var wide = Of(
            [.. Parts.Select(part => part.IsDiscrete ? part with { Width = part.Choices.Sum(), Choices = [] } : part)],
            EncodedWidth
        );
        return wide.ToQuantities();
    }

    /// <summary>The place of the first value of a row that is none of its alternatives; -1 if there is none.</summary>
    public int FirstProblem(ReadOnlySpan<float> row)
    {
        for (var i = 0; i < Counts.Length; i++)
        {
            if (Counts[i] != Quantity && !(row[i] >= 0 && row[i] < Counts[i] && row[i] == MathF.Floor(row[i])))
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>The space of actions of these values: numbers without bounds, choices of the counts known.</summary>
    public ActionSpace ToActionSpace()
    {
        var spaces = ImmutableArray.CreateBuilder<ActionSpace>();
        for (var start = 0; start < Width; )
        {
            if (HasChoices && Counts[start] != Quantity)
            {
                spaces.Add(new DiscreteSpace(Counts[start++]));
                continue;
            }
            var end = HasChoices ? start : Width;
            while (end < Width && Counts[end] == Quantity)
            {
                end++;
            }
            spaces.Add(BoxSpace.Uniform(end - start, float.NegativeInfinity, float.PositiveInfinity));
            start = end;
        }
        return spaces is [var only] ? only : new ProductSpace(spaces.ToImmutable());
    }

    /// <summary>As in "Discrete(3)", "MultiDiscrete(3, 2)" or "buttons MultiDiscrete(3, 2), stick 2".</summary>
    public override string ToString() => Parts.IsEmpty ? $"{Width}" : string.Join(", ", Parts);
}
