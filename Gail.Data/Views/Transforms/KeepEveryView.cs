using Gail.Numerics;

namespace Gail.Data.Views.Transforms;

/// <summary>
/// Every k-th row of each episode from a random one. Where an
/// episode begins depends on its length if that is below k, so up to k rows are held back besides a batch.
/// </summary>
/// <param name="source">The view.</param>
/// <param name="k">2 or more.</param>
/// <param name="key">The source of the random starts.</param>
internal sealed class KeepEveryView(DemonstrationView source, int k, RandomKey key) : PickedRowsView(source)
{
    protected override int LeastFirst => k;

    protected override Func<EpisodePiece, int[]> Picker()
    {
        // Rows from the beginning of the next piece to the next one kept; a long, since k may be any int.
        var next = 0L;
        return piece =>
        {
            var rows = piece.Rows.Rows;
            if (piece.IsFirst)
            {
                next = key.Fold((ulong)piece.Episode).Below(0, Math.Min(k, rows));
            }
            var picked = new List<int>((rows / k) + 1);
            for (; next < rows; next += k)
            {
                picked.Add((int)next);
            }
            next -= rows;
            return [.. picked];
        };
    }
}
