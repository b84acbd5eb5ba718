namespace Gail.Execution.Plans;

/// <summary>The memories a plan works in.</summary>
internal enum Space
{
    /// <summary>Fixed matrices that depend on bound inputs alone, computed once per binding.</summary>
    Bound,

    /// <summary>Fixed matrices of one run.</summary>
    Run,

    /// <summary>Sums over the batch, one set for each part of it.</summary>
    Sums,

    /// <summary>The matrices of one tile of rows.</summary>
    Tile,
}

/// <summary>The place of a matrix.</summary>
/// <param name="Space">The memory that it lies in.</param>
/// <param name="Offset">The place of its first element, in floats.</param>
/// <param name="Stride">Floats from one row to the next.</param>
internal readonly record struct Operand(Space Space, int Offset, int Stride);

/// <summary>One kernel call.</summary>
internal sealed record Instruction
{
    internal required PlanOperation Operation { get; init; }

    /// <summary>The first argument.</summary>
    internal Operand X { get; init; }

    /// <summary>The second argument.</summary>
    internal Operand Y { get; init; }

    /// <summary>The start of a product or a sum: a bias or zeros.</summary>
    internal Operand Start { get; init; }

    /// <summary>Room for intermediate values.</summary>
    internal Operand Scratch { get; init; }

    internal Operand Result { get; init; }

    /// <summary>Rows of the arguments, 0 for those of the tile.</summary>
    internal int Rows { get; init; }

    /// <summary>Columns of the first argument, or of the result where it has none.</summary>
    internal int Columns { get; init; }

    /// <summary>Columns of the result.</summary>
    internal int ResultColumns { get; init; }

    internal float Scale { get; init; }

    internal float Shift { get; init; }

    /// <summary>The place of an input among the graph's.</summary>
    internal int Input { get; init; } = -1;

    /// <summary>The place of a row-wise result among the graph's outputs; -1 where it is none.</summary>
    internal int Output { get; init; } = -1;
}
