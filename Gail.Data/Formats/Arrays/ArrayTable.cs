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
    private readonly ImmutableArray<ColumnPart> _actionParts = [];
    private readonly bool _actionsAreDiscrete;
    private readonly int? _actionCount;

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

    /// <summary>What actions are made of; the two below are the short form for choices only.</summary>
    public ImmutableArray<ColumnPart> ActionParts
    {
        get =>
            ColumnSpace.Resolve(
                _actionParts.IsEmpty ? this[StandardColumn.Action]?.ToColumnParts() ?? [] : _actionParts,
                this[StandardColumn.Action]?.Width ?? 0,
                _actionsAreDiscrete,
                _actionCount
            );
        init => _actionParts = value;
    }

    /// <summary>Whether actions are choices.</summary>
    public bool ActionsAreDiscrete
    {
        init => _actionsAreDiscrete = value;
    }

    /// <summary>The number of choices, where stated.</summary>
    public int? ActionCount
    {
        get => _actionCount;
        init => _actionCount = value;
    }

    /// <summary>What observations are made of, where the layout knows more than which arrays lie side by side.</summary>
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

    /// <summary>A whole array as a matrix; a plain vector is taken as width 1, an image row after row.</summary>
    public static TableColumn Matrix(ArrayInfo array) =>
        !array.ImageShape.IsEmpty
            ? Matrix(array, [new RowRange(array.Name, 0, array.Shape[0])])
            : Whole(array, array.Shape.Length == 1 ? new Shape(array.Shape[0], 1) : new Shape(array.Shape.AsSpan()));

    /// <summary>A whole array as a vector; a matrix of one column is taken as one.</summary>
    public static TableColumn Vector(ArrayInfo array) =>
        Whole(array, array.Shape is [var rows, 1] ? new Shape(rows) : new Shape(array.Shape.AsSpan()));

    /// <summary>Stretches of rows of one array, one after the other, each row flattened.</summary>
    public static TableColumn Matrix(ArrayInfo array, ImmutableArray<RowRange> ranges)
    {
        var width = array.Shape.Skip(1).Aggregate(1, (product, extent) => checked(product * extent));
        return new TableColumn(
            new Shape(ranges.Sum(range => range.Rows), width),
            [new TablePart("", width, ranges) { Shape = array.ImageShape }]
        );
    }

    /// <summary>What the arrays are as parts of a column of a view; empty for a single one of plain vectors.</summary>
    public ImmutableArray<ColumnPart> ToColumnParts() =>
        AreOfVector || Parts is [] or [{ Name: "", Shape.IsEmpty: true, Choices.IsEmpty: true }]
            ? []
            :
            [
                .. Parts.Select(part => new ColumnPart(part.Name, part.Width)
                {
                    Choices = part.Choices,
                    Shape = part.Shape,
                }),
            ];

    private static TableColumn Whole(ArrayInfo array, Shape shape)
    {
        var (rows, width) = shape.Rank == 0 ? (1, 1) : (shape[0], shape.Rank == 1 ? 1 : shape[1]);
        return new TableColumn(shape, [new TablePart("", width, [new RowRange(array.Name, 0, rows)])]);
    }
}

/// <summary>One of the arrays, or sets of arrays, that lie side by side in a column.</summary>
/// <param name="Name">The member of a dictionary that it is; empty where the column is none.</param>
/// <param name="Width">The values of a row.</param>
/// <param name="Ranges">One after the other.</param>
internal sealed record TablePart(string Name, int Width, ImmutableArray<RowRange> Ranges)
{
    /// <summary>
    /// Whether the arrays are of trajectories, [B, T, ...], and their rows counted as if the first two dimensions were
    /// one: row t of trajectory b is b * T + t.
    /// </summary>
    public bool IsFolded { get; init; }

    /// <summary>The dimensions of a row that has several, as of an image; empty for vectors.</summary>
    public ImmutableArray<int> Shape { get; init; } = [];

    /// <summary>Of values that are choices the number of alternatives of each, 0 where not stated; empty otherwise.</summary>
    public ImmutableArray<int> Choices { get; init; } = [];

    /// <summary>The number that the first alternative of each choice has in the file; empty where it is 0.</summary>
    public ImmutableArray<int> Starts { get; init; } = [];
}

/// <summary>Neighbouring rows of an array.</summary>
/// <param name="Array">Its name.</param>
/// <param name="First">The first row.</param>
/// <param name="Rows">How many.</param>
internal readonly record struct RowRange(string Array, int First, int Rows);
