using System.Collections.Immutable;

namespace Gail.Data.Views.Foreign;

/// <summary>A view of somebody else's that gives batches of its own: they are taken as they are.</summary>
internal sealed class ForeignBatches : DemonstrationView
{
    private readonly IBatchedRows _rows;

    private ForeignBatches(IBatchedRows rows, ViewSchema description) => (_rows, Description) = (rows, description);

    public override ViewSchema Description { get; }

    public override long? RowCount => _rows.GetRowCount();

    /// <summary>The view; null where its columns are not of the names and types that views of this library have.</summary>
    public static ForeignBatches? Of(IBatchedRows rows)
    {
        var description = new ForeignView(rows, DataViewMapping.ByName).Description;
        var own = ColumnAnnotations.SchemaOf(description);
        return own.All(column => rows.Schema.GetColumnOrNull(column.Name)?.Type.Equals(column.Type) == true)
            ? new ForeignBatches(rows, description)
            : null;
    }

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns) => _rows.Read(columns);
}
