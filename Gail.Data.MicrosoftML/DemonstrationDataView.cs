using System.Text.Json;
using Gail.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Columns = System.Collections.Generic.IEnumerable<Microsoft.ML.DataViewSchema.Column>;

namespace Gail.Data.MicrosoftML;

/// <summary>A view of demonstrations as ML.NET's.</summary>
internal sealed class DemonstrationDataView(IDemonstrationView view) : IDataView
{
    // What a column is beyond its type; ML.NET's filters, caches and files hand it on.
    private const string Annotation = "Gail";

    public DataViewSchema Schema { get; } = SchemaOf(view.Schema);

    // Rows mean something in their order only.
    public bool CanShuffle => false;

    /// <summary>What is known of a column that comes from a view of demonstrations.</summary>
    public static ColumnKnowledge? KnowledgeOf(DataViewSchema.Column column)
    {
        ReadOnlyMemory<char> json = default;
        if (column.Annotations.Schema.GetColumnOrNull(Annotation) is null)
        {
            return null;
        }
        column.Annotations.GetValue(Annotation, ref json);
        return JsonSerializer.Deserialize<ColumnKnowledge>(json.Span);
    }

    public long? GetRowCount() => view.RowCount;

    public DataViewRowCursor GetRowCursor(Columns columnsNeeded, Random? rand = null) =>
        new DemonstrationCursor(view, Schema, [.. columnsNeeded.Select(column => column.Name).Distinct()]);

    // One reading is one pass over the source; several at once would each read all of it.
    public DataViewRowCursor[] GetRowCursorSet(Columns columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private static DataViewSchema SchemaOf(ViewSchema schema)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in schema.Columns)
        {
            var json = JsonSerializer.Serialize(new ColumnKnowledge(column, schema.IsSubsampled));
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.AddPrimitiveValue(Annotation, TextDataViewType.Instance, json.AsMemory());
            builder.AddColumn(column.Name, TypeOf(column), annotations.ToAnnotations());
        }
        return builder.ToSchema();
    }

    private static DataViewType TypeOf(ViewColumn column)
    {
        PrimitiveDataViewType item = column.Type switch
        {
            ElementType.Bool => BooleanDataViewType.Instance,
            ElementType.I64 => NumberDataViewType.Int64,
            ElementType.F32 => NumberDataViewType.Single,
            _ => NumberDataViewType.Double,
        };
        return column.Width is { } width ? new VectorDataViewType(item, width) : item;
    }

    internal sealed record ColumnKnowledge(ViewColumn Column, bool IsSubsampled);
}
