using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gail.Numerics;

/// <summary>An immutable array whose element type is known at run time only: a leaf of a <see cref="StateTree"/>.</summary>
public abstract class NdArray
{
    private protected NdArray(ElementType elementType, Shape shape)
    {
        ElementType = elementType;
        Shape = shape;
        Length = shape.Length;
        Rows = shape.Rank == 0 ? 1 : shape[0];
        Columns = ColumnsOf(shape);
    }

    /// <summary>The type of the elements.</summary>
    public ElementType ElementType { get; }

    /// <summary>The extents.</summary>
    public Shape Shape { get; }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The first extent; 1 for a scalar.</summary>
    public int Rows { get; }

    /// <summary>The elements of one row: the product of all extents but the first.</summary>
    public int Columns { get; }

    /// <summary>The elements as bytes of this machine's order, row by row.</summary>
    public abstract ReadOnlySpan<byte> Bytes { get; }

    /// <summary>An array holding one value, of rank 0.</summary>
    /// <typeparam name="T">float, double, long, ulong or bool.</typeparam>
    public static NdArray<T> Scalar<T>(T value)
        where T : unmanaged => NdArray<T>.Own(Shape.Scalar, [value]);

    /// <summary>A vector of copied values.</summary>
    /// <typeparam name="T">float, double, long, ulong or bool.</typeparam>
    /// <param name="values">The elements.</param>
    public static NdArray<T> Vector<T>(ReadOnlySpan<T> values)
        where T : unmanaged => NdArray<T>.Own(new Shape(values.Length), values.ToArray());

    /// <summary>A matrix of copied values.</summary>
    /// <typeparam name="T">float, double, long, ulong or bool.</typeparam>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="values">The elements, row by row; exactly rows x columns.</param>
    public static NdArray<T> Matrix<T>(int rows, int columns, ReadOnlySpan<T> values)
        where T : unmanaged => NdArray<T>.Own(new Shape(rows, columns), values.ToArray());

    /// <summary>An array of zeros.</summary>
    /// <typeparam name="T">float, double, long, ulong or bool.</typeparam>
    /// <param name="shape">The extents.</param>
    public static NdArray<T> Zeros<T>(Shape shape)
        where T : unmanaged => NdArray<T>.Own(shape, new T[shape.Length]);

    /// <summary>Reads an array back from <see cref="Bytes"/>.</summary>
    /// <param name="elementType">The type of the elements.</param>
    /// <param name="shape">The extents.</param>
    /// <param name="bytes">Exactly as many bytes as the shape needs; of a bool each 0 or 1.</param>
    public static NdArray FromBytes(ElementType elementType, Shape shape, ReadOnlySpan<byte> bytes) =>
        elementType switch
        {
            ElementType.Bool => NdArray<bool>.Own(shape, Cast<bool>(Booleans(bytes))),
            ElementType.I64 => NdArray<long>.Own(shape, Cast<long>(bytes)),
            ElementType.U64 => NdArray<ulong>.Own(shape, Cast<ulong>(bytes)),
            ElementType.F32 => NdArray<float>.Own(shape, Cast<float>(bytes)),
            ElementType.F64 => NdArray<double>.Own(shape, Cast<double>(bytes)),
            _ => throw new ArgumentOutOfRangeException(nameof(elementType), elementType, "Unknown element type."),
        };

    /// <summary>Whether both hold the same bits in the same shape and type. NaN equals itself; 0 differs from -0.</summary>
    /// <param name="other">The array to compare with.</param>
    public bool SameBits(NdArray? other) =>
        other is not null
        && ElementType == other.ElementType
        && Shape == other.Shape
        && Bytes.SequenceEqual(other.Bytes);

    private static int ColumnsOf(Shape shape)
    {
        var columns = 1;
        for (var dimension = 1; dimension < shape.Rank; dimension++)
        {
            columns = checked(columns * shape[dimension]);
        }
        return columns;
    }

    internal static ElementType ElementTypeOf<T>() =>
        typeof(T) == typeof(float) ? ElementType.F32
        : typeof(T) == typeof(double) ? ElementType.F64
        : typeof(T) == typeof(long) ? ElementType.I64
        : typeof(T) == typeof(ulong) ? ElementType.U64
        : typeof(T) == typeof(bool) ? ElementType.Bool
        : throw new NotSupportedException(
            $"Arrays hold float, double, long, ulong or bool, not {typeof(T).Name}; convert first."
        );

    private static ReadOnlySpan<byte> Booleans(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOfAnyExceptInRange((byte)0, (byte)1);
        return at < 0
            ? bytes
            : throw new ArgumentException($"A bool is 0 or 1 but byte {at} is {bytes[at]}.", nameof(bytes));
    }

    private static T[] Cast<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        if (bytes.Length % size != 0)
        {
            throw new ArgumentException($"Expected a multiple of {size} bytes but got {bytes.Length}.", nameof(bytes));
        }
        var values = new T[bytes.Length / size];
        bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}

/// <summary>An immutable array in row-major order.</summary>
/// <typeparam name="T">float, double, long, ulong or bool.</typeparam>
public sealed class NdArray<T> : NdArray, IEquatable<NdArray<T>>
    where T : unmanaged
{
    private readonly T[] _values;

    private NdArray(Shape shape, T[] values)
        : base(ElementTypeOf<T>(), shape)
    {
        if (values.Length != shape.Length)
        {
            throw new ArgumentException(
                $"Shape {shape} needs {shape.Length} values but {values.Length} were given.",
                nameof(values)
            );
        }
        _values = values;
    }

    /// <summary>The elements, row by row.</summary>
    public ReadOnlySpan<T> Span => _values;

    /// <summary>The elements as an immutable array, without a copy.</summary>
    public ImmutableArray<T> Values => ImmutableCollectionsMarshal.AsImmutableArray(_values);

    /// <summary>The elements as memory, for code that cannot hold a span.</summary>
    public ReadOnlyMemory<T> Memory => _values;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_values.AsSpan());

    /// <summary>The element at a flat index.</summary>
    /// <param name="index">0 to Length - 1, row by row.</param>
    public T this[int index] => _values[index];

    /// <summary>The element of a matrix.</summary>
    /// <param name="row">0 to Rows - 1.</param>
    /// <param name="column">0 to Columns - 1.</param>
    public T this[int row, int column] => Row(row)[column];

    /// <summary>One row.</summary>
    /// <param name="row">0 to Rows - 1.</param>
    public ReadOnlySpan<T> Row(int row) => _values.AsSpan(row * Columns, Columns);

    /// <summary>A copy of the rows named, in that order.</summary>
    /// <param name="rows">Row numbers; one may come more than once.</param>
    public NdArray<T> Gather(ReadOnlySpan<int> rows)
    {
        var gathered = new T[rows.Length * Columns];
        Numerics.Rows.Gather(this, rows, gathered);
        return Own(new Shape([rows.Length, .. Shape.Extents.Skip(1)]), gathered);
    }

    /// <summary>The same elements in another shape.</summary>
    /// <param name="shape">A shape of the same length.</param>
    public NdArray<T> Reshape(Shape shape) => new(shape, _values);

    /// <inheritdoc/>
    public bool Equals(NdArray<T>? other) => SameBits(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NdArray<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Element type and shape, as in F32[128, 4].</summary>
    public override string ToString() => $"{ElementType}{Shape}";

    /// <summary>Publishes a private buffer without a copy; the caller must not write to it again.</summary>
    public static NdArray<T> Own(Shape shape, T[] values) => new(shape, values);
}
