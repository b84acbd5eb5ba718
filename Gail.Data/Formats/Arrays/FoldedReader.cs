using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Arrays;

/// <summary>
/// Reads an array of trajectories, [B, T, ...], as one of steps, [B * T, ...]. Whole trajectories are read, as many as
/// the file keeps together, and kept until others are needed.
/// </summary>
internal sealed class FoldedReader : ArrayReader
{
    private const int BlockBytes = 1 << 24;

    private readonly string _path;
    private readonly ArrayReader _inner;
    private readonly int _steps;
    private readonly long _trajectoryBytes;
    private byte[] _block = [];
    private int _first;
    private int _count;

    /// <summary>Folds the first two dimensions of an array into one.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="inner">Of rank 2 or more; closed with this reader.</param>
    public FoldedReader(string path, ArrayReader inner)
    {
        _path = path;
        _inner = inner;
        var shape = inner.Info.Shape;
        _steps = shape[1];
        _trajectoryBytes = (long)inner.Columns * inner.Type.Size;
        Info = inner.Info with { Shape = [checked(shape[0] * shape[1]), .. shape[2..]] };
    }

    public override ArrayInfo Info { get; }

    public override NpyType Type => _inner.Type;

    public override void Finish() => _inner.Finish();

    protected override DemonstrationException Fail(string problem) => new(_path, Info.Name, problem);

    protected override void ReadRaw(int firstRow, int rows, Span<byte> destination)
    {
        var rowBytes = Columns * Type.Size;
        while (rows > 0)
        {
            var (trajectory, within) = Math.DivRem(firstRow, _steps);
            int taken;
            if (within == 0 && rows >= _steps && _inner.RowsAtOnce == 1)
            {
                // Whole trajectories need no detour.
                taken = rows / _steps * _steps;
                _inner.ReadBytes(trajectory, rows / _steps, destination[..(taken * rowBytes)]);
            }
            else
            {
                Load(trajectory);
                var from = ((trajectory - _first) * _steps) + within;
                taken = Math.Min(rows, (_count * _steps) - from);
                _block.AsSpan(from * rowBytes, taken * rowBytes).CopyTo(destination);
            }
            destination = destination[(taken * rowBytes)..];
            firstRow += taken;
            rows -= taken;
        }
    }

    protected override void Dispose(bool disposing) => _inner.Dispose();

    private void Load(int trajectory)
    {
        if (trajectory >= _first && trajectory < _first + _count)
        {
            return;
        }
        if (_trajectoryBytes > Array.MaxLength)
        {
            throw Fail($"has {_trajectoryBytes} bytes in one trajectory, expected {Array.MaxLength} at most.");
        }
        // Those that the file keeps together, and never a part of them: they would be unpacked anew for the rest.
        var together = Math.Clamp(_inner.RowsAtOnce, 1, _inner.Rows);
        if (together * _trajectoryBytes > Array.MaxLength)
        {
            together = 1;
        }
        var first = trajectory / together * together;
        var blocks = Math.Max(1, BlockBytes / Math.Max(1, together * _trajectoryBytes));
        var count = (int)Math.Min(_inner.Rows - first, together * blocks);
        var bytes = (int)(count * _trajectoryBytes);
        if (_block.Length < bytes)
        {
            _block = GC.AllocateUninitializedArray<byte>(bytes);
        }
        // Nothing is kept if the reading fails half way.
        _count = 0;
        _inner.ReadBytes(first, count, _block.AsSpan(0, bytes));
        (_first, _count) = (first, count);
    }
}
