using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gail.Data.Formats.Npz;
using Gail.Numerics;

namespace Gail.Data.Formats.Arrays;

/// <summary>Arrays that are in memory already. Immutable.</summary>
/// <param name="path">The file they came from, for messages.</param>
/// <param name="arrays">By name.</param>
internal sealed class MemoryArrays(string path, ImmutableSortedDictionary<string, NdArray> arrays) : IArrayFile
{
    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public ImmutableArray<ArrayInfo> Arrays =>
        [.. arrays.Select(array => MemoryArrayReader.InfoOf(array.Key, array.Value))];

    /// <inheritdoc/>
    public ImmutableDictionary<string, string> Attributes => ImmutableDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public bool Contains(string name) => arrays.ContainsKey(name);

    /// <inheritdoc/>
    public ArrayReader Open(string name) =>
        arrays.TryGetValue(name, out var array)
            ? new MemoryArrayReader(path, MemoryArrayReader.InfoOf(name, array), array)
            : throw new DemonstrationException(path, name, "there is no such array.");

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is open.
    }
}

/// <summary>Reads an array that is in memory already.</summary>
internal sealed class MemoryArrayReader(string path, ArrayInfo info, NdArray array) : ArrayReader
{
    public override ArrayInfo Info => info;

    public override NpyType Type { get; } = NpyType.Parse(info.DataType)!;

    /// <summary>What a file would say of an array.</summary>
    public static ArrayInfo InfoOf(string name, NdArray array) =>
        new(
            name,
            array.ElementType switch
            {
                ElementType.F32 => "<f4",
                ElementType.F64 => "<f8",
                ElementType.I64 => "<i8",
                ElementType.Bool => "|b1",
                _ => throw new NotSupportedException($"Arrays of {array.ElementType} are not read."),
            },
            [.. Enumerable.Range(0, array.Shape.Rank).Select(d => array.Shape[d])]
        );

    protected override DemonstrationException Fail(string problem) => new(path, info.Name, problem);

    protected override void ReadRaw(int firstRow, int rows, Span<byte> destination) =>
        Bytes().Slice(firstRow * Columns * Type.Size, rows * Columns * Type.Size).CopyTo(destination);

    private ReadOnlySpan<byte> Bytes() =>
        array switch
        {
            NdArray<float> floats => MemoryMarshal.AsBytes(floats.Span),
            NdArray<double> doubles => MemoryMarshal.AsBytes(doubles.Span),
            NdArray<long> integers => MemoryMarshal.AsBytes(integers.Span),
            _ => MemoryMarshal.AsBytes(((NdArray<bool>)array).Span),
        };
}
