namespace Gail.Execution.Plans;

/// <summary>The start of each memory, for one thread's work on one tile.</summary>
internal unsafe struct PlanMemory
{
    internal float* Bound;
    internal float* Run;
    internal float* Sums;
    internal float* Tile;

    /// <summary>Rows of the tile.</summary>
    internal int Rows;

    /// <summary>The batch's row that the tile begins with.</summary>
    internal int FirstRow;

    /// <summary>Rows of the batch.</summary>
    internal int BatchRows;

    /// <summary>Whether sums begin here.</summary>
    internal bool IsFirstTile;

    internal readonly float* At(Operand operand) =>
        operand.Space switch
        {
            Space.Bound => Bound,
            Space.Run => Run,
            Space.Sums => Sums,
            _ => Tile,
        } + operand.Offset;
}
