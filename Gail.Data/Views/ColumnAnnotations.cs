using System.Text.Json;
using System.Text.Json.Serialization;
using Gail.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.Views;

/// <summary>
/// What a column is beyond its type, as an annotation that ML.NET's filters, caches and files hand on: choices, parts of
/// a flattened dictionary, whether steps were left out, where the rows came from.
/// </summary>
internal static class ColumnAnnotations
{
    private const string Kind = "Gail";

    /// <summary>A description as ML.NET has it.</summary>
    public static DataViewSchema SchemaOf(ViewSchema description)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in description.Columns)
        {
            var known = new ColumnKnowledge(column, description.IsSubsampled, description.Source);
            var json = JsonSerializer.Serialize(known, ColumnKnowledgeContext.Default.ColumnKnowledge);
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.AddPrimitiveValue(Kind, TextDataViewType.Instance, json.AsMemory());
            builder.AddColumn(column.Name, TypeOf(column), annotations.ToAnnotations());
        }
        return builder.ToSchema();
    }

    /// <summary>What is known of a column that comes from demonstrations; null of any other.</summary>
    public static ColumnKnowledge? Of(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(Kind) is not { Type: TextDataViewType })
        {
            return null;
        }
        ReadOnlyMemory<char> json = default;
        column.Annotations.GetValue(Kind, ref json);
        return JsonSerializer.Deserialize(json.Span, ColumnKnowledgeContext.Default.ColumnKnowledge);
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
}

/// <summary>What is known of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="IsSubsampled">Whether steps were left out.</param>
/// <param name="Source">Where the rows came from.</param>
internal sealed record ColumnKnowledge(ViewColumn Column, bool IsSubsampled, DemonstrationSource Source);

[JsonSerializable(typeof(ColumnKnowledge))]
internal sealed partial class ColumnKnowledgeContext : JsonSerializerContext;
