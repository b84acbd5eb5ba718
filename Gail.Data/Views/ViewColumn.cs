using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>A column of a view: a value, or a vector of fixed width, in every row.</summary>
/// <remarks>
/// After ML.NET's <c>DataViewSchema.Column</c>; <see cref="Parts"/> are its annotation. They say what values can be: those
/// of a plain vector of quantities are empty. <see cref="IsDiscrete"/> and <see cref="ChoiceCount"/> are the short form
/// for a column that is all choices.
/// </remarks>
public sealed record ViewColumn
{
    /// <summary>The name; those of <see cref="ColumnNames"/> have a meaning.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the values.</summary>
    public required ElementType Type { get; init; }

    /// <summary>The values of a vector; null for a single value.</summary>
    public int? Width { get; init; }

    /// <summary>
    /// What the values are, in the order in which they lie side by side: the members of a flattened dictionary, choices and
    /// quantities of a hybrid column, an image. Empty for a plain vector of quantities.
    /// </summary>
    public ImmutableArray<ColumnPart> Parts { get; init; } = [];

    /// <summary>Whether all values are choices among alternatives. Set after the width, it makes them so, or quantities.</summary>
    [JsonIgnore]
    public bool IsDiscrete
    {
        get => Parts is { IsEmpty: false } parts && parts.All(part => part.IsDiscrete);
        init => Parts = value ? Space.ToChoices().Parts : Space.ToQuantities().Parts;
    }

    /// <summary>The number of alternatives of a single choice, where the source says.</summary>
    [JsonIgnore]
    public int? ChoiceCount
    {
        get => Parts is [{ Width: 1, Choices: [> 0 and var count] }] ? count : null;
        init => Parts = Parts is [{ Choices.Length: 1 } part] ? [part with { Choices = [value ?? 0] }] : Parts;
    }

    /// <summary>Whether some values are choices and others quantities.</summary>
    [JsonIgnore]
    public bool IsHybrid => Space.IsHybrid;

    /// <summary>What each value can be.</summary>
    internal ColumnSpace Space => ColumnSpace.Of(Parts, Width ?? 1);

    /// <summary>A column of single values.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type of the values.</param>
    public static ViewColumn Scalar(string name, ElementType type) => new() { Name = name, Type = type };

    /// <summary>A column of float vectors.</summary>
    /// <param name="name">The name.</param>
    /// <param name="width">The values of each.</param>
    public static ViewColumn Vector(string name, int width) =>
        new()
        {
            Name = name,
            Type = ElementType.F32,
            Width = width,
        };

    /// <summary>A column of choices, each the number of an alternative from 0.</summary>
    /// <param name="name">The name.</param>
    /// <param name="counts">The number of alternatives of each choice; 0 where the source does not say.</param>
    public static ViewColumn Choices(string name, params ImmutableArray<int> counts) =>
        Vector(name, counts.Length) with
        {
            Parts = [ColumnPart.OfChoices(counts)],
        };

    /// <summary>The shape of so many rows: [rows, width], or [rows] for single values.</summary>
    /// <param name="rows">The number of rows.</param>
    public Shape ShapeOf(int rows) => Width is { } width ? new Shape(rows, width) : new Shape(rows);

    /// <inheritdoc/>
    public bool Equals(ViewColumn? other) =>
        other is not null
        && (Name, Type, Width) == (other.Name, other.Type, other.Width)
        && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, Width);

    /// <summary>As in "observation F32[17]".</summary>
    public override string ToString() => $"{Name} {Type}{(Width is { } width ? $"[{width}]" : "")}";
}
