using System.Collections.Immutable;
using Gail.Data;

namespace Gail.Tests;

/// <summary>Hides what a view can do besides reading.</summary>
internal sealed class PlainView(IDemonstrationView view) : IDemonstrationView
{
    public ViewSchema Schema => view.Schema;

    public long? RowCount => view.RowCount;

    public IEnumerable<ViewBatch> Read(ImmutableArray<string> columns) => view.Read(columns);
}
