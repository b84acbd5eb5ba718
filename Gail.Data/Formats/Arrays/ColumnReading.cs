using Gail.Data.Formats.Npz;
using Gail.Numerics;

namespace Gail.Data.Formats.Arrays;

/// <summary>Finds arrays of a file as columns, forgiving the harmless differences in shape, and reads small ones.</summary>
internal static class ColumnReading
{
    /// <summary>Name, type and shape of an array that must be there and hold numbers.</summary>
    public static ArrayInfo Info(this IArrayFile file, string name)
    {
        // Opening says what is wrong with the elements, before any others are read.
        using var reader = file.Open(name);
        return reader.Info;
    }

    /// <summary>[T, width]; a plain vector is taken as width 1.</summary>
    public static TableColumn Matrix(this IArrayFile file, string name) => TableColumn.Matrix(file.Info(name));

    /// <summary>As <see cref="Matrix"/>; null when there is no such array.</summary>
    public static TableColumn? OptionalMatrix(this IArrayFile file, string name) =>
        file.Contains(name) ? file.Matrix(name) : null;

    /// <summary>[T]; a matrix of one column is taken as a vector. Null when there is no such array.</summary>
    public static TableColumn? OptionalVector(this IArrayFile file, string name) =>
        file.Contains(name) ? TableColumn.Vector(file.Info(name)) : null;

    /// <summary>Rewards, [T]; null where there are none, or not as numbers: nobody needs them.</summary>
    public static TableColumn? Rewards(this IArrayFile file, string name) =>
        file.Arrays.Any(array => array.Name == name && NpyType.Parse(array.DataType) is not null)
            ? file.OptionalVector(name)
            : null;

    /// <summary>Whether the element type is an integer or boolean: choices, not amounts.</summary>
    public static bool IsDiscrete(this IArrayFile file, string name) =>
        file.Arrays.First(array => array.Name == name) is var info
        && NpyType.Parse(info.DataType) is { Kind: not NpyKind.Floating };

    /// <summary>All of a small array; a matrix of one column is taken as a vector.</summary>
    public static NdArray<T> Read<T>(this IArrayFile file, string name)
        where T : unmanaged
    {
        using var reader = file.Open(name);
        return AsVector(reader.ReadAll<T>());
    }

    /// <summary>As <see cref="Read"/>; null when there is no such array.</summary>
    public static NdArray<T>? ReadOptional<T>(this IArrayFile file, string name)
        where T : unmanaged => file.Contains(name) ? file.Read<T>(name) : null;

    private static NdArray<T> AsVector<T>(NdArray<T> array)
        where T : unmanaged =>
        array.Shape is { Rank: 2 } shape && shape[1] == 1 ? array.Reshape(new Shape(shape[0])) : array;
}
