using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>A column of a view: a value, or a vector of fixed width, in every row.</summary>
/// <remarks>After ML.NET's <c>DataViewSchema.Column</c>; <see cref="Parts"/> and choices are its annotations.</remarks>
public sealed record ViewColumn
{
    /// <summary>The name; those of <see cref="ColumnNames"/> have a meaning.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the values.</summary>
    public required ElementType Type { get; init; }

    /// <summary>The values of a vector; null for a single value.</summary>
    public int? Width { get; init; }

    /// <summary>Whether values are choices among alternatives.</summary>
    public bool IsDiscrete { get; init; }

    /// <summary>The number of alternatives, where the source says.</summary>
    public int? ChoiceCount { get; init; }

    /// <summary>
    /// What a flattened dictionary was made of, in the order in which its values lie side by side; empty otherwise.
    /// </summary>
    public ImmutableArray<ColumnPart> Parts { get; init; } = [];

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

    /// <summary>The shape of so many rows: [rows, width], or [rows] for single values.</summary>
    /// <param name="rows">The number of rows.</param>
    public Shape ShapeOf(int rows) => Width is { } width ? new Shape(rows, width) : new Shape(rows);

    /// <summary>As in "observation F32[17]".</summary>
    public override string ToString() => $"{Name} {Type}{(Width is { } width ? $"[{width}]" : "")}";
}

/// <summary>A member of a dictionary that was flattened into a vector.</summary>
/// <param name="Name">Its key; of nested dictionaries the path, as in "observation/position".</param>
/// <param name="Width">The number of its values.</param>
public sealed record ColumnPart(string Name, int Width);
