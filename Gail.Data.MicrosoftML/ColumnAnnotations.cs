using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.MicrosoftML;

/// <summary>What a column is beyond its type, as annotations; ML.NET's filters and caches hand them on.</summary>
internal static class ColumnAnnotations
{
    // ML.NET's own name, which it does not publish as a constant.
    private const string SlotNames = "SlotNames";

    // The number of alternatives of a discrete column, 0 where nobody knows.
    private const string ChoiceCount = "GailChoiceCount";

    // At the column of steps.
    private const string IsSubsampled = "GailIsSubsampled";

    public static DataViewSchema.Annotations Of(ViewColumn column, bool isSubsampled)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (column.IsDiscrete)
        {
            builder.AddPrimitiveValue(ChoiceCount, NumberDataViewType.Int32, column.ChoiceCount ?? 0);
        }
        if (isSubsampled && column.Name == ColumnNames.Step)
        {
            builder.AddPrimitiveValue(IsSubsampled, BooleanDataViewType.Instance, value: true);
        }
        if (!column.Parts.IsEmpty)
        {
            ImmutableArray<string> names = [.. column.Parts.SelectMany(Slots)];
            builder.Add<VBuffer<ReadOnlyMemory<char>>>(
                SlotNames,
                new VectorDataViewType(TextDataViewType.Instance, names.Length),
                (ref value) => value = new(names.Length, [.. names.Select(name => name.AsMemory())])
            );
        }
        return builder.ToAnnotations();
    }

    /// <summary>The number of a column's choices, 0 where it does not say; null if it holds no choices.</summary>
    public static int? ChoicesOf(DataViewSchema.Column column) =>
        Find<int>(column, ChoiceCount)
        ?? RowReaders.ItemOf(column) switch
        {
            KeyDataViewType key => key.Count <= int.MaxValue ? (int)key.Count : 0,
            BooleanDataViewType => 2,
            var item => item == NumberDataViewType.Single || item == NumberDataViewType.Double ? null : 0,
        };

    public static bool IsSubsampledBy(DataViewSchema.Column column) => Find<bool>(column, IsSubsampled) ?? false;

    /// <summary>What slot names tell of one column; of several, the columns.</summary>
    public static ImmutableArray<ColumnPart> PartsOf(ImmutableArray<DataViewSchema.Column> columns)
    {
        if (columns.Length > 1)
        {
            return [.. columns.Select(column => new ColumnPart(column.Name, RowReaders.WidthOf(column)))];
        }
        VBuffer<ReadOnlyMemory<char>> slots = default;
        if (columns[0].HasSlotNames())
        {
            columns[0].GetSlotNames(ref slots);
        }
        var parts = new List<ColumnPart>();
        foreach (var name in slots.DenseValues().Select(slot => slot.ToString()))
        {
            if (parts is [.., var last] && name == $"{last.Name}[{last.Width}]")
            {
                parts[^1] = last with { Width = last.Width + 1 };
                continue;
            }
            parts.Add(new ColumnPart(name.EndsWith("[0]", StringComparison.Ordinal) ? name[..^3] : name, 1));
        }
        return [.. parts];
    }

    private static IEnumerable<string> Slots(ColumnPart part) =>
        part.Width == 1 ? [part.Name] : Enumerable.Range(0, part.Width).Select(i => $"{part.Name}[{i}]");

    private static T? Find<T>(DataViewSchema.Column column, string kind)
        where T : struct
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is null)
        {
            return null;
        }
        T value = default;
        column.Annotations.GetValue(kind, ref value);
        return value;
    }
}
