using System.Collections.Immutable;
using Gail.Data.Views;

namespace Gail.Data.Tests.Support;

/// <summary>Hides what a view can do besides reading, so that it is read in batches.</summary>
internal sealed class Plain(IDataView view) : DemonstrationView
{
    public override ViewSchema Description => view.Describe();

    public override long? RowCount => view.GetRowCount();

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns) => view.Read(columns);
}
