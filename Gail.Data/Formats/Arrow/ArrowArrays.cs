using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;
using Microsoft.Win32.SafeHandles;

namespace Gail.Data.Formats.Arrow;

/// <summary>Rows that lie one after the other in a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Offset">Where the first one begins; of flags counted in bits.</param>
/// <param name="Rows">How many.</param>
internal sealed record ArrowStretch(string File, long Offset, int Rows);

/// <summary>Finds the numbers of rows in a column, through the lists around them.</summary>
/// <param name="file">The file.</param>
/// <param name="handle">The same, open.</param>
internal sealed class ArrowRows(ArrowFile file, SafeFileHandle handle)
{
    /// <summary>The rows of a list, and where they begin and end: one more than there are lists.</summary>
    public long[] Ends(ArrowNode list)
    {
        if (list.Field.Kind == ArrowKind.FixedList)
        {
            var length = Math.Max(0, list.Field.Length);
            return list.Length * length <= list.Children[0].Length
                ? [.. Enumerable.Range(0, (int)list.Length + 1).Select(i => (long)i * length)]
                : throw Short(list);
        }
        if (list.Length == 0)
        {
            return [0];
        }
        var ends = list.Field.Size == 4 ? Read<int>(list, list.Length + 1) : Read<long>(list, list.Length + 1);
        for (var i = 0; i < ends.Length; i++)
        {
            if (ends[i] < (i == 0 ? 0 : ends[i - 1]) || ends[i] > list.Children[0].Length)
            {
                throw new InvalidDataException($"has lists in {list.Field.Name} that do not follow each other");
            }
        }
        return ends;
    }

    /// <summary>The numbers of rows: as many in each.</summary>
    /// <returns>Where they lie, what they are, and how many there are in a row; null where there are none.</returns>
    /// <exception cref="InvalidDataException">Rows differ in length, or values are missing.</exception>
    public (ArrowStretch Stretch, ArrowField Field, int Width)? Numbers(ArrowNode node, long first, int rows)
    {
        var (width, from, count) = (1L, first, (long)rows);
        while (true)
        {
            CheckGaps(node, from, count);
            if (node.Field.Kind == ArrowKind.Number)
            {
                var bits = node.Field.IsBits ? 1 : 8L * node.Field.Size;
                var place = node.Buffers[1];
                if (from + count > node.Length || (from + count) * bits > place.Length * 8)
                {
                    throw Short(node);
                }
                var offset = node.Field.IsBits ? (place.Offset * 8) + from : place.Offset + (from * node.Field.Size);
                return (new ArrowStretch(file.Path, offset, rows), node.Field, checked((int)width));
            }
            if (node.Field.Kind is not (ArrowKind.List or ArrowKind.FixedList))
            {
                return null;
            }
            var ends = Ends(node);
            if (from + count >= ends.Length)
            {
                throw Short(node);
            }
            var each = count == 0 ? 0 : ends[from + 1] - ends[from];
            for (var i = from; i < from + count; i++)
            {
                if (ends[i + 1] - ends[i] != each)
                {
                    throw new InvalidDataException(
                        $"has lists of differing lengths in {node.Field.Name}: {each} and {ends[i + 1] - ends[i]}"
                    );
                }
            }
            (width, from, count) = (width * each, ends[from], count * each);
            node = node.Children[0];
        }
    }

    private void CheckGaps(ArrowNode node, long first, long count)
    {
        if (node.Gaps <= 0 || node.Buffers[0].Length == 0)
        {
            return;
        }
        if (node.Buffers[0].Length * 8 < first + count)
        {
            throw Short(node);
        }
        var bytes = new byte[((first + count + 7) / 8) - (first / 8)];
        ArrowFile.Fill(handle, bytes, node.Buffers[0].Offset + (first / 8));
        for (var i = 0L; i < count; i++)
        {
            var bit = (first % 8) + i;
            if ((bytes[bit / 8] >> (int)(bit % 8) & 1) == 0)
            {
                throw new InvalidDataException($"has no value in row {first + i} of {node.Field.Name}");
            }
        }
    }

    private long[] Read<T>(ArrowNode list, long count)
        where T : unmanaged, INumberBase<T>
    {
        var values = new T[count * Marshal.SizeOf<T>() <= list.Buffers[1].Length ? count : throw Short(list)];
        ArrowFile.Fill(handle, MemoryMarshal.AsBytes(values.AsSpan()), list.Buffers[1].Offset);
        return Array.ConvertAll(values, long.CreateTruncating);
    }

    private static InvalidDataException Short(ArrowNode node) =>
        new($"has fewer values of {node.Field.Name} than it claims");
}

/// <summary>An array put together from stretches of rows in files.</summary>
/// <param name="Info">Name, type and shape.</param>
/// <param name="Stretches">One after the other.</param>
internal sealed record ArrowArray(ArrayInfo Info, ImmutableArray<ArrowStretch> Stretches);

/// <summary>Arrays put together from stretches of rows in files. Immutable.</summary>
internal sealed class ArrowArrays(string path, IEnumerable<ArrowArray> arrays) : IArrayFile
{
    private readonly ImmutableDictionary<string, ArrowArray> _arrays = arrays.ToImmutableDictionary(array =>
        array.Info.Name
    );

    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public ImmutableArray<ArrayInfo> Arrays =>
        [.. _arrays.Values.Select(array => array.Info).OrderBy(info => info.Name, NaturalOrder.Instance)];

    /// <inheritdoc/>
    public ImmutableDictionary<string, string> Attributes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public bool Contains(string name) => _arrays.ContainsKey(name);

    /// <inheritdoc/>
    public ArrayReader Open(string name) =>
        !_arrays.TryGetValue(name, out var array)
            ? throw new DemonstrationException(path, name, "there is no such column.")
        : NpyType.Parse(array.Info.DataType) is { } type ? new ArrowArrayReader(path, array, type)
        : throw new DemonstrationException(path, name, $"holds no numbers, but {array.Info.DataType}.");

    /// <inheritdoc/>
    public void Dispose()
    {
        // Files are open only while they are read.
    }
}

/// <summary>Reads an array through its stretches.</summary>
internal sealed class ArrowArrayReader(string path, ArrowArray array, NpyType type) : ArrayReader
{
    private SafeFileHandle? _handle;
    private string _open = "";
    private int _stretch;
    private int _first;

    public override ArrayInfo Info => array.Info;

    public override NpyType Type => type;

    protected override DemonstrationException Fail(string problem) => new(path, Info.Name, problem);

    protected override void ReadRaw(int firstRow, int rows, Span<byte> destination)
    {
        if (firstRow < _first)
        {
            (_stretch, _first) = (0, 0);
        }
        var rowBytes = Columns * type.Size;
        while (rows > 0)
        {
            var stretch = array.Stretches[_stretch];
            var within = firstRow - _first;
            if (within >= stretch.Rows)
            {
                _first += stretch.Rows;
                _stretch++;
                continue;
            }
            var count = Math.Min(rows, stretch.Rows - within);
            Read(stretch, within, destination[..(count * rowBytes)]);
            destination = destination[(count * rowBytes)..];
            firstRow += count;
            rows -= count;
        }
    }

    protected override void Dispose(bool disposing) => _handle?.Dispose();

    private void Read(ArrowStretch stretch, int row, Span<byte> destination)
    {
        if (_open != stretch.File)
        {
            _handle?.Dispose();
            (_handle, _open) = (ArrowFile.Handle(stretch.File), stretch.File);
        }
        try
        {
            if (type.Kind != NpyKind.Boolean)
            {
                ArrowFile.Fill(_handle!, destination, stretch.Offset + ((long)row * Columns * type.Size));
                return;
            }
            var bit = stretch.Offset + ((long)row * Columns);
            var bytes = new byte[((bit + destination.Length + 7) / 8) - (bit / 8)];
            ArrowFile.Fill(_handle!, bytes, bit / 8);
            for (var i = 0; i < destination.Length; i++)
            {
                var at = (int)(bit % 8) + i;
                destination[i] = (byte)((bytes[at / 8] >> (at % 8)) & 1);
            }
        }
        catch (Exception e) when (ArrowFile.IsDamage(e) || e is IOException)
        {
            throw ArrowFile.Damaged(stretch.File, Info.Name, e);
        }
    }
}
