using System.Collections.Immutable;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;

namespace Gail.Tests;

/// <summary>A view's rows in batches of another size, counted; hides what the view can do besides reading.</summary>
internal sealed class Rebatched(IDemonstrationView view, int size) : IDemonstrationView
{
    /// <summary>The rows given out so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>The readings begun so far.</summary>
    public int Readings { get; private set; }

    public ViewSchema Schema => view.Schema;

    public long? RowCount => view.RowCount;

    public IEnumerable<ViewBatch> Read(ImmutableArray<string> columns)
    {
        foreach (var name in columns)
        {
            _ = Schema[name];
        }
        return Batches(columns);
    }

    private IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
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
