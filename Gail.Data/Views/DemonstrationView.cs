using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Views.Foreign;
using Microsoft.ML;

namespace Gail.Data.Views;

/// <summary>
/// What every view of demonstrations shares, be it of a file, of memory or of a transform: what is known of its columns,
/// and ML.NET's cursor over its batches.
/// </summary>
internal abstract class DemonstrationView : IBatchedRows
{
    private DataViewSchema? _schema;

    /// <summary>The columns, and what else is known before any row is read.</summary>
    public abstract ViewSchema Description { get; }

    /// <summary>The number of rows; null where only reading would tell, as where rows are left out.</summary>
    public virtual long? RowCount => null;

    /// <inheritdoc/>
    // Made when ML.NET asks for it, which our own way of reading never does.
    public DataViewSchema Schema => _schema ??= ColumnAnnotations.SchemaOf(Description);

    /// <inheritdoc/>
    // Rows mean something in their order only.
    public bool CanShuffle => false;

    /// <summary>Any view as one of demonstrations: itself, or its columns by the names that have a meaning here.</summary>
    /// <exception cref="DemonstrationException">There is no observation, or a column is of a type that cannot be read.</exception>
    public static DemonstrationView Of(IDataView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view as DemonstrationView
            ?? (view is IBatchedRows batched ? ForeignBatches.Of(batched) : null)
            ?? (DemonstrationView)new ForeignView(view, DataViewMapping.ByName);
    }

    /// <inheritdoc/>
    public long? GetRowCount() => RowCount;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new BatchCursor(this, [.. columnsNeeded.Select(column => column.Name).Distinct()]);

    /// <inheritdoc/>
    // One reading is one pass over the source; several at once would each read all of it.
    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    ) => [GetRowCursor(columnsNeeded, rand)];

    /// <inheritdoc/>
    public IEnumerable<ViewBatch> Read(ImmutableArray<string> columns)
    {
        Description.Require(columns);
        return Batches(columns);
    }

    /// <summary>All rows in memory, before single values are checked. A view of whole columns hands these over.</summary>
    public virtual LoadedDemonstrations Load() => ViewCollector.Collect(this);

    /// <summary>What is wrong or odd that only reading tells; empty until a reading has come to its end.</summary>
    public virtual ImmutableArray<string> Findings => [];

    /// <summary>The rows: just these columns, all of which exist.</summary>
    protected abstract IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns);
}
