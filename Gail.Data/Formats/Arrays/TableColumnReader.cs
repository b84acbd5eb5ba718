using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gail.Data.Formats.Arrays;

/// <summary>Reads the rows of a column, going forward through the arrays that it is made of.</summary>
internal sealed class TableColumnReader : IDisposable
{
    // A column of next observations goes to and fro between two arrays.
    private const int MostOpen = 4;

    private readonly IArrayFile _file;
    private readonly ImmutableArray<PartReader> _parts;
    private readonly int _width;

    /// <summary>Reads a column.</summary>
    /// <param name="file">The file.</param>
    /// <param name="arrays">Its arrays by name, as they were when the column was laid out.</param>
    /// <param name="column">The column.</param>
    public TableColumnReader(IArrayFile file, FrozenDictionary<string, ArrayInfo> arrays, TableColumn column)
    {
        _file = file;
        _width = column.Width;
        _parts = [.. column.Parts.Select(part => new PartReader(part, arrays))];
    }

    /// <summary>Reads neighbouring rows; cheap where they follow the last ones.</summary>
    public void Read<T>(int firstRow, int rows, Span<T> destination)
        where T : unmanaged
    {
        if (_parts is [var only])
        {
            only.Read(_file, firstRow, rows, destination);
            return;
        }
        var place = 0;
        foreach (var part in _parts)
        {
            var values = new T[rows * part.Width];
            part.Read<T>(_file, firstRow, rows, values);
            for (var row = 0; row < rows; row++)
            {
                values.AsSpan(row * part.Width, part.Width).CopyTo(destination[((row * _width) + place)..]);
            }
            place += part.Width;
        }
    }

    /// <summary>Verifies the arrays read; see <see cref="ArrayReader.Finish"/>.</summary>
    public void Finish()
    {
        foreach (var part in _parts)
        {
            part.Finish();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _parts)
        {
            part.Dispose();
        }
    }

    private sealed class PartReader(TablePart part, FrozenDictionary<string, ArrayInfo> arrays) : IDisposable
    {
        private readonly List<ArrayReader> _open = [];
        private int _range;
        private int _rangeStart;

        public int Width => part.Width;

        public void Read<T>(IArrayFile file, int firstRow, int rows, Span<T> destination)
            where T : unmanaged
        {
            if (firstRow < _rangeStart)
            {
                (_range, _rangeStart) = (0, 0);
            }
            while (rows > 0)
            {
                var range = part.Ranges[_range];
                var within = firstRow - _rangeStart;
                if (within >= range.Rows)
                {
                    _rangeStart += range.Rows;
                    _range++;
                    continue;
                }
                var count = Math.Min(rows, range.Rows - within);
                var read = destination[..(count * part.Width)];
                Open(file, range.Array).Read(range.First + within, count, read);
                CountFromZero(read);
                destination = destination[(count * part.Width)..];
                firstRow += count;
                rows -= count;
            }
        }

        /// <summary>Choices that begin at other numbers in the file.</summary>
        private void CountFromZero<T>(Span<T> values)
            where T : unmanaged
        {
            if (part.Starts.IsEmpty || typeof(T) != typeof(float))
            {
                return;
            }
            var numbers = MemoryMarshal.Cast<T, float>(values);
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] -= part.Starts[i % part.Starts.Length];
            }
        }

        public void Finish()
        {
            foreach (var reader in _open)
            {
                reader.Finish();
            }
        }

        public void Dispose()
        {
            foreach (var reader in _open)
            {
                reader.Dispose();
            }
            _open.Clear();
        }

        private ArrayReader Open(IArrayFile file, string name)
        {
            var at = _open.FindIndex(reader => reader.Info.Name == name);
            if (at >= 0)
            {
                return _open[at];
            }
            if (_open.Count == MostOpen)
            {
                _open[0].Finish();
                _open[0].Dispose();
                _open.RemoveAt(0);
            }
            var reader = file.Open(name);
            if (!reader.Info.IsSameAs(arrays[name]))
            {
                reader.Dispose();
                throw new DemonstrationException(file.Path, name, ArrayInfo.Changed);
            }
            reader = part.IsFolded ? new FoldedReader(file.Path, reader) : reader;
            _open.Add(reader);
            return reader;
        }
    }
}
