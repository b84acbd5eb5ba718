using Gail.Numerics;

namespace Gail.Data.Views.Transforms;

/// <summary>Rows of arrays whose element type is known at run time only.</summary>
internal static class ArrayRows
{
    /// <summary>A copy of neighbouring rows.</summary>
    public static NdArray Slice(NdArray array, int first, int rows) =>
        array switch
        {
            NdArray<float> floats => Slice(floats, first, rows),
            NdArray<double> doubles => Slice(doubles, first, rows),
            NdArray<long> integers => Slice(integers, first, rows),
            NdArray<bool> booleans => Slice(booleans, first, rows),
            _ => throw Unknown(array),
        };

    /// <summary>Arrays of one type and width, one below the other.</summary>
    /// <param name="parts">At least one.</param>
    public static NdArray Stack(IReadOnlyList<NdArray> parts) =>
        parts[0] switch
        {
            NdArray<float> => Stack<float>(parts),
            NdArray<double> => Stack<double>(parts),
            NdArray<long> => Stack<long>(parts),
            NdArray<bool> => Stack<bool>(parts),
            _ => throw Unknown(parts[0]),
        };

    /// <summary>A copy of neighbouring rows.</summary>
    public static NdArray<T> Slice<T>(NdArray<T> array, int first, int rows)
        where T : unmanaged =>
        NdArray<T>.Own(
            new Shape([rows, .. array.Shape.Extents.Skip(1)]),
            array.Span.Slice(first * array.Columns, rows * array.Columns).ToArray()
        );

    private static NdArray<T> Stack<T>(IReadOnlyList<NdArray> parts)
        where T : unmanaged
    {
        var values = new T[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            ((NdArray<T>)part).Span.CopyTo(values.AsSpan(at));
            at += part.Length;
        }
        return NdArray<T>.Own(new Shape([parts.Sum(part => part.Rows), .. parts[0].Shape.Extents.Skip(1)]), values);
    }

    private static NotSupportedException Unknown(NdArray array) =>
        new($"Columns of {array.ElementType} are not kept in views.");
}
