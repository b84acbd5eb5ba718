using System.Collections.Immutable;

namespace Gail.Data.Views.Transforms;

/// <summary>Rows in blocks of one size, so that sums over blocks have the same bits whatever the source's batches.</summary>
internal static class ViewBlocks
{
    private const int Size = 4096;

    /// <summary>All rows, 4096 at a time; the last block may have fewer.</summary>
    public static IEnumerable<ViewBatch> InBlocks(this DemonstrationView view, ImmutableArray<string> columns)
    {
        var parts = new List<ViewBatch>();
        var rows = 0;
        foreach (var batch in view.Read(columns))
        {
            for (var begin = 0; begin < batch.Rows; )
            {
                var taken = Math.Min(Size - rows, batch.Rows - begin);
                parts.Add(batch.Slice(begin, taken));
                begin += taken;
                rows += taken;
                if (rows == Size)
                {
                    yield return BatchRows.Stack(parts);
                    parts.Clear();
                    rows = 0;
                }
            }
        }
        if (rows > 0)
        {
            yield return BatchRows.Stack(parts);
        }
    }
}
