using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Gail.Environments;

namespace Gail.Data.Views;

/// <summary>
/// Values of a column that belong together: a member of a dictionary that was flattened, an image, choices. The parts of
/// a column are its space: what its values can be.
/// </summary>
/// <param name="Name">
/// Its key; of nested dictionaries the path, as in "observation/position". Empty where the column is no dictionary.
/// </param>
/// <param name="Width">The number of its values.</param>
[JsonConverter(typeof(ColumnPartJson))]
public sealed record ColumnPart(string Name, int Width)
{
    /// <summary>
    /// Where the values are choices, the number of alternatives of each, 0 where the source does not say; empty where they
    /// are quantities. A choice lies in a row as its number, from 0.
    /// </summary>
    public ImmutableArray<int> Choices { get; init; } = [];

    /// <summary>The dimensions of an image or another array, as in [height, width, channels]; empty for a vector.</summary>
    public ImmutableArray<int> Shape { get; init; } = [];

    /// <summary>Whether the values are choices.</summary>
    public bool IsDiscrete => !Choices.IsDefaultOrEmpty;

    /// <summary>Choices without a name.</summary>
    /// <param name="counts">The number of alternatives of each; 0 where the source does not say.</param>
    public static ColumnPart OfChoices(params ImmutableArray<int> counts) => OfChoices("", counts);

    /// <summary>Choices.</summary>
    /// <param name="name">The member of a dictionary.</param>
    /// <param name="counts">The number of alternatives of each; 0 where the source does not say.</param>
    public static ColumnPart OfChoices(string name, ImmutableArray<int> counts) =>
        new(name, counts.Length) { Choices = counts };

    /// <summary>An image, or another array of several dimensions, whose values lie row after row.</summary>
    /// <param name="name">The member of a dictionary, or empty.</param>
    /// <param name="shape">Its dimensions, as in [height, width, channels].</param>
    public static ColumnPart OfShape(string name, ImmutableArray<int> shape) =>
        new(name, shape.Aggregate(1, (product, extent) => checked(product * extent))) { Shape = shape };

    /// <summary>The parts of a column of actions: choices and numbers in the order in which they lie in an action.</summary>
    /// <param name="space">The space; of bounded numbers the bounds are not kept.</param>
    public static ImmutableArray<ColumnPart> Of(ActionSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return ColumnSpace.Of([.. space.ChoiceCounts.Select(count => count > 0 ? count : ColumnSpace.Quantity)]).Parts;
    }

    /// <inheritdoc/>
    public bool Equals(ColumnPart? other) =>
        other is not null
        && Name == other.Name
        && Width == other.Width
        && Choices.AsSpan().SequenceEqual(other.Choices.AsSpan())
        && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Width, Choices.Length, Shape.Length);

    /// <summary>As in "pose 3", "buttons MultiDiscrete(3, 2)" or "camera [84, 84, 3]".</summary>
    public override string ToString()
    {
        var values =
            Choices is [var count] ? $"Discrete({Text(count)})"
            : IsDiscrete ? $"MultiDiscrete({string.Join(", ", Choices.Select(Text))})"
            : !Shape.IsDefaultOrEmpty ? $"[{string.Join(", ", Shape)}]"
            : $"{Width}";
        return Name.Length > 0 ? $"{Name} {values}" : values;
    }

    private static string Text(int count) => count > 0 ? $"{count}" : "?";
}
