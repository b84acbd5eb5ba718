namespace Gail.Graphs;

/// <summary>The rows of a node: a fixed number (parameters, sums) or those of the batch given at evaluation.</summary>
public readonly record struct RowCount
{
    private readonly int _fixedRows;

    private RowCount(int fixedRows) => _fixedRows = fixedRows;

    /// <summary>As many rows as the batch has.</summary>
    public static RowCount Batch => default;

    /// <summary>Whether the rows are those of the batch.</summary>
    public bool IsBatch => _fixedRows == 0;

    /// <summary>A fixed number of rows.</summary>
    /// <param name="rows">At least 1.</param>
    public static RowCount Fixed(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return new RowCount(rows);
    }

    /// <summary>The number of rows when the batch has the given number.</summary>
    /// <param name="batchRows">The rows of the batch.</param>
    public int Resolve(int batchRows) => IsBatch ? batchRows : _fixedRows;

    /// <summary>"batch" or the number.</summary>
    public override string ToString() => IsBatch ? "batch" : $"{_fixedRows}";
}
