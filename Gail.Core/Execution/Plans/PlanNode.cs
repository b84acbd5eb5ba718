using System.Collections.Immutable;
using Gail.Graphs;

namespace Gail.Execution.Plans;

/// <summary>A node of a simplified graph; equal nodes are one.</summary>
/// <param name="Id">Its place: arguments have smaller ones.</param>
/// <param name="Operation">What it computes.</param>
/// <param name="Arguments">From what.</param>
/// <param name="Attributes">What it needs besides.</param>
internal sealed record PlanNode(
    int Id,
    PlanOperation Operation,
    ImmutableArray<PlanNode> Arguments,
    RowCount Rows,
    int Columns,
    PlanAttributes Attributes
)
{
    /// <summary>Whether it sums over the rows of the batch, so that its value is known only after the last tile.</summary>
    internal bool IsReduction =>
        Operation is PlanOperation.TransposedProduct or PlanOperation.SumRows && Arguments[0].Rows.IsBatch;

    internal bool IsFill => Operation == PlanOperation.Fill;

    /// <inheritdoc/>
    public bool Equals(PlanNode? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Id;
}

/// <summary>The attributes of an operation besides its arguments.</summary>
/// <param name="Name">An input's name.</param>
/// <param name="Scale">The factor of an affine map; the number of a fill.</param>
/// <param name="Shift">The summand of an affine map.</param>
/// <param name="Start">The first column of a slice or place.</param>
internal readonly record struct PlanAttributes(string Name = "", float Scale = 0, float Shift = 0, int Start = 0);
