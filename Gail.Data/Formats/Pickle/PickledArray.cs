using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Pickle;

/// <summary>An array found among the values of a pickle.</summary>
/// <param name="DataType">The elements in NumPy's words.</param>
/// <param name="Shape">The extents, outermost first.</param>
internal abstract record PickledArray(string DataType, ImmutableArray<int> Shape)
{
    /// <summary>The bytes it unfolds to.</summary>
    public abstract long Size { get; }

    /// <summary>Opens it for reading.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="name">What the array is called.</param>
    /// <param name="store">The open file.</param>
    public abstract ArrayReader Open(string path, string name, PickleStore store);

    /// <summary>Single numbers of Python, side by side.</summary>
    public static StridedArray Numbers<T>(string type, ImmutableArray<int> shape, T[] values)
        where T : unmanaged =>
        new(
            new HeldBytes(MemoryMarshal.AsBytes(values.AsSpan()).ToArray()),
            NpyType.Parse(type)! with
            {
                BigEndian = !BitConverter.IsLittleEndian,
            },
            shape,
            PickleShape.RowMajor(shape)
        );
}

/// <summary>Elements at regular distances within some bytes.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Elements">What they are.</param>
/// <param name="Strides">The distances of neighbours in each dimension, in elements, none negative.</param>
internal sealed record StridedArray(
    PickleBytes Bytes,
    NpyType Elements,
    ImmutableArray<int> Shape,
    ImmutableArray<long> Strides
) : PickledArray(Describe(Elements), Shape)
{
    /// <summary>The first element.</summary>
    public long Offset { get; init; }

    /// <summary>
    /// Whether elements are bfloat16, the upper halves of single-precision numbers: then <see cref="Elements"/> are what
    /// they are read as, and take twice the bytes.
    /// </summary>
    public bool IsBrainFloat { get; init; }

    /// <summary>The bytes of an element where it lies.</summary>
    public int StoredSize => IsBrainFloat ? 2 : Elements.Size;

    public override long Size => Shape.Aggregate((long)Elements.Size, (product, extent) => product * extent);

    public override ArrayReader Open(string path, string name, PickleStore store) =>
        new StridedReader(path, new ArrayInfo(name, DataType, Shape), this, store);

    private static string Describe(NpyType type)
    {
        var order =
            type.Size == 1 ? '|'
            : type.BigEndian ? '>'
            : '<';
        var kind = type.Kind switch
        {
            NpyKind.Boolean => 'b',
            NpyKind.Signed => 'i',
            NpyKind.Unsigned => 'u',
            _ => 'f',
        };
        return $"{order}{kind}{type.Size}";
    }
}

/// <summary>A list of arrays of one type and shape, as one with a dimension more.</summary>
internal sealed record StackedArray(ImmutableArray<PickledArray> Items)
    : PickledArray(Items[0].DataType, [Items.Length, .. Items[0].Shape])
{
    public override long Size => Items.Length * Items[0].Size;

    public override ArrayReader Open(string path, string name, PickleStore store) =>
        new StackedReader(path, new ArrayInfo(name, DataType, Shape), this, store);
}

/// <summary>What is listed but not read: text, objects, types of elements that are no numbers.</summary>
internal sealed record UnreadArray(string DataType, ImmutableArray<int> Shape) : PickledArray(DataType, Shape)
{
    public override long Size => 0;

    public override ArrayReader Open(string path, string name, PickleStore store) =>
        throw new DemonstrationException(
            path,
            name,
            DataType == "|O"
                ? "holds values of several kinds; numbers are needed, all arrays of one shape."
                : $"the element type '{DataType}' is not read; expected bool, an integer or a float of up to 64 bits."
        );
}
