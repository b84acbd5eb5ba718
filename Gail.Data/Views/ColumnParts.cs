using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>Columns that come in parts.</summary>
internal static class ColumnParts
{
    /// <summary>The parts of a column, one after the other.</summary>
    /// <exception cref="DemonstrationException">They are more than memory addresses.</exception>
    public static NdArray Joined(ViewColumn column, List<NdArray> parts, string file) =>
        column.Type switch
        {
            ElementType.F32 => Joined<float>(column, parts, file),
            ElementType.F64 => Joined<double>(column, parts, file),
            ElementType.I64 => Joined<long>(column, parts, file),
            _ => Joined<bool>(column, parts, file),
        };

    private static NdArray<T> Joined<T>(ViewColumn column, List<NdArray> parts, string file)
        where T : unmanaged
    {
        var rows = parts.Sum(part => (long)part.Rows);
        if (rows * (column.Width ?? 1) > Array.MaxLength)
        {
            throw new DemonstrationException(
                file,
                column.Name,
                $"has {rows} rows, more than fit into one array; take fewer episodes or keep every k-th step before collecting."
            );
        }
        var shape = column.ShapeOf((int)rows);
        var values = GC.AllocateUninitializedArray<T>(shape.Length);
        var at = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = (NdArray<T>)parts[i];
            part.Span.CopyTo(values.AsSpan(at));
            at += part.Length;
            // Not held any longer than needed: all parts together are as large as the column.
            parts[i] = null!;
        }
        return NdArray<T>.Own(shape, values);
    }
}
