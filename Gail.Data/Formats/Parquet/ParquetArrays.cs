using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;
using Gail.Numerics;

namespace Gail.Data.Formats.Parquet;

/// <summary>
/// The columns of one or more Parquet files, one after the other, as arrays: [rows] of single values, [rows, width] of
/// lists. Immutable: several threads may read from it.
/// </summary>
internal sealed class ParquetArrays : IArrayFile
{
    private readonly ImmutableArray<ParquetFile> _files;
    private readonly ImmutableDictionary<string, int> _columns;

    private ParquetArrays(string path, ImmutableArray<ParquetFile> files)
    {
        Path = path;
        _files = files;
        var columns = files[0].Footer.Columns;
        _columns = Enumerable.Range(0, columns.Length).ToImmutableDictionary(c => columns[c].Name);
        CheckColumns();
        Rows = TotalRows();
        Arrays = [.. columns.Select((column, c) => new ArrayInfo(column.Name, column.DataType, Shape(c)))];
        Attributes = files[0].Footer.Metadata.ToImmutableDictionary(pair => "@" + pair.Key, pair => pair.Value);
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public ImmutableArray<ArrayInfo> Arrays { get; }

    /// <inheritdoc/>
    public ImmutableDictionary<string, string> Attributes { get; }

    /// <summary>The rows of all files.</summary>
    public int Rows { get; }

    /// <summary>Opens files.</summary>
    /// <param name="path">What messages about all of them name.</param>
    /// <param name="files">The files, which have the same columns; at least one.</param>
    /// <exception cref="DemonstrationException">There is none of a name, one is damaged, or they differ.</exception>
    public static ParquetArrays Open(string path, IEnumerable<string> files) =>
        new(path, [.. files.Select(ParquetFile.Open)]);

    /// <inheritdoc/>
    public bool Contains(string name) => _columns.ContainsKey(name);

    /// <inheritdoc/>
    public ArrayReader Open(string name)
    {
        var (column, info) = Column(name);
        return column.IsNumber && NpyType.Parse(info.DataType) is { } type
            ? new ParquetArrayReader(Path, _files, _columns[name], info, type)
            : throw new DemonstrationException(Path, name, $"holds no numbers, but {Described(column)}.");
    }

    /// <summary>Numbers that tell rows apart: those of the column, or such that the same texts have the same number.</summary>
    public NdArray<long> Keys(string name)
    {
        if (!Column(name).Column.IsText)
        {
            return this.Read<long>(name);
        }
        var texts = new ParquetTexts();
        return NdArray.Vector<long>([.. _files.SelectMany(file => file.Read(_columns[name], texts))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Files are open only while they are read.
    }

    private (ParquetColumn Column, ArrayInfo Info) Column(string name) =>
        _columns.TryGetValue(name, out var at)
            ? (_files[0].Footer.Columns[at], Arrays[at])
            : throw new DemonstrationException(
                Path,
                name,
                $"there is no such column; there are {string.Join(", ", Arrays.Take(20).Select(array => array.Name))}."
            );

    private void CheckColumns()
    {
        foreach (var file in _files.Skip(1))
        {
            if (!file.Footer.Columns.SequenceEqual(_files[0].Footer.Columns))
            {
                var other = file
                    .Footer.Columns.Except(_files[0].Footer.Columns)
                    .Concat(_files[0].Footer.Columns.Except(file.Footer.Columns));
                throw new DemonstrationException(
                    file.Path,
                    string.Join(", ", other.Select(column => column.Name).Distinct()),
                    $"is not as in {_files[0].Path}; all files of a data set have the same columns."
                );
            }
        }
    }

    private int TotalRows()
    {
        var rows = _files.Sum(file => (long)file.Rows);
        return rows <= int.MaxValue
            ? (int)rows
            : throw new DemonstrationException(
                Path,
                "",
                $"has {rows} rows, expected {int.MaxValue} at most; split it."
            );
    }

    /// <summary>How long lists are no file says: as long as makes all rows alike, which reading verifies.</summary>
    private ImmutableArray<int> Shape(int at)
    {
        var column = _files[0].Footer.Columns[at];
        if (!column.IsList || !column.IsNumber)
        {
            return [Rows];
        }
        var values = _files.Sum(file => file.Footer.Groups.Sum(group => group.Chunks[at].Values));
        // Lists that are not alike can only be refused by name if somebody wants them.
        return Rows > 0 && values / Rows <= int.MaxValue ? [Rows, (int)(values / Rows)] : [Rows, 0];
    }

    private static string Described(ParquetColumn column) => column.IsText ? "text or images" : column.DataType;
}

/// <summary>Reads a column of numbers through the groups of rows of all files.</summary>
internal sealed class ParquetArrayReader(
    string path,
    ImmutableArray<ParquetFile> files,
    int column,
    ArrayInfo info,
    NpyType type
) : ArrayReader
{
    private readonly ImmutableArray<Stretch> _stretches = Stretches(files);
    private ParquetChunkReader? _reader;
    private int _stretch = -1;
    private int _next;

    public override ArrayInfo Info => info;

    public override NpyType Type => type;

    protected override DemonstrationException Fail(string problem) => new(path, Info.Name, problem);

    protected override void ReadRaw(int firstRow, int rows, Span<byte> destination)
    {
        var rowBytes = Columns * type.Size;
        if (firstRow < _next)
        {
            Close();
        }
        while (rows > 0)
        {
            if (_stretch < 0 || firstRow >= _stretches[_stretch].First + _stretches[_stretch].Rows)
            {
                Begin(firstRow);
            }
            var stretch = _stretches[_stretch];
            if (firstRow > _next)
            {
                Skip((firstRow - _next) * (long)rowBytes);
            }
            var count = Math.Min(rows, stretch.First + stretch.Rows - firstRow);
            Read(destination[..(count * rowBytes)]);
            destination = destination[(count * rowBytes)..];
            firstRow += count;
            rows -= count;
            _next = firstRow;
        }
    }

    protected override void Dispose(bool disposing) => Close();

    private void Begin(int row)
    {
        Close();
        _stretch = _stretches.BinarySearch(new Stretch(0, 0, row, 0), Stretch.ByFirst);
        _stretch = _stretch >= 0 ? _stretch : ~_stretch - 1;
        // Of several that begin there, all but the last are empty.
        while (_stretches[_stretch].Rows == 0 || _stretches[_stretch].First + _stretches[_stretch].Rows <= row)
        {
            _stretch++;
        }
        var stretch = _stretches[_stretch];
        var file = files[stretch.File];
        var width = Info.Shape.Length > 1 ? Info.Shape[1] : 1;
        var values = file.Footer.Groups[stretch.Group].Chunks[column].Values;
        if (values != (long)stretch.Rows * width)
        {
            throw new DemonstrationException(
                file.Path,
                Info.Name,
                $"has lists of differing lengths: {values} values in rows {stretch.First} to {stretch.First + stretch.Rows - 1}, expected {width} in each."
            );
        }
        _reader = file.Reader(stretch.Group, column, width);
        _next = stretch.First;
    }

    private void Skip(long bytes)
    {
        var step = Math.Max(type.Size, (1 << 16) / type.Size * type.Size);
        var room = new byte[Math.Min(step, bytes)];
        for (; bytes > 0; bytes -= room.Length)
        {
            Read(room.AsSpan(0, (int)Math.Min(room.Length, bytes)));
        }
    }

    private void Read(Span<byte> destination)
    {
        try
        {
            _reader!.Read(destination);
        }
        catch (Exception e) when (ParquetFile.IsDamage(e))
        {
            throw ParquetFile.Damaged(files[_stretches[_stretch].File].Path, Info.Name, e);
        }
    }

    private void Close()
    {
        _reader?.Dispose();
        (_reader, _stretch, _next) = (null, -1, 0);
    }

    private static ImmutableArray<Stretch> Stretches(ImmutableArray<ParquetFile> files)
    {
        var stretches = ImmutableArray.CreateBuilder<Stretch>();
        var first = 0;
        for (var f = 0; f < files.Length; f++)
        {
            for (var g = 0; g < files[f].Footer.Groups.Length; g++)
            {
                var rows = (int)files[f].Footer.Groups[g].Rows;
                stretches.Add(new Stretch(f, g, first, rows));
                first += rows;
            }
        }
        return stretches.ToImmutable();
    }

    /// <summary>A group of rows of a file.</summary>
    private sealed record Stretch(int File, int Group, int First, int Rows)
    {
        public static IComparer<Stretch> ByFirst { get; } =
            Comparer<Stretch>.Create((left, right) => left.First.CompareTo(right.First));
    }
}
