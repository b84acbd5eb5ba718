using System.Collections.Immutable;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;

namespace Gail.Data.Tests.Support;

/// <summary>A view's rows in batches of another size, counted; hides what the view can do besides reading.</summary>
internal sealed class Rebatched(IDataView view, int size) : DemonstrationView
{
    /// <summary>The rows given out so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>The readings begun so far.</summary>
    public int Readings { get; private set; }

    public override ViewSchema Description => view.Describe();

    public override long? RowCount => view.GetRowCount();

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        Readings++;
        foreach (var batch in view.Read(columns))
        {
            for (var first = 0; first < batch.Rows; first += size)
            {
                var rows = Math.Min(size, batch.Rows - first);
                RowsRead += rows;
                yield return batch.Slice(first, rows);
            }
        }
    }
}
