using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Npz;

/// <summary>
/// The header of an .npy array: format 1, 2 or 3 of NumPy's <c>numpy.lib.format</c>. It is a Python literal, read here
/// by a parser that knows exactly the three keys NumPy writes; nothing is evaluated.
/// </summary>
/// <param name="Info">Name, type and shape.</param>
/// <param name="Type">The type when it is one that is read, otherwise null.</param>
/// <param name="FortranOrder">Whether the first dimension varies fastest.</param>
/// <param name="Bytes">The bytes of the header, from the magic to its last.</param>
internal sealed record NpyHeader(ArrayInfo Info, NpyType? Type, bool FortranOrder, byte[] Bytes)
{
    // NumPy itself refuses headers over 10,000 characters unless told to trust the file.
    private const int MaximumLength = 1 << 16;
    private const int PrefixLength = 8;

    /// <summary>The number of elements.</summary>
    public long Count => Info.Shape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>Reads a header and leaves the stream at the first byte of data.</summary>
    /// <param name="stream">A stream at the magic.</param>
    /// <param name="name">The name of the array.</param>
    /// <param name="fail">Makes the exception from the problem.</param>
    /// <exception cref="EndOfStreamException">The stream ends within the header.</exception>
    public static NpyHeader Read(Stream stream, string name, Func<string, DemonstrationException> fail)
    {
        var prefix = new byte[PrefixLength];
        stream.ReadExactly(prefix);
        if (prefix[0] != 0x93 || !prefix.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
        {
            throw fail($"is no .npy array: it begins with {Convert.ToHexString(prefix)}, expected 934E554D5059.");
        }
        var version = prefix[6];
        if (version is < 1 or > 3)
        {
            throw fail($"is of .npy version {version}, expected 1, 2 or 3.");
        }
        var size = new byte[version == 1 ? 2 : 4];
        stream.ReadExactly(size);
        var length =
            version == 1
                ? BinaryPrimitives.ReadUInt16LittleEndian(size)
                : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > MaximumLength)
        {
            throw fail($"the header claims {length} bytes, expected {MaximumLength} at most; the file is damaged.");
        }
        var text = new byte[length];
        stream.ReadExactly(text);
        var encoding = version == 3 ? Encoding.UTF8 : Encoding.Latin1;
        var literal = new NpyLiteral(encoding.GetString(text), fail).Parse();
        return new NpyHeader(
            new ArrayInfo(name, literal.Description, CheckedShape(literal.Shape, fail)),
            NpyType.Parse(literal.Description),
            literal.FortranOrder,
            [.. prefix, .. size, .. text]
        );
    }

    private static ImmutableArray<int> CheckedShape(
        ImmutableArray<long> shape,
        Func<string, DemonstrationException> fail
    )
    {
        var product = 1L;
        foreach (var extent in shape)
        {
            // Each factor below 2^31 and the product kept below it: the product of two never overflows.
            if (extent > int.MaxValue || product * extent > int.MaxValue)
            {
                throw fail($"the shape ({string.Join(", ", shape)}) has more elements than an array can hold.");
            }
            product *= extent;
        }
        return [.. shape.Select(extent => (int)extent)];
    }
}
