using System.Collections.Immutable;
using Gail.Data.Views;

namespace Gail.Tests;

/// <summary>Hides what a view can do besides reading, so that it is read in batches.</summary>
internal sealed class Plain(IDemonstrationView view) : IDemonstrationView
{
    public ViewSchema Schema => view.Schema;

    public long? RowCount => view.RowCount;

    public IEnumerable<ViewBatch> Read(ImmutableArray<string> columns) => view.Read(columns);
}
