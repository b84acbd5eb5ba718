using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Arrays;

/// <summary>
/// Which arrays of a file are which columns of demonstrations: what a layout finds out before the rows are read.
/// T is the number of steps, E that of episodes.
/// </summary>
internal sealed record ArrayTable
{
    /// <summary>The name, as in <see cref="DemonstrationSource.Format"/>.</summary>
    public required string Format { get; init; }

    /// <summary>What the file calls the columns.</summary>
    public FieldNames Fields { get; init; } = FieldNames.Own;

    /// <summary>[E]: the row at which each episode begins.</summary>
    public required ImmutableArray<int> EpisodeStarts { get; init; }

    /// <summary>The arrays of each column that is made of any, as [rows, width] or [rows].</summary>
    public ColumnSet<TableColumn> Columns { get; init; } = ColumnSet<TableColumn>.Empty;

    /// <summary>The arrays of a column, or null.</summary>
    public TableColumn? this[StandardColumn column]
    {
        get => Columns[column];
        init => Columns = Columns.With(column, value);
    }

    /// <summary>[T, obs].</summary>
    public required TableColumn Observations
    {
        get => Columns[StandardColumn.Observation]!;
        init => Columns = Columns.With(StandardColumn.Observation, value);
    }

    /// <summary>Whether actions are choices.</summary>
    public bool ActionsAreDiscrete { get; init; }

    /// <summary>The number of choices, where stated.</summary>
    public int? ActionCount { get; init; }

    /// <summary>The members of a dictionary that was flattened when the file was written; empty otherwise.</summary>
    public ImmutableArray<ColumnPart> ObservationParts { get; init; } = [];

    /// <summary>[E], or absent. Such flags are few, and read with the table.</summary>
    public NdArray<bool>? Terminated { get; init; }

    /// <summary>[E], or absent.</summary>
    public NdArray<bool>? Ended { get; init; }

    /// <summary>[E]: the returns the file states besides the rewards, or absent.</summary>
    public NdArray<double>? StatedReturns { get; init; }

    /// <summary>Whether steps were left out.</summary>
    public bool IsSubsampled { get; init; }

    /// <summary>The id of the environment; empty where the file does not say.</summary>
    public string EnvironmentId { get; init; } = "";

    /// <summary>The arrays that were used or known to be of no use here.</summary>
    public required ImmutableHashSet<string> Known { get; init; }

    /// <summary>What the reader should know about the layout.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Where episodes begin and how they end.</summary>
    public EpisodeTable Episodes => new(EpisodeStarts, Observations.Shape[0], Terminated, Ended);
}

/// <summary>A column made of arrays side by side, each of stretches of rows one after the other.</summary>
/// <param name="Shape">The shape of the whole as found, [rows, width] or [rows] if it is as expected.</param>
/// <param name="Parts">Side by side.</param>
internal sealed record TableColumn(Shape Shape, ImmutableArray<TablePart> Parts)
{
    /// <summary>Whether the arrays are the single values of one vector, and no members with names of their own.</summary>
    public bool AreOfVector { get; init; }

    /// <summary>The values of a row.</summary>
    public int Width => Shape.Rank < 2 ? 1 : Shape[1];

    /// <summary>A whole array as a matrix; a plain vector is taken as width 1.</summary>
    public static TableColumn Matrix(ArrayInfo array) =>
        Whole(array, array.Shape.Length == 1 ? new Shape(array.Shape[0], 1) : new Shape(array.Shape.AsSpan()));

    /// <summary>A whole array as a vector; a matrix of one column is taken as one.</summary>
    public static TableColumn Vector(ArrayInfo array) =>
        Whole(array, array.Shape is [var rows, 1] ? new Shape(rows) : new Shape(array.Shape.AsSpan()));

    /// <summary>Stretches of rows of one array, one after the other, each row flattened.</summary>
    public static TableColumn Matrix(ArrayInfo array, ImmutableArray<RowRange> ranges)
    {
        var width = array.Shape.Skip(1).Aggregate(1, (product, extent) => checked(product * extent));
        return new TableColumn(
            new Shape(ranges.Sum(range => range.Rows), width),
            [new TablePart(array.Name, width, ranges)]
        );
    }

    private static TableColumn Whole(ArrayInfo array, Shape shape)
    {
        var (rows, width) = shape.Rank == 0 ? (1, 1) : (shape[0], shape.Rank == 1 ? 1 : shape[1]);
        return new TableColumn(shape, [new TablePart(array.Name, width, [new RowRange(array.Name, 0, rows)])]);
    }
}

/// <summary>One of the arrays, or sets of arrays, that lie side by side in a column.</summary>
/// <param name="Name">Its name within the column.</param>
/// <param name="Width">The values of a row.</param>
/// <param name="Ranges">One after the other.</param>
internal sealed record TablePart(string Name, int Width, ImmutableArray<RowRange> Ranges)
{
    /// <summary>
    /// Whether the arrays are of trajectories, [B, T, ...], and their rows counted as if the first two dimensions were
    /// one: row t of trajectory b is b * T + t.
    /// </summary>
    public bool IsFolded { get; init; }
}

/// <summary>Neighbouring rows of an array.</summary>
/// <param name="Array">Its name.</param>
/// <param name="First">The first row.</param>
/// <param name="Rows">How many.</param>
internal readonly record struct RowRange(string Array, int First, int Rows);
