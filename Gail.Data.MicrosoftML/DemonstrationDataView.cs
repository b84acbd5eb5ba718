using Gail.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.MicrosoftML;

/// <summary>A view of demonstrations as ML.NET's.</summary>
internal sealed class DemonstrationDataView : IDataView
{
    private readonly IDemonstrationView _view;

    public DemonstrationDataView(IDemonstrationView view)
    {
        _view = view;
        var schema = new DataViewSchema.Builder();
        foreach (var column in view.Schema.Columns)
        {
            schema.AddColumn(column.Name, TypeOf(column), ColumnAnnotations.Of(column, view.Schema.IsSubsampled));
        }
        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    // Rows mean something in their order only.
    public bool CanShuffle => false;

    public long? GetRowCount() => _view.RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new DemonstrationCursor(_view, Schema, [.. columnsNeeded.Select(column => column.Index).Distinct()]);

    // One reading is one pass over the source; several at once would each read all of it.
    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    ) => [GetRowCursor(columnsNeeded, rand)];

    private static DataViewType TypeOf(ViewColumn column)
    {
        PrimitiveDataViewType item = column.Type switch
        {
            ElementType.Bool => BooleanDataViewType.Instance,
            ElementType.I64 => NumberDataViewType.Int64,
            ElementType.F32 => NumberDataViewType.Single,
            ElementType.F64 => NumberDataViewType.Double,
            _ => throw new NotSupportedException($"Columns of {column.Type} are not kept in views."),
        };
        return column.Width is { } width ? new VectorDataViewType(item, width) : item;
    }
}
