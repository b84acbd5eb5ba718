using Gail.Numerics;

namespace Gail.Data;

/// <summary>Reads arrays of an archive as columns, forgiving the harmless differences in shape.</summary>
internal static class ColumnReading
{
    /// <summary>[T, width]; a plain vector is taken as width 1.</summary>
    public static NdArray<float> Matrix(this NpzArchive archive, string name) => AsMatrix(archive.Floats(name));

    /// <summary>As <see cref="Matrix"/>, for actions, which may be booleans too.</summary>
    public static NdArray<float> ActionMatrix(this NpzArchive archive, string name) =>
        AsMatrix(archive.Read(name).Choices());

    /// <summary>Whether the element type is an integer or boolean: choices, not amounts.</summary>
    public static bool IsDiscrete(this NpzArchive archive, string name) =>
        archive.Arrays.First(array => array.Name == name) is var info
        && NpyType.Parse(info.DataType) is { Kind: not NpyKind.Floating };

    /// <summary>[T]; a matrix of one column is taken as a vector. Null when there is no such array.</summary>
    public static NdArray<double>? OptionalDoubles(this NpzArchive archive, string name) =>
        archive.Contains(name) ? AsVector(archive.Doubles(name)) : null;

    /// <summary>As <see cref="OptionalDoubles"/>.</summary>
    public static NdArray<bool>? OptionalBooleans(this NpzArchive archive, string name) =>
        archive.Contains(name) ? AsVector(archive.Booleans(name)) : null;

    /// <summary>As <see cref="OptionalDoubles"/>.</summary>
    public static NdArray<long>? OptionalIntegers(this NpzArchive archive, string name) =>
        archive.Contains(name) ? AsVector(archive.Integers(name)) : null;

    /// <summary>A matrix of one column as a vector.</summary>
    public static NdArray<T> AsVector<T>(NdArray<T> array)
        where T : unmanaged =>
        array.Shape is { Rank: 2 } shape && shape[1] == 1 ? array.Reshape(new Shape(shape[0])) : array;

    private static NdArray<float> AsMatrix(NdArray<float> array) =>
        array.Shape.Rank == 1 ? array.Reshape(new Shape(array.Length, 1)) : array;
}
